"""The days that a plan has to keep to: school terms, public holidays and closures, of a whole authority at once."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from fingerpost.places.models import PublicHoliday, SchoolTerm
from fingerpost.timetable.models import Closure
from fingerpost.timetable.rules import Span
from fingerpost.timetable.vocabulary import ClosureReason

EVERYWHERE = None


@dataclass(frozen=True, slots=True)
class ClosedDays:
    """Days without sessions, and why."""

    span: Span
    why: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """An authority's terms and closed days. `closed` is by centre id; None holds for every centre."""

    terms: tuple[Span, ...]
    closed: Mapping[int | None, tuple[ClosedDays, ...]]

    def closures(self, centre_id: int) -> tuple[Span, ...]:
        return tuple(closed.span for closed in self._of(centre_id))

    def why_closed(self, centre_id: int, day: date) -> str:
        """Why a centre is closed on a day; empty where it is not."""
        return next((closed.why for closed in self._of(centre_id) if day in closed.span), "")

    def _of(self, centre_id: int) -> tuple[ClosedDays, ...]:
        return self.closed.get(EVERYWHERE, ()) + self.closed.get(centre_id, ())


def calendar_of(authority_id: int, days: Span) -> Calendar:
    """The calendar that plans for these days need. Three queries, whatever the number of centres."""
    terms = SchoolTerm.objects.filter(authority=authority_id).values_list("valid_from", "valid_to")
    return Calendar(
        terms=tuple(Span(first, last or date.max) for first, last in terms),
        closed={centre: tuple(found) for centre, found in _closed(authority_id, days).items()},
    )


def _closed(authority_id: int, days: Span) -> dict[int | None, list[ClosedDays]]:
    closed: dict[int | None, list[ClosedDays]] = defaultdict(list)
    holidays = PublicHoliday.objects.filter(authority=authority_id, day__range=(days.first, days.last))
    for holiday in holidays:
        closed[EVERYWHERE].append(ClosedDays(Span(holiday.day, holiday.day), holiday.name))
    closures = Closure.objects.filter(authority=authority_id, starts_on__lte=days.last, ends_on__gte=days.first)
    for closure in closures:
        span = Span(closure.starts_on, closure.ends_on)
        closed[closure.centre_id].append(ClosedDays(span, str(ClosureReason(closure.reason).label)))
    return closed
