"""When and where there is room: no venue has two groups at one time on the same weekday of a season."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from fingerpost.demo.rules.drawing import shuffled
from fingerpost.demo.rules.patterns import Pattern

TIDYING_UP = 15  # minutes
WORKING_DAYS = range(5)
SHARED = frozenset({"online", "outdoors", "home"})


@dataclass(frozen=True, slots=True)
class Slot:
    """A venue (by its reference), a weekday (0 is Monday) and a time of day."""

    venue: str
    weekday: int
    starts: time
    ends: time


@dataclass(slots=True)
class Rooms:
    """Which times are taken in which venue, in one season."""

    taken: dict[tuple[str, int], list[tuple[time, time]]] = field(default_factory=lambda: defaultdict(list))

    def book(self, pattern: Pattern, venues: Sequence[tuple[str, str]], luck: Random) -> Slot | None:
        """The first free slot that suits a pattern, now taken; None where there is none.

        venues: kind and reference of those within reach, in the order of preference.
        """
        times = shuffled([(day, start) for day in pattern.days for start in pattern.starts], luck)
        for kind, venue in venues:
            for weekday, start in times:
                slot = Slot(venue, weekday, start, later(start, pattern.minutes))
                weekdays = WORKING_DAYS if pattern.how == "holiday-week" else (weekday,)
                if kind in SHARED or all(self._free(slot, each) for each in weekdays):
                    for each in weekdays:
                        self.taken[venue, each].append((slot.starts, slot.ends))
                    return slot
        return None

    def _free(self, slot: Slot, weekday: int) -> bool:
        return all(
            later(slot.ends, TIDYING_UP) <= starts or later(ends, TIDYING_UP) <= slot.starts
            for starts, ends in self.taken[slot.venue, weekday]
        )


def later(at: time, minutes: int) -> time:
    """A time of day some minutes later, before midnight."""
    return (datetime.combine(date.min, at) + timedelta(minutes=minutes)).time()
