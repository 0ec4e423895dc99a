"""That somebody opened a family's record without leave, for a reason; and what came of it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fingerpost.accounts.models import User
from fingerpost.audit.vocabulary import Outcome
from fingerpost.base.encrypted import EncryptedTextField
from fingerpost.base.guarded import GuardedManager
from fingerpost.base.identifiers import new_reference
from fingerpost.base.privacy import Keep, Personal, Then
from fingerpost.families.models.family import Family


class Opening(Personal, models.Model):
    """A record opened in need, for some hours. groups: those whose leads review it."""

    reference = models.CharField(max_length=10, unique=True, default=new_reference, editable=False)
    family = models.ForeignKey(Family, on_delete=models.CASCADE, related_name="openings")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", verbose_name=_("who opened it"))
    posting = models.CharField(max_length=10, help_text="the reference of the posting acted in")
    groups = ArrayField(models.SlugField(), default=list)
    why = EncryptedTextField(_("the reason given"))
    opened_at = models.DateTimeField(_("when it was opened"))
    ends_at = models.DateTimeField(_("until when"))
    review_by = models.DateTimeField()
    escalated_at = models.DateTimeField(null=True)
    outcome = models.CharField(_("what came of it"), max_length=12, choices=Outcome, blank=True)
    note = EncryptedTextField(_("what the lead found"), null=True)
    reviewed_by = models.CharField(max_length=10, blank=True, help_text="a user's reference")
    reviewed_at = models.DateTimeField(null=True)

    objects = GuardedManager["Opening"]()

    class Privacy:
        about = _("the person who opened a record, and the family")
        called = _("records opened in need")
        personal = {
            "user": _("So that a lead can ask why your record was opened"),
            "opened_at": _("When it was opened"),
            "ends_at": _("A record is open for hours, and not longer"),
            "outcome": _("A lead looks into each opening"),
        }
        sensitive = {
            "why": _("Nobody opens a record in need without saying why"),
            "note": _("A lead looks into each opening"),
        }
        plain = {
            "id",
            "reference",
            "family",
            "posting",
            "groups",
            "review_by",
            "escalated_at",
            "reviewed_by",
            "reviewed_at",
        }
        keep = Keep(years=7, after=_("it was looked into"), then=Then.DELETE)

    class Meta:
        verbose_name = _("record opened in need")
        verbose_name_plural = _("records opened in need")
        constraints = [
            models.CheckConstraint(name="opening_ends", condition=Q(ends_at__gte=F("opened_at"))),
            models.CheckConstraint(
                name="opening_reviewed_whole",
                condition=Q(reviewed_at=None, outcome="", reviewed_by="")
                | (Q(reviewed_at__isnull=False) & ~Q(outcome="") & ~Q(reviewed_by="")),
            ),
        ]
        indexes = [models.Index(fields=["user", "ends_at"], name="opening_open")]
