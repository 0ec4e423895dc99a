"""The life of a record: "for children under five and their families", and "only kept for as long as is necessary".

A child turns five; a family leaves and may come back; once a year somebody asks whether what is kept is still right.
After a loss nothing of this happens by itself: a person who knows the family decides.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from fingerpost.families.vocabulary import ChildState

UNDER: Final = 5  # years
KEPT_UNTIL: Final = 6  # years of age of the youngest child
KEPT_AFTER: Final = 2  # years after the last word
A_YEAR: Final = 1
OVERDUE: Final = timedelta(weeks=6)  # after the day on which a baby was due
LEAP: Final = (2, 29)


@dataclass(frozen=True, slots=True)
class Growing:
    """A child, as far as the life of a record depends on it."""

    state: ChildState
    born: date | None = None
    due: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """A family's record. confirmed: the last day on which somebody said that it is right."""

    entered: date
    confirmed: date | None = None
    closed: date | None = None
    quiet: bool = False
    children: tuple[Growing, ...] = ()

    @property
    def last_word(self) -> date:
        return max(day for day in (self.entered, self.confirmed, self.closed) if day)


def years_after(day: date, years: int) -> date:
    """The same day so many years later; for 29 February, where there is none, 1 March."""
    there_is = (day.month, day.day) != LEAP or _leap(day.year + years)
    return day.replace(year=day.year + years) if there_is else date(day.year + years, 3, 1)


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def years_before(day: date, years: int) -> date:
    """The last day from which so many years are over by this day."""
    there_is = (day.month, day.day) != LEAP or _leap(day.year - years)
    return day.replace(year=day.year - years) if there_is else date(day.year - years, 2, 28)


def fifth_birthday(born: date) -> date:
    """The day on which a child turns five."""
    return years_after(born, UNDER)


def turn_five_in(month: date) -> tuple[date, date]:
    """The first and the last birth of those who turn five in the month of a day."""
    year, leap_births = month.year - UNDER, _leap(month.year - UNDER)
    first = date(year, 2, 29) if month.month == 3 and leap_births else date(year, month.month, 1)
    after = date(year + month.month // 12, month.month % 12 + 1, 1)
    last = date(year, 2, 28) if month.month == 2 else after - timedelta(days=1)
    return first, last


def turns_five(born: date, on: date) -> bool:
    """Whether a child turns five in the month of a day."""
    first, last = turn_five_in(on)
    return first <= born <= last


def services_end(children: Iterable[Growing]) -> date | None:
    """The day on which the youngest turns five; None where a baby is expected, or no child was born."""
    known = list(children)
    born = [child.born for child in known if child.state is ChildState.BORN and child.born]
    expected = any(child.state is ChildState.EXPECTED for child in known)
    return None if expected or not born else max(map(fifth_birthday, born))


def closes_by_itself(life: Life, on: date) -> bool:
    """Whether no child under five is left since last month, and nobody said within a year that they stay."""
    ends = services_end(life.children)
    if life.quiet or life.closed or ends is None or ends >= on.replace(day=1):
        return False
    stays = life.confirmed and life.confirmed >= ends and not _a_year_ago(life.confirmed, on)
    return not stays


def to_be_confirmed(life: Life, on: date) -> bool:
    """Whether somebody should ask if what is kept is still right: nobody has for a year."""
    asked = life.confirmed or life.entered
    return not life.quiet and not life.closed and _a_year_ago(asked, on)


def _a_year_ago(day: date, on: date) -> bool:
    return day <= years_before(on, A_YEAR)


def overdue(life: Life, on: date) -> bool:
    """Whether a baby was due six weeks ago, and nobody wrote down what became of it."""
    due = [child.due for child in life.children if child.state is ChildState.EXPECTED and child.due]
    return not life.quiet and not life.closed and any(day <= on - OVERDUE for day in due)


def kept_until(life: Life) -> date:
    """How long what is kept of a family is kept at least: `models.keeping.WITH_THE_FAMILY` as a day."""
    born = [child.born for child in life.children if child.state is ChildState.BORN and child.born]
    sixth = [years_after(day, KEPT_UNTIL) for day in born]
    return max([years_after(life.last_word, KEPT_AFTER), *sixth])
