"""Closures that families should know of: of one centre, or of every centre of the authority."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q

from fingerpost.timetable.models import Closure


def closures_ahead(authority_id: int, centre_ids: Collection[int], first: date, last: date) -> list[Closure]:
    """Closures that touch these days, soonest first; with the authority's own, which hold for all. One query."""
    touching = Closure.objects.filter(authority=authority_id, starts_on__lte=last, ends_on__gte=first)
    meant = touching.filter(Q(centre__isnull=True) | Q(centre__in=centre_ids))
    return list(meant.order_by("starts_on", "ends_on", "pk"))
