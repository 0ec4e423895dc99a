"""When a centre's door is open on a day, from the hours it has given for its seasons."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

FOREVER = timedelta.max


@dataclass(frozen=True, slots=True)
class GivenHours:
    """One line of opening hours: a weekday (Monday is 0) in a season. Without times it only says something."""

    season: str
    start: date
    end: date | None
    weekday: int
    opens: time | None
    closes: time | None
    note: str


@dataclass(frozen=True, slots=True)
class DayHours:
    """A day's hours: spans in order, what is said instead, and the season they belong to. No span means closed."""

    day: date
    season: str
    spans: tuple[tuple[time, time], ...]
    note: str

    @property
    def is_open(self) -> bool:
        return bool(self.spans)


def hours_of(given: Sequence[GivenHours], day: date) -> DayHours:
    """The hours of a day. Where seasons overlap, the one with the fewest days wins, and wins for all its weekdays."""
    holding = [line for line in given if line.start <= day and (line.end is None or day <= line.end)]
    if not holding:
        return DayHours(day, "", (), "")
    season = min(holding, key=lambda line: (_length(line), line.season))
    lines = [line for line in holding if _same_season(line, season) and line.weekday == day.weekday()]
    spans = sorted((line.opens, line.closes) for line in lines if line.opens and line.closes)
    return DayHours(day, season.season, tuple(spans), "; ".join(_once(line.note for line in lines)))


def week_from(given: Sequence[GivenHours], day: date) -> list[DayHours]:
    """Seven days' hours, beginning with `day`."""
    return [hours_of(given, day + timedelta(days=count)) for count in range(7)]


@dataclass(frozen=True, slots=True)
class Season:
    """A season of other hours, with its first whole week of them."""

    name: str
    start: date
    end: date | None
    week: tuple[DayHours, ...]


def seasons_ahead(given: Sequence[GivenHours], after: date, until: date) -> list[Season]:
    """The named seasons that begin after one day and not after another, soonest first."""
    coming = {
        (line.start, line.end, line.season): None for line in given if line.season and after < line.start <= until
    }
    return [Season(name, start, end, tuple(week_from(given, start))) for start, end, name in sorted(coming, key=_begin)]


def _begin(season: tuple[date, date | None, str]) -> date:
    return season[0]


def _length(line: GivenHours) -> timedelta:
    return line.end - line.start if line.end else FOREVER


def _same_season(line: GivenHours, other: GivenHours) -> bool:
    return (line.season, line.start, line.end) == (other.season, other.start, other.end)


def _once(notes: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(note for note in notes if note))
