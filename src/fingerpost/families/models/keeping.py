"""How long what is about a family is kept: until two years after anybody was last in touch."""

from typing import Final

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fingerpost.base.privacy import Keep, Then

WITH_THE_FAMILY: Final = Keep(
    years=2, after=_("we were last in touch, and not before the youngest child is six"), then=Then.ANONYMISE
)
SAFETY: Final = Keep(years=25, after=_("the youngest child was born"), then=Then.REVIEW)


def in_order() -> Q:
    """What holds from a day to a day does not end before it began."""
    return Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from"))
