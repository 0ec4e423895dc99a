"""Choices: what a family agreed to or refused, each time they were asked.

"If a parent/carer has completed a … Registration Form, this gives … permission to share information": permission that
was asked for can be refused and taken back, so each answer is a row, and none is ever written over.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from fingerpost.base.guarded import GuardedManager
from fingerpost.base.identifiers import new_reference
from fingerpost.base.privacy import Personal
from fingerpost.families.models import Adult, Child, Family
from fingerpost.families.models.keeping import WITH_THE_FAMILY
from fingerpost.sharing.vocabulary import Purpose


class Choice(Personal, models.Model):
    """One answer. detail: with whom, or for which use. wording: the reference of what was read before choosing."""

    reference = models.CharField(max_length=10, unique=True, default=new_reference, editable=False)
    family = models.ForeignKey(Family, on_delete=models.CASCADE, related_name="choices")
    adult = models.ForeignKey(Adult, on_delete=models.CASCADE, related_name="+", verbose_name=_("who chose"))
    child = models.ForeignKey(
        Child, null=True, on_delete=models.CASCADE, related_name="+", verbose_name=_("for which child")
    )
    purpose = models.CharField(_("what for"), max_length=12, choices=Purpose)
    detail = models.CharField(_("with whom, or where"), max_length=40, blank=True)
    given = models.BooleanField(_("what you chose"))
    wording = models.CharField(_("the wording that you saw"), max_length=10)
    chosen_at = models.DateTimeField(_("when you chose"))

    objects = GuardedManager["Choice"]()

    class Privacy:
        about = _("the family")
        called = _("choices")
        personal = {
            "adult": _("Everybody chooses for themselves"),
            "child": _("You choose for each child"),
            "purpose": _("To do what you chose, and nothing else"),
            "detail": _("To do what you chose, and nothing else"),
            "given": _("To do what you chose, and nothing else"),
            "wording": _("To show what you read before you chose"),
            "chosen_at": _("To ask again after a time"),
        }
        plain = {"id", "reference", "family"}
        keep = WITH_THE_FAMILY

    class Meta:
        verbose_name = _("choice")
        verbose_name_plural = _("choices")
        indexes = [models.Index(fields=["family", "purpose", "chosen_at"], name="choice_of_family")]
