"""The programme of a season as families know it: what a group, or one centre of it, puts on from month to month."""

from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet

from fingerpost.places.models import SchoolTerm
from fingerpost.places.vocabulary import NEVER_SHOWN
from fingerpost.timetable.models import Programme, Series


def programme_on(group_slug: str, authority_id: int, day: date) -> Programme | None:
    """The group's programme that runs on a day, or else the next one. One query."""
    of_group = Programme.objects.filter(group__slug=group_slug, group__authority=authority_id, ends_on__gte=day)
    return of_group.order_by("starts_on").first()


def public_series(programme: Programme, centre_ids: Collection[int] = ()) -> QuerySet[Series]:
    """What the programme holds, of these centres or of all; what takes place in a family's home is left out."""
    series = Series.objects.filter(programme=programme).exclude(venue__kind__in=NEVER_SHOWN)
    if centre_ids:
        series = series.filter(centre__in=centre_ids)
    return series.select_related("venue").order_by("starts_at", "ends_at", "title", "pk")


def terms_ahead(authority_id: int, day: date, limit: int) -> list[tuple[date, date]]:
    """First and last day of the stretch of school days that runs on a day, and of those after it. One query."""
    terms = SchoolTerm.objects.filter(authority=authority_id, valid_to__gte=day).order_by("valid_from")
    return [(first, last) for first, last in terms.values_list("valid_from", "valid_to")[:limit] if last]
