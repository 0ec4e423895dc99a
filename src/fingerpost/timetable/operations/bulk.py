"""Planning a season at once, for imports and for the demonstration: one transaction, one event with the counts."""

from collections.abc import Sequence

from django.db import transaction

from fingerpost.audit.operations import record
from fingerpost.timetable.models import Series, Session
from fingerpost.timetable.operations.meetings import Placing, make_series


@transaction.atomic
def plan_series_in_bulk(*, placings: Sequence[Placing], by: str, reference: str) -> list[Series]:
    """Series with their sessions, all or nothing. reference: what the record shall name, such as a file or a season."""
    series = make_series(placings)
    counts = {"series": len(series), "sessions": Session.objects.filter(series__in=series).count()}
    record("plan series in bulk", kind="series", reference=reference, by=by, counts=counts)
    return series
