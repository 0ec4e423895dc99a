"""Agreements with organisations: without one that holds today, nothing is shared as a routine.

They make the public register of what is shared with whom, so they name roles, and nobody.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fingerpost.base.identifiers import new_reference
from fingerpost.partners.models import Organisation
from fingerpost.places.models.dated import Dated, once_at_a_time


class Agreement(Dated):
    """What an organisation and the centres agreed: purposes of `data/minimum.toml`, law, security, who signed.

    assessment: the reference of the data-protection impact assessment. signed_by_us, signed_by_them: roles.
    """

    reference = models.CharField(max_length=10, unique=True, default=new_reference, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="agreements")
    purposes = ArrayField(models.CharField(max_length=20), verbose_name=_("what for"))
    gateway = models.CharField(_("law that it stands on"), max_length=300)
    security = models.CharField(_("how it is kept safe"), max_length=500)
    assessment = models.CharField(_("data-protection assessment"), max_length=60)
    signed_by_us = models.CharField(_("signed for us by"), max_length=100)
    signed_by_them = models.CharField(_("signed for them by"), max_length=100)
    review_on = models.DateField(_("day of review"))

    class Privacy:
        about = "nobody"
        plain = {
            "id",
            "reference",
            "organisation",
            "purposes",
            "gateway",
            "security",
            "assessment",
            "signed_by_us",
            "signed_by_them",
            "review_on",
            "valid_from",
            "valid_to",
        }

    class Meta:
        verbose_name = _("sharing agreement")
        verbose_name_plural = _("sharing agreements")
        constraints = [
            once_at_a_time("agreement_once", "organisation"),
            models.CheckConstraint(
                name="agreement_in_order", condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from"))
            ),
            models.CheckConstraint(name="agreement_for_something", condition=Q(purposes__len__gt=0)),
            models.CheckConstraint(name="agreement_is_reviewed", condition=Q(review_on__gt=F("valid_from"))),
        ]

    def __str__(self) -> str:
        return f"agreement {self.reference}"
