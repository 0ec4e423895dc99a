"""Families that were entered twice: what they are found by, which pairs wait for a person, and what was made one."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least
from django.utils.translation import gettext_lazy as _

from fingerpost.base.encrypted import EncryptedTextField
from fingerpost.base.guarded import GuardedManager
from fingerpost.base.identifiers import new_reference
from fingerpost.base.privacy import Personal
from fingerpost.families.models.family import Family
from fingerpost.families.models.keeping import WITH_THE_FAMILY
from fingerpost.families.vocabulary import PairState, Sign


class Compared(Personal, models.Model):
    """A family as it is compared with others, in one text; without what is hidden. Only the machinery reads it."""

    reference = models.CharField(max_length=10, unique=True, default=new_reference, editable=False)
    family = models.OneToOneField(Family, on_delete=models.CASCADE, related_name="compared")
    told = EncryptedTextField(_("names, days of birth, address, phones and e-mail"))

    objects = GuardedManager["Compared"]()

    class Privacy:
        about = _("the family")
        called = _("your family, as it is compared with others")
        sensitive = {"told": _("Not to enter you twice. Kept so that nobody can read it in the database")}
        plain = {"id", "reference", "family"}
        keep = WITH_THE_FAMILY

    class Meta:
        verbose_name = _("family as it is compared")
        verbose_name_plural = _("families as they are compared")


class FamilyKey(Personal, models.Model):
    """One of some forty keyed hashes that a family is found by. Two families that share one are worth comparing.

    A key is drawn from names, days and numbers, and nobody reads it back. It is a plain number, since PostgreSQL looks
    into an index under row security only by what cannot leak. There is no foreign key in the database: checking
    forty of them would cost more than the rest of entering a family, and the operations keep them in step.
    """

    pk = models.CompositePrimaryKey("key", "family")
    key = models.BigIntegerField()
    family = models.ForeignKey(
        Family, on_delete=models.CASCADE, related_name="keys", db_constraint=False, db_index=False
    )

    objects = GuardedManager["FamilyKey"]()

    class Privacy:
        about = _("the family")
        called = _("what your family is found by when it is entered again")
        sensitive = {"key": _("Not to enter you twice. Kept so that nobody can read it back")}
        labels = {"key": _("what your family is compared by")}
        plain = {"family"}
        keep = WITH_THE_FAMILY

    class Meta:
        verbose_name = _("key of a family")
        verbose_name_plural = _("keys of families")


class PossibleDouble(Personal, models.Model):
    """Two records that may be of one family. bits: the odds that they are, as `families.rules.doubles` weighs them.

    A person decides; nothing is made one by itself.
    """

    reference = models.CharField(max_length=10, unique=True, default=new_reference, editable=False)
    one = models.ForeignKey(Family, on_delete=models.CASCADE, related_name="doubles_before")
    other = models.ForeignKey(Family, on_delete=models.CASCADE, related_name="doubles_after")
    bits = models.FloatField(_("how likely it is"))
    signs = ArrayField(models.CharField(max_length=20, choices=Sign), verbose_name=_("what is alike"), default=list)
    state = models.CharField(_("what was decided"), max_length=10, choices=PairState, default=PairState.OPEN)
    found_on = models.DateField(_("the day it was found"))
    decided_by = models.CharField(max_length=100, blank=True, help_text="a role and a reference, as in the audit trail")
    decided_on = models.DateField(_("the day of the decision"), null=True)

    objects = GuardedManager["PossibleDouble"]()

    class Privacy:
        about = _("two families")
        called = _("records that may be of one family")
        personal = {
            "bits": _("So that the likeliest are looked at first"),
            "signs": _("So that a person can decide, and not a machine"),
            "state": _("Not to ask twice"),
            "found_on": _("To see what waits too long"),
            "decided_on": _("To answer for what was decided"),
        }
        plain = {"id", "reference", "one", "other", "decided_by"}
        keep = WITH_THE_FAMILY

    class Meta:
        verbose_name = _("possible double")
        verbose_name_plural = _("possible doubles")
        constraints = [
            models.UniqueConstraint(Least("one", "other"), Greatest("one", "other"), name="possible_double_once"),
            models.CheckConstraint(name="possible_double_of_two", condition=~Q(one=F("other"))),
            models.CheckConstraint(
                name="possible_double_decided_whole",
                condition=Q(state=PairState.OPEN, decided_on__isnull=True, decided_by="")
                | ~Q(state=PairState.OPEN) & Q(decided_on__isnull=False) & ~Q(decided_by=""),
            ),
        ]


class Merger(Personal, models.Model):
    """That two records were made one: which was kept, which is now part of it, and every value that was changed."""

    reference = models.CharField(max_length=10, unique=True, default=new_reference, editable=False)
    kept = models.ForeignKey(Family, on_delete=models.CASCADE, related_name="mergers")
    gone = models.ForeignKey(Family, on_delete=models.CASCADE, related_name="+")
    changes = EncryptedTextField(_("what was changed, so that it can be undone"))
    merged_on = models.DateField(_("the day it was done"))
    merged_by = models.CharField(max_length=100, help_text="a role and a reference, as in the audit trail")
    undone_on = models.DateField(_("the day it was undone"), null=True)
    undone_by = models.CharField(max_length=100, blank=True, help_text="a role and a reference, as in the audit trail")

    objects = GuardedManager["Merger"]()

    class Privacy:
        about = _("the family")
        called = _("records that were made one")
        personal = {
            "merged_on": _("To answer for it"),
            "undone_on": _("To answer for it"),
        }
        sensitive = {"changes": _("So that it can be undone whole. Kept so that nobody can read it in the database")}
        plain = {"id", "reference", "kept", "gone", "merged_by", "undone_by"}
        keep = WITH_THE_FAMILY

    class Meta:
        verbose_name = _("merger of two records")
        verbose_name_plural = _("mergers of two records")
        constraints = [
            models.CheckConstraint(
                name="merger_undone_whole",
                condition=Q(undone_on__isnull=True, undone_by="") | Q(undone_on__isnull=False) & ~Q(undone_by=""),
            )
        ]
