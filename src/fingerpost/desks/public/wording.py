"""How days, times, ages, prices and distances are said on a page: in plain words, the same everywhere.

Parents told researchers that age brackets confuse them and that "half ten" beats "10:30:00". These functions are
on the path of every row, so each answer is remembered by the language that it was given in.
"""

from datetime import date, datetime, time
from functools import lru_cache
from threading import local as of_each_thread

from django.utils import timezone
from django.utils.dates import MONTHS, MONTHS_3, WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import activate, get_language, gettext, ngettext

from fingerpost.base.grid import METRES_PER_MILE, miles

REMEMBERED = 4096
MONTHS_IN_A_YEAR = 12
STILL_MONTHS = 24  # up to two years old, a child's age is said in months
PREGNANCY = -9


class _Told(of_each_thread):
    """Whether a thread was told which language it speaks."""

    yes = False


_told = _Told()


def language() -> str:
    """The reader's language.

    A thread that was never told one speaks the usual one, but to find that out an error is raised and caught. So it is
    told once what it would have found.
    """
    spoken = get_language() or ""
    if not _told.yes and spoken:
        activate(spoken)
        _told.yes = True
    return spoken


def clock(at: time) -> str:
    """`10am`, `5:30pm`, `midday`: as GOV.UK writes times."""
    return _clock(at.hour, at.minute, get_language())


@lru_cache(maxsize=REMEMBERED)
def _clock(hour: int, minute: int, _language: str | None) -> str:
    if (hour, minute) == (12, 0):
        return gettext("midday")
    minutes = f":{minute:02d}" if minute else ""
    shown = f"{hour % 12 or 12}{minutes}"
    half = gettext("{time}am") if hour < 12 else gettext("{time}pm")
    return half.format(time=shown)


def from_to(starts_at: datetime, ends_at: datetime) -> str:
    """`10am to 11:30am`, in local time."""
    return gettext("{start} to {end}").format(start=clock(local(starts_at).time()), end=clock(local(ends_at).time()))


def local(moment: datetime) -> datetime:
    """A moment on the clocks of the place that the service is run in."""
    return moment.astimezone(timezone.get_default_timezone())


def day(on: date, *, year: bool = False) -> str:
    """`Tuesday 24 November`, with the year where it is asked for."""
    return _day(on, year, get_language())


@lru_cache(maxsize=REMEMBERED)
def _day(on: date, year: bool, _language: str | None) -> str:
    pattern = gettext("{weekday} {day} {month} {year}") if year else gettext("{weekday} {day} {month}")
    return pattern.format(weekday=WEEKDAYS[on.weekday()], day=on.day, month=MONTHS[on.month], year=on.year)


def short_day(on: date) -> str:
    """`Tue 24 Nov`, for a line that has little room."""
    return _short_day(on, get_language())


@lru_cache(maxsize=REMEMBERED)
def _short_day(on: date, _language: str | None) -> str:
    pattern = gettext("{weekday} {day} {month}")
    return pattern.format(weekday=WEEKDAYS_ABBR[on.weekday()], day=on.day, month=str(MONTHS_3[on.month]).capitalize())


def day_heading(on: date, today: date) -> str:
    """A day as a heading in a list: `Today, Sunday 22 November`; the year is said where it is another one."""
    said = day(on, year=on.year != today.year)
    if on == today:
        return gettext("Today, {day}").format(day=said)
    if (on - today).days == 1:
        return gettext("Tomorrow, {day}").format(day=said)
    return said


def days_between(first: date, last: date, today: date) -> str:
    """The days that a list covers: `today`, `Saturday 28 November`, `22 to 28 November`."""
    if first == last:
        return gettext("today") if first == today else day(first)
    return gettext("{first} to {last}").format(first=day(first), last=day(last))


def ages(youngest: int | None, oldest: int | None) -> str:
    """Months as an age that a parent would say: `Birth to 12 months`, `2 to 4 years`, `Pregnancy to 6 months`."""
    return _ages(youngest, oldest, get_language())


@lru_cache(maxsize=REMEMBERED)
def _ages(youngest: int | None, oldest: int | None, _language: str | None) -> str:
    if oldest is not None and (oldest < 0 or (oldest == 0 and (youngest or 0) < 0)):
        return gettext("In pregnancy")
    if oldest is None:
        return gettext("All ages") if not youngest else _from_age(youngest)
    if not youngest and oldest >= MONTHS_IN_A_YEAR:
        return gettext("Up to {age}").format(age=_age(oldest))
    return gettext("{youngest} to {oldest}").format(
        youngest=_start_of_range(youngest or 0, oldest), oldest=_age(oldest)
    )


def _from_age(youngest: int) -> str:
    if youngest < 0:
        return gettext("From pregnancy")
    return gettext("From {age}").format(age=_age(youngest))


def _start_of_range(youngest: int, oldest: int) -> str:
    if youngest < 0:
        return gettext("Pregnancy")
    if youngest == 0:
        return gettext("Birth")
    both_in_years = not youngest % MONTHS_IN_A_YEAR and _in_years(oldest)
    both_in_months = not _in_years(oldest)
    if both_in_years:
        return str(youngest // MONTHS_IN_A_YEAR)
    return str(youngest) if both_in_months else _age(youngest)


def _in_years(months: int) -> bool:
    return months >= STILL_MONTHS


def _age(months: int) -> str:
    if not _in_years(months):
        return ngettext("{count} month", "{count} months", months).format(count=months)
    years, rest = divmod(months, MONTHS_IN_A_YEAR)
    if rest == MONTHS_IN_A_YEAR // 2:
        return gettext("{count}½ years").format(count=years)
    return ngettext("{count} year", "{count} years", years).format(count=years)


def price(pence: int, unit: str = "") -> str:
    """`Free`, `£2`, `£2.50 per child`."""
    return _price(pence, unit, get_language())


@lru_cache(maxsize=REMEMBERED)
def _price(pence: int, unit: str, _language: str | None) -> str:
    if not pence:
        return gettext("Free")
    pounds, rest = divmod(pence, 100)
    amount = f"£{pounds}.{rest:02d}" if rest else f"£{pounds}"
    return f"{amount} {unit}".strip()


def distance(metres: int) -> str:
    """`0.4 miles`, `1 mile`, `12 miles`; what is round the corner is said to be."""
    return tenths_of_a_mile(round(metres / METRES_PER_MILE * 10), get_language())


@lru_cache(maxsize=REMEMBERED)
def tenths_of_a_mile(tenths: int, _language: str | None) -> str:
    """The same where the tenths and the language are known already: a page says it dozens of times."""
    shown = miles(tenths / 10 * METRES_PER_MILE)
    if shown < 0.1:
        return gettext("under 0.1 miles")
    if shown == 1:
        return gettext("1 mile")
    return gettext("{count} miles").format(count=f"{shown:g}")
