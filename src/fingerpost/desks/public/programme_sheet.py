"""A season's programme as a sheet for the fridge door: by weekday, each line says when, what, who for, how to come.

"You want to know how to access it": the sheet says for each line whether to drop in or to book, in words as well as
by a picture, and what it costs.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import gettext

from fingerpost.desks.public import wording
from fingerpost.desks.public.recurrence import how_often, joined
from fingerpost.timetable.models import Series
from fingerpost.timetable.rules import Frequency, read_rule
from fingerpost.timetable.vocabulary import Access, Audience, Language

NAMED_DATES = 8  # what a line has room for


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is on, ready to be shown. `access` is the stable word, `how` what is said of it."""

    reference: str
    time: str
    title: str
    summary: str
    where: str
    often: str
    who: str
    access: str
    how: str
    price: str
    booking: str


@dataclass(frozen=True, slots=True)
class SheetDay:
    """A weekday of the sheet, in the order of the clock."""

    name: str
    lines: tuple[Line, ...]


def by_weekday(series: Iterable[Series], today: date, *, home: str = "") -> list[SheetDay]:
    """The series that are not yet over, under each weekday on which they meet. A weekday without any is left out,
    and so is what is held in a family's home.

    Each series comes with its venue. home: the name of the centre, which a line need not repeat.
    """
    days: dict[int, list[Line]] = defaultdict(list)
    for one in sorted(series, key=lambda one: (one.starts_at, one.ends_at, one.title)):
        if one.last_on >= today and one.venue.shown:
            for weekday in _weekdays(one):
                days[weekday].append(_line(one, today, home))
    return [SheetDay(str(WEEKDAYS[weekday]), tuple(days[weekday])) for weekday in sorted(days)]


def _weekdays(series: Series) -> list[int]:
    if not series.rule:
        return sorted({day.weekday() for day in series.extra_dates})
    rule = read_rule(series.rule)
    if rule.frequency is Frequency.DAILY:
        return list(range(len(WEEKDAYS)))
    return sorted({day.weekday for day in rule.days} or {series.first_on.weekday()})


def _line(series: Series, today: date, home: str) -> Line:
    access = Access(series.access)
    return Line(
        reference=series.reference,
        time=gettext("{start} to {end}").format(
            start=wording.clock(series.starts_at), end=wording.clock(series.ends_at)
        ),
        title=series.title,
        summary=series.summary,
        where=place_line(series.venue.name, series.venue.town, home),
        often=when_it_is_on(series, today),
        who=_who(series),
        access=access.value,
        how=str(access.label),
        price=_price(series),
        booking=series.how_to_book,
    )


def place_line(name: str, town: str, home: str = "") -> str:
    """Where something is, on one line: at the centre itself only the room, elsewhere the place and its town."""
    if home and name.endswith(home):
        return name.removesuffix(home).rstrip(", ")
    return name if town in name else f"{name}, {town}"


def when_it_is_on(series: Series, today: date) -> str:
    """How often, or on which days; and from when, where it has not begun."""
    if not series.rule:
        return _named_dates(series, today)
    often = how_often(series.rule, series.first_on, term_time_only=series.term_time_only)
    if series.first_on <= today:
        return often
    return gettext("{often}, from {day}").format(often=often, day=short_day(series.first_on))


def _named_dates(series: Series, today: date) -> str:
    coming = [short_day(day) for day in sorted(series.extra_dates) if day >= today]
    return gettext("On {days}").format(days=joined(coming[:NAMED_DATES])) if coming else ""


def short_day(day: date) -> str:
    """`24 November`."""
    return f"{day.day} {MONTHS[day.month]}"


def _who(series: Series) -> str:
    ages = wording.ages(series.youngest, series.oldest)
    meant = [str(Audience(one).label) for one in series.audiences]
    spoken = [str(Language(one).label) for one in series.languages]
    return ". ".join(part for part in (ages, joined(meant), joined(spoken)) if part)


def _price(series: Series) -> str:
    price = wording.price(series.price_pence, series.price_unit)
    return f"{price} ({series.concession})" if series.concession else price


def season_days(starts_on: date, ends_on: date) -> str:
    """`1 September to 18 December`."""
    return gettext("{start} to {end}").format(start=short_day(starts_on), end=short_day(ends_on))


def ways_to_come(days: Sequence[SheetDay]) -> list[Access]:
    """The ways that the sheet names, in the order of the vocabulary: what its foot explains."""
    named = {line.access for day in days for line in day.lines}
    return [access for access in Access if access in named]
