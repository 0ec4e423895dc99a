"""What someone plans: everything about a series but where it is, whose it is and which programme it stands in."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time, timedelta

from fingerpost.base.verdict import Refused
from fingerpost.timetable.rules.days import Span
from fingerpost.timetable.rules.recurrence import dates_of, read_rule
from fingerpost.timetable.vocabulary import Access, Audience, Category, Language, Problem

IN_PREGNANCY = -9
GROWN = 25 * 12  # help for young people with additional needs ends at 25
LONGEST = timedelta(days=2 * 366)
LONGEST_HOLIDAY = timedelta(weeks=8)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesPlan:
    """A series as planned. Ages in months (-9 is from pregnancy), times local, price in pence.

    rule: an RRULE, or empty where `extra` names every date.
    """

    title: str
    category: Category
    first_on: date
    last_on: date
    starts_at: time
    ends_at: time
    rule: str = ""
    summary: str = ""
    extra: tuple[date, ...] = ()
    skipped: tuple[date, ...] = ()
    term_time_only: bool = False
    youngest: int | None = None
    oldest: int | None = None
    audiences: tuple[Audience, ...] = ()
    access: Access = Access.DROP_IN
    how_to_book: str = ""
    price_pence: int = 0
    price_unit: str = ""
    concession: str = ""
    languages: tuple[Language, ...] = ()
    capacity: int | None = None

    @property
    def days(self) -> Span:
        return Span(self.first_on, self.last_on)

    def dates(self, terms: Collection[Span] = (), closures: Collection[Span] = ()) -> list[date]:
        """The days on which it meets, with a school calendar and the closures of its centre."""
        return dates_of(
            self.rule,
            self.first_on,
            self.last_on,
            self.extra,
            self.skipped,
            self.term_time_only,
            terms,
            closures,
        )


def check_plan(plan: SeriesPlan) -> None:
    """Refuse a plan that says what cannot be."""
    checks = [
        (bool(plan.title.strip()), Problem.TITLE),
        (plan.first_on <= plan.last_on, Problem.DAYS_ORDER),
        (plan.last_on - plan.first_on <= LONGEST, Problem.TOO_LONG),
        (plan.starts_at < plan.ends_at, Problem.TIMES_ORDER),
        (all(day in plan.days for day in plan.extra), Problem.EXTRA_OUTSIDE),
        (_ages_hold(plan.youngest, plan.oldest), Problem.AGES),
        (plan.price_pence >= 0, Problem.PRICE),
        (plan.capacity is None or plan.capacity > 0, Problem.CAPACITY),
    ]
    for holds, problem in checks:
        if not holds:
            raise Refused(problem.says())
    if plan.rule:
        read_rule(plan.rule)


def check_calendar(plan: SeriesPlan, terms: Collection[Span]) -> None:
    """Refuse term time where the school calendar is not known as far as the plan goes."""
    if not plan.term_time_only:
        return
    known_to = max((term.last for term in terms), default=date.min)
    if plan.last_on - LONGEST_HOLIDAY > known_to:
        raise Refused(Problem.CALENDAR.says())


def check_dates(plan: SeriesPlan, dates: Collection[date]) -> None:
    """Refuse a plan that never meets, or a course for which there is not enough time."""
    if not dates:
        raise Refused(Problem.NO_DATES.says())
    count = read_rule(plan.rule).count if plan.rule else None
    fit = len(set(dates) - set(plan.extra))
    if count and fit < count:
        raise Refused(Problem.TOO_FEW.says(count=count, fit=fit))


def _ages_hold(youngest: int | None, oldest: int | None) -> bool:
    low = IN_PREGNANCY if youngest is None else youngest
    high = GROWN if oldest is None else oldest
    return IN_PREGNANCY <= low <= high <= GROWN
