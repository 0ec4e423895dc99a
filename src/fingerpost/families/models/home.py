"""Where a family lives, and how each adult can be reached without harm.

A hidden address is respected from the first second: it is shown to nobody who does not need it, and to no parent but
those who live there. It has no small area, since 1,500 people are too few to hide among.
"""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from fingerpost.base.encrypted import BlindIndex, EncryptedTextField
from fingerpost.base.guarded import GuardedManager
from fingerpost.base.identifiers import new_reference
from fingerpost.base.privacy import Personal
from fingerpost.families.models.family import Family
from fingerpost.families.models.keeping import WITH_THE_FAMILY, in_order
from fingerpost.families.models.people import Adult
from fingerpost.families.vocabulary import ContactKind
from fingerpost.places.models import SmallArea
from fingerpost.places.models.dated import Dated, DateRange


class Address(Personal, Dated):
    """Where a family lives or, with `adult`, where an adult of it lives who lives elsewhere."""

    reference = models.CharField(max_length=10, unique=True, default=new_reference, editable=False)
    family = models.ForeignKey(Family, on_delete=models.CASCADE, related_name="addresses")
    adult = models.ForeignKey(
        Adult, null=True, on_delete=models.CASCADE, related_name="addresses", verbose_name=_("who lives there")
    )
    lines = EncryptedTextField(_("address"))
    postcode = EncryptedTextField(_("postcode"))
    postcode_index = BlindIndex(of="postcode", null=True, verbose_name=_("postcode, for searching"))
    small_area = models.ForeignKey(
        SmallArea, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("small area")
    )
    hidden = models.BooleanField(_("that it is hidden"), default=False)
    safe_to_post = models.BooleanField(_("whether a letter is safe"), default=False)

    objects = GuardedManager["Address"]()

    class Privacy:
        about = _("the family")
        personal = {
            "adult": _("Not everybody lives at one address"),
            "small_area": _("To know which centre is yours, and that every area is served"),
            "safe_to_post": _("So that no letter does harm"),
        }
        sensitive = {
            "lines": _("To visit you or write to you. Kept so that nobody can read it in the database"),
            "postcode": _("To find your centre. Kept so that nobody can read it in the database"),
            "postcode_index": _("To find you by your postcode. Kept so that nobody can read it back"),
            "hidden": _("To keep you safe"),
        }
        plain = {"id", "reference", "family", "valid_from", "valid_to"}
        keep = WITH_THE_FAMILY

    class Meta:
        verbose_name = _("address")
        verbose_name_plural = _("addresses")
        constraints = [
            models.CheckConstraint(name="address_in_order", condition=in_order()),
            models.CheckConstraint(
                name="hidden_address_has_no_area", condition=Q(hidden=False) | Q(small_area__isnull=True)
            ),
            ExclusionConstraint(
                name="address_once",
                expressions=[
                    ("family", RangeOperators.EQUAL),
                    (Coalesce(F("adult"), Value(0)), RangeOperators.EQUAL),
                    (DateRange(F("valid_from"), F("valid_to"), Value("[]")), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"address {self.reference}"


class Contact(Personal, Dated):
    """A telephone number or e-mail address of an adult, and what is safe to do with it. Nothing is safe until told."""

    reference = models.CharField(max_length=10, unique=True, default=new_reference, editable=False)
    adult = models.ForeignKey(Adult, on_delete=models.CASCADE, related_name="contacts")
    kind = models.CharField(_("kind"), max_length=10, choices=ContactKind)
    value = EncryptedTextField(_("number or address"))
    value_index = BlindIndex(of="value", null=True, verbose_name=_("number or address, for searching"))
    preferred = models.BooleanField(_("the one you like best"), default=False)
    safe_to_call = models.BooleanField(_("whether a call is safe"), default=False)
    safe_to_text = models.BooleanField(_("whether a text message is safe"), default=False)
    safe_for_voicemail = models.BooleanField(_("whether a voice message is safe"), default=False)
    safe_to_email = models.BooleanField(_("whether an e-mail is safe"), default=False)

    objects = GuardedManager["Contact"]()

    class Privacy:
        about = _("the parent or carer")
        personal = {
            "adult": _("Whose it is"),
            "kind": _("To reach you"),
            "preferred": _("To reach you the way you like"),
            "safe_to_call": _("So that no call does harm"),
            "safe_to_text": _("So that no message does harm"),
            "safe_for_voicemail": _("So that no message does harm"),
            "safe_to_email": _("So that no message does harm"),
        }
        labels = {"adult": _("parent or carer")}
        sensitive = {
            "value": _("To reach you. Kept so that nobody can read it in the database"),
            "value_index": _("To find you when you call. Kept so that nobody can read it back"),
        }
        plain = {"id", "reference", "valid_from", "valid_to"}
        keep = WITH_THE_FAMILY

    class Meta:
        verbose_name = _("way to reach somebody")
        verbose_name_plural = _("ways to reach somebody")
        constraints = [
            models.CheckConstraint(name="contact_in_order", condition=in_order()),
            models.CheckConstraint(
                name="contact_safe_as_its_kind",
                condition=Q(kind=ContactKind.EMAIL, safe_to_call=False, safe_to_text=False, safe_for_voicemail=False)
                | Q(kind=ContactKind.MOBILE, safe_to_email=False)
                | Q(kind=ContactKind.LANDLINE, safe_to_email=False, safe_to_text=False),
            ),
            models.UniqueConstraint(
                name="contact_once", fields=["adult", "value_index"], condition=Q(valid_to__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"contact {self.reference}"
