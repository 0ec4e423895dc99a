"""Planning a season at once, for imports and for the demonstration: one transaction, one event with the counts."""

from collections.abc import Sequence

from django.db import connection, transaction

from fingerpost.audit.operations import record
from fingerpost.timetable.models import Series, Session
from fingerpost.timetable.operations.meetings import Placing, make_series

MANY = 500  # so many new rows that PostgreSQL should count them before it plans the next question


@transaction.atomic
def plan_series_in_bulk(*, placings: Sequence[Placing], by: str, reference: str) -> list[Series]:
    """Series with their sessions, all or nothing. reference: what the record shall name, such as a file or a season."""
    series = make_series(placings)
    counts = {"series": len(series), "sessions": Session.objects.filter(series__in=series).count()}
    if counts["sessions"] >= MANY:
        with connection.cursor() as cursor:
            cursor.execute("select timetable_count_anew()")
    record("plan series in bulk", kind="series", reference=reference, by=by, counts=counts)
    return series
