"""A family: a household with its children, the groups of centres it is registered with, and who may open it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fingerpost.accounts.models import User
from fingerpost.base.encrypted import EncryptedTextField
from fingerpost.base.guarded import GuardedManager
from fingerpost.base.identifiers import new_reference
from fingerpost.base.privacy import Personal
from fingerpost.families.models.keeping import WITH_THE_FAMILY, in_order
from fingerpost.families.vocabulary import FamilyState, Leaving
from fingerpost.places.models import Centre, CentreGroup
from fingerpost.places.models.dated import Dated, once_at_a_time


class Family(Personal, models.Model):
    """A household. The reference can be read over a telephone and cannot be guessed.

    restricted: only the workers named for it, and the safeguarding lead, may open it.
    quiet_from: since then nobody is written to by a machine, such as after the death of a child.
    merged_into: the record that this one, entered twice, is part of; its reference leads there.
    """

    reference = models.CharField(max_length=10, unique=True, default=new_reference, editable=False)
    state = models.CharField(_("whether you are with us"), max_length=10, choices=FamilyState, default=FamilyState.OPEN)
    entered_on = models.DateField(_("the day you came to us"))
    closed_on = models.DateField(_("the day you left"), null=True)
    restricted = models.BooleanField(_("that only named workers may open your record"), default=False)
    restricted_why = EncryptedTextField(_("why only named workers may"), null=True)
    quiet_from = models.DateField(_("since when we send nothing by ourselves"), null=True)
    closed_for = models.CharField(
        _("why you left"), max_length=10, choices=Leaving, blank=True, default="", db_default=""
    )
    confirmed_on = models.DateField(_("the day on which we last asked whether this is right"), null=True)
    confirmed_by = models.CharField(
        max_length=100, blank=True, default="", db_default="", help_text="a role and a reference, as in the audit trail"
    )
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="former")

    objects = GuardedManager["Family"]()

    class Privacy:
        about = _("the family")
        personal = {
            "state": _("To know whom we support"),
            "entered_on": _("To know how long we have known you"),
            "closed_on": _("To delete what we keep when its time is over"),
            "closed_for": _("To hand you over well, and to know why families leave"),
            "confirmed_on": _("So that what we keep is right"),
        }
        sensitive = {
            "restricted": _("To keep you safe"),
            "restricted_why": _("So that it can be looked at again"),
            "quiet_from": _("So that no cheerful letter comes at a bad time"),
        }
        plain = {"id", "reference", "merged_into", "confirmed_by"}
        keep = WITH_THE_FAMILY

    class Meta:
        verbose_name = _("family")
        verbose_name_plural = _("families")
        constraints = [
            models.CheckConstraint(
                name="family_closed_on_a_day",
                condition=Q(state=FamilyState.CLOSED, closed_on__isnull=False)
                | Q(state=FamilyState.OPEN, closed_on__isnull=True)
                | Q(state=FamilyState.MERGED),
            ),
            models.CheckConstraint(
                name="family_merged_into_another",
                condition=Q(state=FamilyState.MERGED, merged_into__isnull=False) & ~Q(merged_into=models.F("pk"))
                | ~Q(state=FamilyState.MERGED) & Q(merged_into__isnull=True),
            ),
            models.CheckConstraint(
                name="family_restricted_for_a_reason",
                condition=Q(restricted=True, restricted_why__isnull=False)
                | Q(restricted=False, restricted_why__isnull=True),
            ),
            models.CheckConstraint(
                name="family_left_for_a_reason", condition=Q(closed_for="") | Q(closed_on__isnull=False)
            ),
            models.CheckConstraint(
                name="family_closed_after_it_came",
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=models.F("entered_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"family {self.reference}"


class Registration(Personal, Dated):
    """That a family is registered with a group, and at which of its centres. The group's staff see the family."""

    family = models.ForeignKey(Family, on_delete=models.CASCADE, related_name="registrations")
    group = models.ForeignKey(
        CentreGroup, on_delete=models.PROTECT, related_name="+", verbose_name=_("group of centres")
    )
    centre = models.ForeignKey(Centre, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("centre"))

    objects = GuardedManager["Registration"]()

    class Privacy:
        about = _("the family")
        personal = {
            "group": _("The people who work there look after you"),
            "centre": _("Where you go most"),
        }
        plain = {"id", "family", "valid_from", "valid_to"}
        keep = WITH_THE_FAMILY

    class Meta:
        verbose_name = _("registration with a centre")
        verbose_name_plural = _("registrations with centres")
        indexes = [models.Index(fields=["group", "valid_to"], name="registration_group")]
        constraints = [
            once_at_a_time("registration_once", "family", "group"),
            models.CheckConstraint(name="registration_in_order", condition=in_order()),
        ]

    def __str__(self) -> str:
        return f"registration of family {self.family_id}"


class FamilyWorker(Personal, Dated):
    """A worker who may open a restricted family, by name."""

    family = models.ForeignKey(Family, on_delete=models.CASCADE, related_name="workers")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", verbose_name=_("worker"))

    objects = GuardedManager["FamilyWorker"]()

    class Privacy:
        about = _("the family")
        personal = {"user": _("Who may open your record")}
        plain = {"id", "family", "valid_from", "valid_to"}
        keep = WITH_THE_FAMILY

    class Meta:
        verbose_name = _("named worker")
        verbose_name_plural = _("named workers")
        constraints = [
            once_at_a_time("family_worker_once", "family", "user"),
            models.CheckConstraint(name="family_worker_in_order", condition=in_order()),
        ]

    def __str__(self) -> str:
        return f"worker of family {self.family_id}"
