"""The centre desk as it is opened in the morning: what is on today and this week where you work, and with whom."""

from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from fingerpost.accounts.gate import held_at, viewer
from fingerpost.accounts.queries import Held, team, waiting
from fingerpost.accounts.rules import may
from fingerpost.accounts.vocabulary import Capability, Desk
from fingerpost.base import clock
from fingerpost.base.audience import Audience, open_to
from fingerpost.families.queries.glass import waiting_openings
from fingerpost.places.queries import CentreCard, authority, centres_on, picture_day
from fingerpost.registration.queries.inbox import how_many_wait
from fingerpost.timetable.queries.rows import SessionRow, rows
from fingerpost.timetable.queries.search import Search, find_sessions

MOST_IN_A_WEEK = 80
A_WEEK = 7


@dataclass(frozen=True, slots=True)
class Line:
    """A session of this week."""

    time: str
    title: str
    reference: str
    where: str
    off: str


@dataclass(frozen=True, slots=True)
class Day:
    """A day of this week, with what is on. The first is today, whether anything is on or not."""

    heading: str
    lines: tuple[Line, ...]


@never_cache
@require_safe
@open_to(Audience.CENTRE)
def desk(request: HttpRequest) -> HttpResponse:
    """Today and the days after at each centre where the viewer works, the colleagues there, and what waits."""
    me, now = viewer(request), clock.now()
    on = clock.today()
    held = held_at(request, Desk.CENTRE)
    centres = _centres(held)
    page = {
        "held": held,
        "centres": centres,
        "days": _week(centres, now, on),
        "team": team(me, held.reference, on),
        "waiting": waiting(me, now=now, on=on),
        "openings": waiting_openings(me, now=now, on=on),
        "manages": bool(may(Capability.MANAGE_PEOPLE, me.postings, on)),
        "forms": how_many_wait(viewer=me, on=on) if may(Capability.REGISTER_FAMILY, me.postings, on) else 0,
        "sees_families": bool(may(Capability.SEE_FAMILY_BASIC, me.postings, on)),
    }
    return render(request, "centre/desk.html", page)


def _centres(held: Held) -> list[CentreCard]:
    """The centre of a posting, or all of its group."""
    ours = authority()
    cards = centres_on(ours, picture_day(ours, clock.today()))
    if held.centre_id:
        return [card for card in cards if card.id == held.centre_id]
    return [card for card in cards if card.group_slug == held.place_key]


def _week(centres: list[CentreCard], now: datetime, on: date) -> list[Day]:
    """Seven days from today, in the order of the clock; of the later ones those on which something is on."""
    found = [hit for card in centres for hit in find_sessions(_search(card, on), now).hits]
    shown = sorted(rows(hit.session_id for hit in found).values(), key=lambda row: row.starts_at)
    days: dict[date, list[Line]] = {on: []}
    for row in shown:
        days.setdefault(row.starts_at.date(), []).append(_line(row, len(centres) > 1))
    return [Day(_heading(day), tuple(lines)) for day, lines in days.items()]


def _search(card: CentreCard, on: date) -> Search:
    return Search(date_from=on, days=A_WEEK, centre_id=card.id, page_size=MOST_IN_A_WEEK)


def _heading(day: date) -> str:
    return _("{weekday} {day} {month}").format(weekday=WEEKDAYS[day.weekday()], day=day.day, month=MONTHS[day.month])


def _line(row: SessionRow, among_several: bool) -> Line:
    return Line(
        time=_("{start} to {end}").format(start=in_words(row.starts_at), end=in_words(row.ends_at)),
        title=row.title,
        reference=row.reference,
        where=_where(row, among_several),
        off=_("Cancelled") if row.cancelled else "",
    )


def _where(row: SessionRow, among_several: bool) -> str:
    """The venue; at a group's desk also whose session it is, where the venue's name does not say so."""
    if not among_several or row.centre_name in row.venue_name:
        return row.venue_name
    return _("{venue}, for {centre}").format(venue=row.venue_name, centre=row.centre_name)


def in_words(at: datetime) -> str:
    """`10am`, `5:30pm`, `midday`."""
    if (at.hour, at.minute) == (12, 0):
        return _("midday")
    half = _("{time}am") if at.hour < 12 else _("{time}pm")
    minutes = f":{at.minute:02d}" if at.minute else ""
    return half.format(time=f"{at.hour % 12 or 12}{minutes}")
