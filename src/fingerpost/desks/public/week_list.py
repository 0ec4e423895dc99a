"""The coming days at a centre, as short rows under each day: time, title, who for and how to come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext

from fingerpost.desks.public import wording
from fingerpost.desks.public.programme_sheet import place_line
from fingerpost.timetable.queries.rows import SessionRow
from fingerpost.timetable.vocabulary import Access, CancelReason


@dataclass(frozen=True, slots=True)
class ShortRow:
    """A session in a few words. `off` says why it does not take place."""

    time: str
    title: str
    href: str
    detail: str
    off: str


@dataclass(frozen=True, slots=True)
class DayOfRows:
    """A day and what is on."""

    heading: str
    rows: tuple[ShortRow, ...]


def by_day(rows: Iterable[SessionRow], today: date, *, home: str = "") -> list[DayOfRows]:
    """Rows under the day on which they begin. home: the name of the centre, which a row need not repeat."""
    ordered = sorted(rows, key=lambda row: (row.starts_at, row.ends_at, row.id))
    return [
        DayOfRows(wording.day_heading(day, today), tuple(_short(row, home) for row in group))
        for day, group in groupby(ordered, key=lambda row: row.starts_at.date())
    ]


def _short(row: SessionRow, home: str) -> ShortRow:
    return ShortRow(
        time=wording.from_to(row.starts_at, row.ends_at),
        title=row.title,
        href=reverse("public:session", args=[row.reference]),
        detail=_detail(row, home),
        off=gettext("Cancelled: {reason}").format(reason=CancelReason(row.cancel_reason).label)
        if row.cancelled
        else "",
    )


def _detail(row: SessionRow, home: str) -> str:
    """Where it is if not at the centre, for whom, how to come, what it costs."""
    parts = [
        gettext("Moved") if row.moved else "",
        place_line(row.venue_name, row.town, home),
        wording.ages(row.youngest, row.oldest),
        str(Access(row.access).label),
        wording.price(row.price_pence, row.price_unit),
    ]
    return ". ".join(part for part in parts if part)
