"""How the county's desks say times: short, since a line of the record has no room to spare."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.dates import MONTHS_3
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def moment(at: datetime) -> str:
    """`24 Nov 2026, 09:05`, on the clocks of the place that the service is run in."""
    here = timezone.localtime(at)
    month = capfirst(str(MONTHS_3[here.month]))
    day = _("{day} {month} {year}").format(day=here.day, month=month, year=here.year)
    return _("{day}, {time}").format(day=day, time=f"{here:%H:%M}")


def how_long(span: timedelta) -> str:
    """`4 minutes`, `3 hours`, `12 days`: the largest that fits."""
    if span < HOUR:
        minutes = int(span.total_seconds()) // 60
        return ngettext("{number} minute", "{number} minutes", minutes).format(number=minutes)
    if span < 2 * DAY:
        hours = span // HOUR
        return ngettext("{number} hour", "{number} hours", hours).format(number=hours)
    return ngettext("{number} day", "{number} days", span.days).format(number=span.days)
