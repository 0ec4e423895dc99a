"""How days and devices are said about an account: "Tuesday 24 November, 9:05", "Firefox on Windows"."""

from collections.abc import Mapping
from datetime import date, datetime

from django.utils import timezone
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import gettext as _

# The first that is found counts: Edge and Chrome also call themselves Safari, iPads also call themselves Macintosh.
BROWSERS: Mapping[str, str] = {
    "Edg": "Edge",
    "OPR": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "CriOS": "Chrome",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
SYSTEMS: Mapping[str, str] = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Macintosh": "Mac",
    "CrOS": "Chromebook",
    "Linux": "Linux",
}


def day(on: date) -> str:
    """`Tuesday 24 November`."""
    return _("{weekday} {day} {month}").format(weekday=WEEKDAYS[on.weekday()], day=on.day, month=MONTHS[on.month])


def moment(at: datetime) -> str:
    """`Tuesday 24 November, 9:05`, on the clocks of the place that the service is run in."""
    here = timezone.localtime(at)
    return _("{day}, {time}").format(day=day(here.date()), time=f"{here.hour}:{here.minute:02d}")


def browser_in_words(user_agent: str) -> str:
    """Which browser on which kind of device, as far as can be told."""
    browser = _first(BROWSERS, user_agent) or _("A browser")
    system = _first(SYSTEMS, user_agent) or _("a device we do not know")
    return _("{browser} on {device}").format(browser=browser, device=system)


def _first(names: Mapping[str, str], text: str) -> str:
    return next((name for sign, name in names.items() if sign in text), "")
