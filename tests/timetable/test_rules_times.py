"""Times of day, and the two nights of the year on which clocks change."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from fingerpost.timetable.rules import local_moment, overlaps, time_of_day
from fingerpost.timetable.vocabulary import TimeOfDay

LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("weekday", "start", "expected"),
    [
        (0, time(9), TimeOfDay.DAY),
        (4, time(16, 59), TimeOfDay.DAY),
        (4, time(17), TimeOfDay.EVENING),
        (5, time(9), TimeOfDay.WEEKEND),
        (6, time(19), TimeOfDay.WEEKEND),
    ],
)
def test_when_in_the_week(weekday, start, expected):
    assert time_of_day(weekday, start) is expected


@pytest.mark.parametrize(
    ("day", "at", "utc"),
    [
        (date(2026, 1, 14), time(10), "2026-01-14 10:00"),
        (date(2026, 3, 28), time(10), "2026-03-28 10:00"),
        (date(2026, 3, 29), time(10), "2026-03-29 09:00"),  # clocks went forward in the night
        (date(2026, 10, 24), time(10), "2026-10-24 09:00"),
        (date(2026, 10, 25), time(10), "2026-10-25 10:00"),  # and back
        (date(2026, 3, 29), time(1, 30), "2026-03-29 01:30"),  # no such time: the clock shows half past two
        (date(2026, 10, 25), time(1, 30), "2026-10-25 00:30"),  # twice: the first is meant
    ],
)
def test_a_local_time_is_a_moment(day, at, utc):
    assert local_moment(day, at, LONDON).astimezone(UTC) == datetime.fromisoformat(utc).replace(tzinfo=UTC)


def test_a_time_that_does_not_exist_is_shown_an_hour_on():
    assert local_moment(date(2026, 3, 29), time(1, 30), LONDON).time() == time(2, 30)


@pytest.mark.parametrize(
    ("starts", "ends", "expected"),
    [(9, 10, False), (9, 11, True), (10, 12, True), (11, 11.5, True), (12, 13, False)],
)
def test_two_stretches_overlap_if_they_share_more_than_an_end(starts, ends, expected):
    def at(hour: float) -> datetime:
        return datetime(2026, 9, 1, int(hour), int(hour % 1 * 60), tzinfo=UTC)

    assert overlaps(at(starts), at(ends), at(10), at(12)) is expected
