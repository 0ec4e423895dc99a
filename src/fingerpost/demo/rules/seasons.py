"""The seasons of a programme: spring, summer, summer holiday and autumn follow each other without a gap."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from dateutil.relativedelta import MO, relativedelta

from fingerpost.timetable.rules import Span

BEFORE = relativedelta(months=6)
AFTER = relativedelta(months=8)
NAMES = {"spring": "Spring", "summer": "Summer", "holiday": "Summer holiday", "autumn": "Autumn"}


@dataclass(frozen=True, slots=True)
class Season:
    """A season of a year. `key` is spring, summer, holiday or autumn."""

    key: str
    days: Span

    @property
    def name(self) -> str:
        return f"{NAMES[self.key]} {self.days.first.year}"


def seasons_of(year: int) -> list[Season]:
    """The four seasons of a calendar year, each but the first from a Monday."""
    starts = [date(year, 1, 1), _monday(year, 4, 9), _monday(year, 7, 22), _monday(year, 9, 1), date(year + 1, 1, 1)]
    spans = [Span(first, after - timedelta(days=1)) for first, after in pairwise(starts)]
    return [Season(key, days) for key, days in zip(NAMES, spans, strict=True)]


def window(today: date) -> Span:
    """The days that must be filled: half a year back and the whole of this year so far, and eight months ahead."""
    return Span(min(today - BEFORE, date(today.year, 1, 1)), today + AFTER)


def seasons_around(today: date) -> Iterator[Season]:
    """The seasons that touch the window around a day, in order."""
    days = window(today)
    for year in range(days.first.year, days.last.year + 1):
        yield from (season for season in seasons_of(year) if season.days.meets(days))


def _monday(year: int, month: int, day: int) -> date:
    return date(year, month, day) + relativedelta(weekday=MO(+1))
