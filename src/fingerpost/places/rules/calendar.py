"""Half terms and public holidays of any year, for an authority that has not given its own calendar.

The dates are a demonstration: they follow the habits of English school calendars, not a council's decision. An
authority replaces them by a table of its own. Public holidays are the government's as far as they are published.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.easter import easter
from dateutil.relativedelta import FR, MO, WE, relativedelta

WEEK = timedelta(weeks=1)
EARLY_EASTER = (4, 8)  # month and day: before it, the holiday begins in Holy Week; after it, it ends at Easter


@dataclass(frozen=True, slots=True)
class Days:
    """A named stretch of days, both ends included."""

    name: str
    start: date
    end: date


def school_terms(year: int) -> list[Days]:
    """The six half terms of the school year that begins in September of `year`."""
    autumn = date(year, 9, 1) + relativedelta(weekday=WE(+1))
    october = date(year, 10, 31) + relativedelta(weekday=MO(-1))
    christmas = date(year, 12, 21) + relativedelta(weekday=FR(-1))
    january = date(year + 1, 1, 3) + relativedelta(weekday=MO(+1))
    february = date(year + 1, 2, 1) + relativedelta(weekday=MO(+3))
    spring = _easter_holiday(year + 1)
    may = date(year + 1, 5, 31) + relativedelta(weekday=MO(-1))
    july = date(year + 1, 7, 24) + relativedelta(weekday=WE(-1))
    holidays = [(october, 1), (february, 1), (spring, 2), (may, 1)]
    (oct_end, oct_back), (feb_end, feb_back), (east_end, east_back), (may_end, may_back) = map(_around, holidays)
    return [
        Days("Autumn term, first half", autumn, oct_end),
        Days("Autumn term, second half", oct_back, christmas),
        Days("Spring term, first half", january, feb_end),
        Days("Spring term, second half", feb_back, east_end),
        Days("Summer term, first half", east_back, may_end),
        Days("Summer term, second half", may_back, july),
    ]


def _easter_holiday(year: int) -> date:
    """The Monday on which the fortnight at Easter begins."""
    sunday = easter(year)
    return sunday - timedelta(days=6 if (sunday.month, sunday.day) < EARLY_EASTER else 13)


def _around(holiday: tuple[date, int]) -> tuple[date, date]:
    """The last school day before a holiday of whole weeks, a Friday, and the first after it, a Monday or Tuesday."""
    monday, weeks = holiday
    back = monday + weeks * WEEK
    bank_holiday = back == easter(back.year) + timedelta(days=1)
    return monday - timedelta(days=3), back + timedelta(days=bank_holiday)


def public_holidays(years: Iterable[int], published: Mapping[date, str]) -> dict[date, str]:
    """Day and name: as published where a year is, else by the rules that the days follow in every ordinary year."""
    told = {day.year for day in published if day.month == 12}
    days: dict[date, str] = {}
    for year in years:
        days |= {day: name for day, name in published.items() if day.year == year} if year in told else _ruled(year)
    return dict(sorted(days.items()))


def _ruled(year: int) -> dict[date, str]:
    sunday = easter(year)
    christmas, boxing = _christmas(year)
    return {
        _working(date(year, 1, 1), set()): "New Year’s Day",
        sunday - timedelta(days=2): "Good Friday",
        sunday + timedelta(days=1): "Easter Monday",
        date(year, 5, 1) + relativedelta(weekday=MO(+1)): "Early May bank holiday",
        date(year, 5, 31) + relativedelta(weekday=MO(-1)): "Spring bank holiday",
        date(year, 8, 31) + relativedelta(weekday=MO(-1)): "Summer bank holiday",
        christmas: "Christmas Day",
        boxing: "Boxing Day",
    }


def _christmas(year: int) -> tuple[date, date]:
    """Christmas Day and Boxing Day, or the days kept instead: Boxing Day stays if it can."""
    first, second = date(year, 12, 25), date(year, 12, 26)
    if second.weekday() < 5:
        return _working(first, {second}), second
    kept = _working(first, set())
    return kept, _working(second, {kept})


def _working(day: date, taken: set[date]) -> date:
    """The day, or the next weekday that is free when it falls on a weekend or is taken."""
    while day.weekday() > 4 or day in taken:
        day += timedelta(days=1)
    return day
