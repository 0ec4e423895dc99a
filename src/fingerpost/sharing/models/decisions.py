"""Decisions to share or not to share, and the shares that come of them.

Each telling, asking and refusing is a decision with its reasons, kept as it was made. Refusing is recorded too: the
law asks both why something was told and why it was not (Children Act 2004, section 16LA; UK GDPR, articles 5(2), 19).
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fingerpost.base.encrypted import EncryptedTextField
from fingerpost.base.guarded import GuardedManager
from fingerpost.base.identifiers import new_reference
from fingerpost.base.privacy import Personal
from fingerpost.families.models import Adult, Child, Family
from fingerpost.families.models.keeping import SAFETY
from fingerpost.partners.models import Organisation
from fingerpost.sharing.vocabulary import DecisionState, Direction, Ended, LegalBasis, Nature, Notice, Tier


class Decision(Personal, models.Model):
    """That somebody decided to tell an organisation about a family, or not to.

    purpose: a key of `data/minimum.toml`, in the version `minimum`. recipient: the role or team there, never a name.
    decided_by, second_by: references of users. until: the last day, where it was shared.
    """

    reference = models.CharField(max_length=10, unique=True, default=new_reference, editable=False)
    family = models.ForeignKey(Family, on_delete=models.CASCADE, related_name="decisions")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("the organisation")
    )
    recipient = models.CharField(_("who there"), max_length=100, blank=True)
    direction = models.CharField(_("who told whom"), max_length=5, choices=Direction)
    state = models.CharField(_("what was decided"), max_length=8, choices=DecisionState)
    purpose = models.CharField(_("what for"), max_length=20)
    tier = models.CharField(_("how much"), max_length=5, choices=Tier)
    basis = models.CharField(_("what it stands on"), max_length=12, choices=LegalBasis)
    article_six = models.CharField(max_length=8)
    article_nine = models.CharField(max_length=8)
    nature = models.CharField(_("facts or opinion"), max_length=8, choices=Nature)
    told = models.BooleanField(_("whether the family was told"))
    why_untold = EncryptedTextField(_("why the family was not told"), null=True)
    necessity = EncryptedTextField(_("why it is needed"))
    minimum = models.CharField(max_length=10)
    until = models.DateField(_("the last day"), null=True)
    decided_by = models.CharField(max_length=10)
    decided_at = models.DateTimeField(_("when it was decided"))
    second_by = models.CharField(max_length=10, blank=True)
    second_at = models.DateTimeField(null=True)

    objects = GuardedManager["Decision"]()

    class Privacy:
        about = _("the family")
        called = _("decisions to tell others, or not to")
        personal = {
            "organisation": _("So that you can see whom we told"),
            "recipient": _("So that you can see whom we told"),
            "direction": _("So that you can see who told whom"),
            "state": _("So that you can see what we decided"),
            "purpose": _("Nothing is told without a purpose"),
            "tier": _("The least that is needed"),
            "basis": _("Nothing is told without a reason in law"),
            "nature": _("What somebody thinks must not pass for a fact"),
            "told": _("You are told, unless that would harm somebody"),
            "until": _("Only as long as is needed"),
            "decided_at": _("So that you can see when we told whom"),
        }
        sensitive = {
            "why_untold": _("To keep somebody safe. Kept so that nobody can read it in the database"),
            "necessity": _("Nothing is told without need. Kept so that nobody can read it in the database"),
        }
        plain = {
            "id",
            "reference",
            "family",
            "article_six",
            "article_nine",
            "minimum",
            "decided_by",
            "second_by",
            "second_at",
        }
        keep = SAFETY

    class Meta:
        verbose_name = _("sharing decision")
        verbose_name_plural = _("sharing decisions")
        indexes = [models.Index(fields=["family", "decided_at"], name="decision_of_family")]
        constraints = [
            models.CheckConstraint(
                name="decision_second_whole",
                condition=Q(second_by="", second_at=None) | (~Q(second_by="") & Q(second_at__isnull=False)),
            ),
            models.CheckConstraint(name="decision_two_people", condition=~Q(second_by=F("decided_by"))),
            models.CheckConstraint(
                name="decision_untold_has_a_reason", condition=Q(told=True) | Q(why_untold__isnull=False)
            ),
            models.CheckConstraint(
                name="decision_shared_ends", condition=Q(state=DecisionState.REFUSED) | Q(until__isnull=False)
            ),
        ]


class Subject(Personal, models.Model):
    """Whom a decision is about: one adult or one child."""

    reference = models.CharField(max_length=10, unique=True, default=new_reference, editable=False)
    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="subjects")
    adult = models.ForeignKey(
        Adult, null=True, on_delete=models.CASCADE, related_name="+", verbose_name=_("parent or carer")
    )
    child = models.ForeignKey(Child, null=True, on_delete=models.CASCADE, related_name="+", verbose_name=_("child"))

    objects = GuardedManager["Subject"]()

    class Privacy:
        about = _("the family")
        called = _("whom a decision is about")
        personal = {
            "adult": _("Nobody is told about more people than needed"),
            "child": _("Nobody is told about more people than needed"),
        }
        plain = {"id", "reference", "decision"}
        keep = SAFETY

    class Meta:
        verbose_name = _("person whom a decision is about")
        verbose_name_plural = _("people whom a decision is about")
        constraints = [
            models.CheckConstraint(
                name="subject_is_one_person",
                condition=Q(adult__isnull=True, child__isnull=False) | Q(adult__isnull=False, child__isnull=True),
            ),
            models.UniqueConstraint(name="subject_adult_once", fields=["decision", "adult"]),
            models.UniqueConstraint(name="subject_child_once", fields=["decision", "child"]),
        ]


class Share(Personal, models.Model):
    """What an organisation may read, from a day to a day (both included), unless it ended before."""

    reference = models.CharField(max_length=10, unique=True, default=new_reference, editable=False)
    decision = models.OneToOneField(Decision, on_delete=models.CASCADE, related_name="share")
    family = models.ForeignKey(Family, on_delete=models.CASCADE, related_name="shares")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="shares", verbose_name=_("the organisation")
    )
    valid_from = models.DateField(_("since when"))
    valid_to = models.DateField(_("until when"))
    ended_at = models.DateTimeField(_("when it ended"), null=True)
    ended_why = models.CharField(_("why it ended"), max_length=12, choices=Ended, blank=True)

    objects = GuardedManager["Share"]()

    class Privacy:
        about = _("the family")
        personal = {
            "organisation": _("So that you can see who may read what"),
            "valid_from": _("So that you can see since when"),
            "valid_to": _("It ends by itself"),
            "ended_at": _("So that you can see when it ended"),
            "ended_why": _("So that you can see why it ended"),
        }
        plain = {"id", "reference", "decision", "family"}
        keep = SAFETY

    class Meta:
        verbose_name = _("share")
        verbose_name_plural = _("shares")
        indexes = [
            models.Index(fields=["organisation", "valid_to"], condition=Q(ended_at=None), name="share_of_organisation")
        ]
        constraints = [
            models.CheckConstraint(name="share_in_order", condition=Q(valid_to__gte=F("valid_from"))),
            models.CheckConstraint(
                name="share_ended_whole",
                condition=Q(ended_at=None, ended_why="") | (Q(ended_at__isnull=False) & ~Q(ended_why="")),
            ),
        ]


class ShareNotice(Personal, models.Model):
    """That an organisation, or the family's centre, is told of something about a share. It says nothing of whom.

    for_centre: the centre's own; else the organisation's.
    """

    reference = models.CharField(max_length=10, unique=True, default=new_reference, editable=False)
    share = models.ForeignKey(Share, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(_("what happened"), max_length=10, choices=Notice)
    for_centre = models.BooleanField(_("whether the centre is told"))
    made_at = models.DateTimeField(_("when"))
    read_at = models.DateTimeField(_("when it was read"), null=True)

    objects = GuardedManager["ShareNotice"]()

    class Privacy:
        about = _("the family")
        called = _("what organisations were told of their shares")
        personal = {
            "kind": _("Whoever holds something wrong or old is told"),
            "for_centre": _("Both sides are told"),
            "made_at": _("So that it can be shown that they were told"),
            "read_at": _("So that it can be shown that they read it"),
        }
        plain = {"id", "reference", "share"}
        keep = SAFETY

    class Meta:
        verbose_name = _("notice about a share")
        verbose_name_plural = _("notices about shares")
        indexes = [models.Index(fields=["share"], condition=Q(read_at=None), name="notice_unread")]
