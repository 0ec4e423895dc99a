"""How a pattern recurs in a season: as a rule, or as named dates."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from fingerpost.demo.rules.seasons import Season
from fingerpost.timetable.rules import Span, covers, dates_of

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
RULES = {
    "weekly": "FREQ=WEEKLY;BYDAY={day}",
    "fortnightly": "FREQ=WEEKLY;INTERVAL=2;BYDAY={day}",
    "first-and-third": "FREQ=MONTHLY;BYDAY=1{day},3{day}",
    "first": "FREQ=MONTHLY;BYDAY=1{day}",
    "last": "FREQ=MONTHLY;BYDAY=-1{day}",
}
A_WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Recurring:
    """A rule with the days that it runs for, or named dates with an empty rule."""

    rule: str
    days: Span
    named: tuple[date, ...] = ()


def recurring(how: str, season: Season, weekday: int, luck: Random, closed: Collection[Span]) -> Recurring | None:
    """What a pattern's `how` means on a weekday of a season; None where no day is left for it.

    closed: days that named dates must keep clear of.
    """
    first = season.days.first + timedelta(days=(weekday - season.days.first.weekday()) % 7)
    kind, _, number = how.partition("-")
    if how in RULES:
        if how == "fortnightly":
            first += A_WEEK * luck.randrange(2)
        return Recurring(RULES[how].format(day=DAYS[weekday]), Span(first, season.days.last))
    if kind == "course":
        rule = f"FREQ=WEEKLY;BYDAY={DAYS[weekday]};COUNT={number}"
        return Recurring(rule, Span(first + A_WEEK, season.days.last))
    if how == "holiday-week":
        monday = first + A_WEEK * luck.randrange(1, 4)
        return Recurring("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", Span(monday, monday + timedelta(days=4)))
    return _named(int(number or 1), Span(first, season.days.last), luck, closed)


def _named(number: int, days: Span, luck: Random, closed: Collection[Span]) -> Recurring | None:
    """So many dates, spread over the season, on one weekday."""
    weekly = dates_of("FREQ=WEEKLY", days.first, days.last)
    free = [day for day in weekly if not covers(closed, day)]
    if len(free) < number:
        return None
    stretch = len(free) // number
    named = tuple(free[stretch * turn + luck.randrange(stretch)] for turn in range(number))
    return Recurring("", Span(named[0], named[-1]), named)
