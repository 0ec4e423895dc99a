"""Times of day as families plan them, and local times as moments: a group at ten is at ten all year round."""

from datetime import UTC, date, datetime, time, tzinfo
from functools import lru_cache

from fingerpost.timetable.vocabulary import TimeOfDay

EVENING_FROM = time(17)
SATURDAY = 5


def time_of_day(weekday: int, start: time) -> TimeOfDay:
    """When in the week a session is. weekday: 0 is Monday. The evening begins at five, also for a weekday only."""
    if weekday >= SATURDAY:
        return TimeOfDay.WEEKEND
    return TimeOfDay.EVENING if start >= EVENING_FROM else TimeOfDay.DAY


@lru_cache(maxsize=16_384)
def local_moment(day: date, at: time, zone: tzinfo) -> datetime:
    """The moment that a clock on the wall shows a time.

    In the hour that the spring change leaves out, the clock has jumped on: half past one is shown as half past
    two. In the hour that the autumn change repeats, the first of the two is meant.
    """
    wall = datetime.combine(day, at, tzinfo=zone)
    return wall.astimezone(UTC).astimezone(zone)


def overlaps(starts: datetime, ends: datetime, other_starts: datetime, other_ends: datetime) -> bool:
    """Whether two stretches of time share more than an end."""
    return starts < other_ends and other_starts < ends
