"""How often something is on, in words: "Every Wednesday in term time", "First and third Wednesday of the month".

Drop-ins and weekly groups are what other directories describe worst, so the rule itself is read out.
"""

from datetime import date

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from fingerpost.base.verdict import Refused
from fingerpost.timetable.rules.recurrence import Frequency, NthDay, Recurrence, read_rule

PLACES = {1: _("first"), 2: _("second"), 3: _("third"), 4: _("fourth"), -1: _("last")}


def how_often(rule: str, first_on: date, *, term_time_only: bool = False) -> str:
    """A series' rule as a phrase. Named dates have no rhythm to say, and give an empty text."""
    try:
        recurrence = read_rule(rule)
    except Refused:
        return ""
    said = _said(recurrence, first_on)
    if term_time_only:
        said = gettext("{often} in term time").format(often=said)
    if recurrence.count:
        return ngettext("{often}, once", "{often}, {count} times", recurrence.count).format(
            often=said, count=recurrence.count
        )
    return said


def _said(recurrence: Recurrence, first_on: date) -> str:
    match recurrence.frequency:
        case Frequency.DAILY:
            return gettext("Every day")
        case Frequency.WEEKLY:
            return _weekly(recurrence.interval, recurrence.days or (NthDay(first_on.weekday()),))
        case Frequency.MONTHLY:
            return _monthly(recurrence.days)


def _weekly(interval: int, on: tuple[NthDay, ...]) -> str:
    days = joined([str(WEEKDAYS[day.weekday]) for day in on])
    if interval == 1:
        return gettext("Every {days}").format(days=days)
    if interval == 2:
        return gettext("Every other {days}").format(days=days)
    return gettext("Every {count} weeks on {days}").format(count=interval, days=days)


def _monthly(on: tuple[NthDay, ...]) -> str:
    places = joined([str(PLACES[day.nth]) for day in on if day.nth])
    phrase = gettext("{places} {weekday} of the month").format(places=places, weekday=WEEKDAYS[on[0].weekday])
    return phrase[:1].upper() + phrase[1:]


def joined(words: list[str]) -> str:
    """`one`, `one and two`, `one, two and three`."""
    if len(words) < 2:
        return "".join(words)
    return gettext("{most} and {last}").format(most=", ".join(words[:-1]), last=words[-1])
