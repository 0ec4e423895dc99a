"""How often something takes place: the part of RFC 5545's recurrence rules that a timetable of groups needs.

Every day; every week or every few weeks on some weekdays; the first, third or last such weekday of a month; so
many times. A course that is to meet ten times meets ten times: a day in the holidays, on a closure or skipped by
hand is not counted, where RFC 5545's COUNT would lose it.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from functools import lru_cache
from itertools import islice
from typing import Literal

from dateutil.rrule import DAILY, MONTHLY, WEEKLY, rrule, weekday

from fingerpost.base.verdict import Refused
from fingerpost.timetable.rules.days import Span, covers
from fingerpost.timetable.vocabulary import Problem

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
NTH = frozenset({1, 2, 3, 4, -1})
LARGEST_INTERVAL = 12
COUNTS = range(2, 61)


class Frequency(StrEnum):
    """The step of a rule."""

    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"


_STEPS: dict[Frequency, Literal[1, 2, 3]] = {
    Frequency.DAILY: DAILY,
    Frequency.WEEKLY: WEEKLY,
    Frequency.MONTHLY: MONTHLY,
}


@dataclass(frozen=True, slots=True)
class NthDay:
    """A weekday (0 is Monday), and for a month which one of them: 1 to 4, or -1 for the last."""

    weekday: int
    nth: int | None = None


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A rule that was read. Without days it falls on the weekday of its first day."""

    frequency: Frequency
    interval: int = 1
    days: tuple[NthDay, ...] = ()
    count: int | None = None


@lru_cache(maxsize=4096)
def read_rule(rule: str) -> Recurrence:
    """The recurrence that a rule such as `FREQ=MONTHLY;BYDAY=1WE,3WE` describes. Raises Refused."""
    parts = _parts(rule)
    frequency = _frequency(parts.pop("FREQ", ""))
    interval = _number(parts.pop("INTERVAL", "1"), range(1, LARGEST_INTERVAL + 1), Problem.INTERVAL)
    days = tuple(_day(code, frequency) for code in _listed(parts.pop("BYDAY", "")))
    count = _number(parts.pop("COUNT"), COUNTS, Problem.COUNT) if "COUNT" in parts else None
    if parts:
        raise Refused(Problem.RULE.says(rule=rule))
    if frequency is Frequency.MONTHLY and not days:
        raise Refused(Problem.NTH.says())
    return Recurrence(frequency, interval, days, count)


def dates_of(  # noqa: PLR0917 - they are the fields of a series, in its order
    rule: str,
    first_on: date,
    last_on: date,
    extra: Iterable[date] = (),
    skipped: Iterable[date] = (),
    term_time_only: bool = False,
    terms: Collection[Span] = (),
    closures: Collection[Span] = (),
) -> list[date]:
    """The days on which something takes place, in order; all from the first day to the last.

    rule: empty for named dates only, which `extra` holds. An extra date is meant: it holds also outside term, but
    neither on a closure nor where it is skipped.
    """
    off = frozenset(skipped)
    ruled = (day for day in _ruled(rule, first_on, last_on) if not term_time_only or covers(terms, day))
    held = (day for day in ruled if day not in off and not covers(closures, day))
    regular = islice(held, read_rule(rule).count if rule else None)
    named = (day for day in extra if first_on <= day <= last_on and day not in off and not covers(closures, day))
    return sorted({*regular, *named})


def _ruled(rule: str, first_on: date, last_on: date) -> Iterator[date]:
    if not rule:
        return
    recurrence = read_rule(rule)
    moments = rrule(
        _STEPS[recurrence.frequency],
        dtstart=datetime.combine(first_on, time()),
        until=datetime.combine(last_on, time()),
        interval=recurrence.interval,
        byweekday=[weekday(day.weekday, day.nth) for day in recurrence.days] or None,
    )
    for moment in moments:
        yield moment.date()


def _parts(rule: str) -> dict[str, str]:
    """The parts of a rule by name. Refuses what is not NAME=VALUE, and a name said twice."""
    pairs = [part.partition("=") for part in rule.strip().upper().split(";")]
    parts = {name: value for name, _, value in pairs}
    if len(rule) > 200 or len(parts) < len(pairs) or not all(parts.values()):
        raise Refused(Problem.RULE.says(rule=rule[:60]))
    return parts


def _frequency(name: str) -> Frequency:
    try:
        return Frequency(name)
    except ValueError:
        raise Refused(Problem.FREQUENCY.says()) from None


def _number(text: str, allowed: range, problem: Problem) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 4 and int(text) in allowed):
        raise Refused(problem.says())
    return int(text)


def _listed(text: str) -> list[str]:
    return text.split(",") if text else []


def _day(code: str, frequency: Frequency) -> NthDay:
    """`WE` as Wednesday, `3WE` as the third and `-1WE` as the last Wednesday of a month."""
    name, nth = code[-2:], code[:-2].lstrip("+")
    if name not in WEEKDAYS:
        raise Refused(Problem.WEEKDAY.says())
    monthly = frequency is Frequency.MONTHLY
    if monthly != bool(nth) or (monthly and nth not in {str(number) for number in NTH}):
        raise Refused(Problem.NTH.says())
    return NthDay(WEEKDAYS.index(name), int(nth) if nth else None)
