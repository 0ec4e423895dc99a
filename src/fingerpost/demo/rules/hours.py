"""Believable opening hours: a few busy bases open all week, most centres on some days, fewer hours in the summer."""

from datetime import date, time
from random import Random

from fingerpost.places.rules.hours import GivenHours

MONDAY_TO_FRIDAY = range(5)
BASE = (time(8), time(18))
WHOLE_DAY = (time(9), time(16))
MORNING = (time(9), time(13))
AFTERNOON = (time(12, 30), time(16))
OUT = "In the community"
SUMMER = "Summer holiday"
ALWAYS = date(2019, 1, 1)  # long before any day that the demonstration shows


def standing_hours(luck: Random) -> list[GivenHours]:
    """All year's hours: one centre in eight is a base, open from eight to six; the others have a day or two out."""
    if luck.random() < 1 / 8:
        return [_line(day, BASE) for day in MONDAY_TO_FRIDAY]
    out = set(luck.sample(MONDAY_TO_FRIDAY, luck.choice((1, 1, 2))))
    lines = []
    for day in MONDAY_TO_FRIDAY:
        span = luck.choice((WHOLE_DAY, WHOLE_DAY, MORNING, AFTERNOON))
        lines.append(_line(day, None, OUT) if day in out else _line(day, span))
    return lines


def summer_hours(standing: list[GivenHours], first: date, last: date) -> list[GivenHours]:
    """Mornings only in the summer holiday, on the days that the centre is open at all."""
    return [_in_summer(line, first, last) for line in standing]


def _in_summer(line: GivenHours, first: date, last: date) -> GivenHours:
    opens, closes = MORNING if line.opens else (None, None)
    return GivenHours(SUMMER, first, last, line.weekday, opens, closes, line.note)


def _line(weekday: int, span: tuple[time, time] | None, note: str = "") -> GivenHours:
    opens, closes = span or (None, None)
    return GivenHours("", ALWAYS, None, weekday, opens, closes, note)
