"""Stretches of days, and the weeks of a year: "Children's centres provide services for a minimum of 48 weeks
per year". A week is an ISO week, Monday to Sunday; it belongs to the year that holds its Thursday."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

MINIMUM_WEEKS = 48


@dataclass(frozen=True, slots=True)
class Span:
    """Days from the first to the last, both included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def meets(self, other: "Span") -> bool:
        return self.first <= other.last and other.first <= self.last


@dataclass(frozen=True, slots=True)
class YearOfWeeks:
    """How a centre's year stands. `gaps` are the Mondays of weeks in which nothing is delivered or planned."""

    year: int
    weeks: int
    delivered: int
    forecast: int
    gaps: tuple[date, ...]

    @property
    def falls_short(self) -> bool:
        return self.forecast < MINIMUM_WEEKS


def covers(spans: Iterable[Span], day: date) -> bool:
    """Whether a day lies in any of the spans."""
    return any(span.first <= day <= span.last for span in spans)


def weeks_of(year: int) -> list[date]:
    """The Mondays of a year's ISO weeks: 52 of them, or 53."""
    first, after = date.fromisocalendar(year, 1, 1), date.fromisocalendar(year + 1, 1, 1)
    return [first + timedelta(weeks=number) for number in range((after - first).days // 7)]


def open_weeks(year: int, delivered_days: Iterable[date]) -> int:
    """In how many ISO weeks of a year at least one session was delivered."""
    return len(_weeks_met(year, delivered_days))


def missing_weeks(year: int, days: Iterable[date]) -> list[date]:
    """The Mondays of a year's ISO weeks in which none of the days lies."""
    met = _weeks_met(year, days)
    return [monday for monday in weeks_of(year) if monday.isocalendar().week not in met]


def year_of_weeks(year: int, delivered_days: Iterable[date], planned_days: Iterable[date]) -> YearOfWeeks:
    """The weeks delivered so far, and how many there will be if what is planned goes ahead."""
    delivered = set(delivered_days)
    gaps = missing_weeks(year, delivered | set(planned_days))
    weeks = len(weeks_of(year))
    return YearOfWeeks(year, weeks, open_weeks(year, delivered), weeks - len(gaps), tuple(gaps))


def _weeks_met(year: int, days: Iterable[date]) -> set[int]:
    return {week.week for week in (day.isocalendar() for day in days) if week.year == year}
