"""The days on which nobody can be expected to answer a form or a telephone."""

from datetime import date

from fingerpost.places.models import LocalAuthority, PublicHoliday


def public_holidays(authority: LocalAuthority, first: date, last: date) -> frozenset[date]:
    """The public holidays from a day to a day, both included. One query."""
    rows = PublicHoliday.objects.filter(authority=authority, day__range=(first, last))
    return frozenset(rows.values_list("day", flat=True))
