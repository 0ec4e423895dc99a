"""How often something is on, in words: "Every Wednesday in term time", "First and third Wednesday of the month".

Drop-ins and weekly groups are what other directories describe worst, so the rule itself is read out.
"""

import re
from datetime import date

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
BY_DAY = re.compile(r"([+-]?\d)?(MO|TU|WE|TH|FR|SA|SU)")
PLACES = {1: _("first"), 2: _("second"), 3: _("third"), 4: _("fourth"), 5: _("fifth"), -1: _("last")}


def how_often(rule: str, first_on: date, *, term_time_only: bool = False) -> str:
    """An RFC 5545 rule as a phrase. An empty rule means named dates, and gives an empty text."""
    parts = dict(part.split("=", 1) for part in rule.upper().split(";") if "=" in part)
    said = _said(parts, first_on)
    if said and term_time_only:
        said = gettext("{often} in term time").format(often=said)
    if said and parts.get("COUNT", "").isdigit():
        return _course(said, int(parts["COUNT"]))
    return said


def _said(parts: dict[str, str], first_on: date) -> str:
    match parts.get("FREQ"):
        case "DAILY":
            return gettext("Every day")
        case "WEEKLY":
            return _weekly(parts, first_on)
        case "MONTHLY":
            return _monthly(parts)
    return ""


def _weekly(parts: dict[str, str], first_on: date) -> str:
    codes = [code for _, code in BY_DAY.findall(parts.get("BYDAY", ""))] or [CODES[first_on.weekday()]]
    days = joined([str(WEEKDAYS[CODES.index(code)]) for code in codes])
    interval = int(parts.get("INTERVAL", "1"))
    if interval == 1:
        return gettext("Every {days}").format(days=days)
    if interval == 2:
        return gettext("Every other {days}").format(days=days)
    return gettext("Every {count} weeks on {days}").format(count=interval, days=days)


def _monthly(parts: dict[str, str]) -> str:
    found = BY_DAY.findall(parts.get("BYDAY", ""))
    positions = [int(one) for one, _code in found if one] or _set_positions(parts)
    if not found or not positions:
        return gettext("Every month")
    places = joined([str(PLACES[position]) for position in positions if position in PLACES])
    weekday = WEEKDAYS[CODES.index(found[0][1])]
    phrase = gettext("{places} {weekday} of the month").format(places=places, weekday=weekday)
    return phrase[:1].upper() + phrase[1:]


def _set_positions(parts: dict[str, str]) -> list[int]:
    return [int(one) for one in re.findall(r"[+-]?\d+", parts.get("BYSETPOS", ""))]


def _course(often: str, meetings: int) -> str:
    return ngettext("{often}, once", "{often}, {count} times", meetings).format(often=often, count=meetings)


def joined(words: list[str]) -> str:
    """`one`, `one and two`, `one, two and three`."""
    if len(words) < 2:
        return "".join(words)
    return gettext("{most} and {last}").format(most=", ".join(words[:-1]), last=words[-1])
