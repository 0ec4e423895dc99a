"""Who must not learn about whom. Where parents live apart, a slip of the tongue at a desk can endanger a life."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from fingerpost.base.encrypted import EncryptedTextField
from fingerpost.base.guarded import GuardedManager
from fingerpost.base.identifiers import new_reference
from fingerpost.base.privacy import Personal
from fingerpost.families.models.family import Family
from fingerpost.families.models.keeping import SAFETY, in_order
from fingerpost.families.models.people import Adult, Child
from fingerpost.families.vocabulary import Basis
from fingerpost.places.models.dated import Dated, DateRange


class ContactRestriction(Personal, Dated):
    """`kept_from` must not learn where an adult or a child is, how they are reached, or that this stands here.

    family: on whose record it was entered.
    """

    reference = models.CharField(max_length=10, unique=True, default=new_reference, editable=False)
    family = models.ForeignKey(Family, on_delete=models.CASCADE, related_name="restrictions")
    kept_from = models.ForeignKey(
        Adult, on_delete=models.CASCADE, related_name="kept_from", verbose_name=_("who must not learn it")
    )
    about_adult = models.ForeignKey(
        Adult,
        null=True,
        on_delete=models.CASCADE,
        related_name="protected",
        verbose_name=_("which adult it keeps safe"),
    )
    about_child = models.ForeignKey(
        Child,
        null=True,
        on_delete=models.CASCADE,
        related_name="protected",
        verbose_name=_("which child it keeps safe"),
    )
    basis = models.CharField(_("what it stands on"), max_length=20, choices=Basis)
    details = EncryptedTextField(_("details"), null=True)

    objects = GuardedManager["ContactRestriction"]()

    class Privacy:
        about = _("the family")
        called = _("What keeps somebody safe from somebody else")
        sensitive = {
            "kept_from": _("To keep somebody safe"),
            "about_adult": _("To keep somebody safe"),
            "about_child": _("To keep somebody safe"),
            "basis": _("So that it can be looked at again"),
            "details": _("So that it can be looked at again. Kept so that nobody can read it in the database"),
        }
        plain = {"id", "reference", "family", "valid_from", "valid_to"}
        keep = SAFETY

    class Meta:
        verbose_name = _("contact restriction")
        verbose_name_plural = _("contact restrictions")
        constraints = [
            models.CheckConstraint(name="contact_restriction_in_order", condition=in_order()),
            models.CheckConstraint(
                name="contact_restriction_keeps_one_safe",
                condition=Q(about_adult__isnull=True, about_child__isnull=False)
                | Q(about_adult__isnull=False, about_child__isnull=True),
            ),
            models.CheckConstraint(
                name="contact_restriction_not_from_oneself",
                condition=Q(about_adult__isnull=True) | ~Q(about_adult=F("kept_from")),
            ),
            ExclusionConstraint(
                name="contact_restriction_once",
                expressions=[
                    ("kept_from", RangeOperators.EQUAL),
                    (Coalesce(F("about_adult"), Value(0)), RangeOperators.EQUAL),
                    (Coalesce(F("about_child"), Value(0)), RangeOperators.EQUAL),
                    (DateRange(F("valid_from"), F("valid_to"), Value("[]")), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"contact restriction {self.reference}"
