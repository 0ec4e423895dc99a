"""The programme of a season as families know it: what a group, or one centre of it, puts on from month to month."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from fingerpost.places.models import Building, SchoolTerm
from fingerpost.places.vocabulary import NEVER_SHOWN
from fingerpost.timetable.models import Programme, Series
from fingerpost.timetable.queries.feeds import AHEAD, LARGEST_FEED
from fingerpost.timetable.queries.one_session import public_sessions

WEEK_BACK = timedelta(weeks=1)


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


def sessions_to_follow(centre_ids: Collection[int], now: datetime) -> list[int]:
    """What these centres put on, from a week back to half a year ahead: ids, at most a feed's worth. One query."""
    near = public_sessions().filter(
        series__centre__in=centre_ids, starts_at__gte=now - WEEK_BACK, starts_at__lt=now + AHEAD
    )
    return list(near.order_by("starts_at", "pk").values_list("pk", flat=True)[:LARGEST_FEED])


def addresses_of(session_ids: Collection[int]) -> list[tuple[str, ...]]:
    """The addresses at which these sessions are held, each once. One query."""
    buildings = Building.objects.filter(venues__sessions__in=session_ids).distinct().order_by("pk")
    return [tuple(building.address) for building in buildings]


def terms_ahead(authority_id: int, day: date, limit: int) -> list[tuple[date, date]]:
    """First and last day of the stretch of school days that runs on a day, and of those after it. One query."""
    terms = SchoolTerm.objects.filter(authority=authority_id, valid_to__gte=day).order_by("valid_from")
    return [(first, last) for first, last in terms.values_list("valid_from", "valid_to")[:limit] if last]
