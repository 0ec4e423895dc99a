"""The centre desk as it is opened in the morning: what is on today where you work."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from fingerpost.accounts.gate import viewer
from fingerpost.accounts.queries import Held, held_by
from fingerpost.accounts.rules import may
from fingerpost.accounts.vocabulary import Capability, Desk
from fingerpost.base import clock
from fingerpost.base.audience import Audience, open_to
from fingerpost.places.queries import CentreCard, authority, centres_on, picture_day
from fingerpost.timetable.queries.rows import SessionRow, rows
from fingerpost.timetable.queries.search import Search, find_sessions

MOST_IN_A_DAY = 40


@dataclass(frozen=True, slots=True)
class Line:
    """A session of today."""

    time: str
    title: str
    reference: str
    where: str
    off: str


@dataclass(frozen=True, slots=True)
class Today:
    """A centre with what is on there today."""

    name: str
    slug: str
    lines: tuple[Line, ...]


@never_cache
@require_safe
@open_to(Audience.CENTRE)
def desk(request: HttpRequest) -> HttpResponse:
    """Today at each centre where the viewer works, and what else this desk does."""
    me, now = viewer(request), clock.now()
    on = clock.today()
    held = [each for each in held_by(me, on) if each.desk is Desk.CENTRE]
    page = {
        "held": held[0],
        "centres": _today(_centres(held[0]), now),
        "manages": bool(may(Capability.MANAGE_PEOPLE, me.postings, on)),
    }
    return render(request, "centre/desk.html", page)


def _centres(held: Held) -> list[CentreCard]:
    """The centre of a posting, or all of its group."""
    ours = authority()
    cards = centres_on(ours, picture_day(ours, clock.today()))
    if held.centre_id:
        return [card for card in cards if card.id == held.centre_id]
    return [card for card in cards if card.group_slug == held.place_key]


def _today(cards: Iterable[CentreCard], now: datetime) -> list[Today]:
    found = {card: find_sessions(_search(card), now).hits for card in cards}
    shown = rows(hit.session_id for hits in found.values() for hit in hits)
    return [
        Today(card.name, card.slug, tuple(_line(shown[hit.session_id]) for hit in hits if hit.session_id in shown))
        for card, hits in found.items()
    ]


def _search(card: CentreCard) -> Search:
    return Search(date_from=clock.today(), days=1, centre_id=card.id, page_size=MOST_IN_A_DAY)


def _line(row: SessionRow) -> Line:
    return Line(
        time=_("{start} to {end}").format(start=in_words(row.starts_at), end=in_words(row.ends_at)),
        title=row.title,
        reference=row.reference,
        where=row.venue_name,
        off=_("Cancelled") if row.cancelled else "",
    )


def in_words(at: datetime) -> str:
    """`10am`, `5:30pm`, `midday`."""
    if (at.hour, at.minute) == (12, 0):
        return _("midday")
    half = _("{time}am") if at.hour < 12 else _("{time}pm")
    minutes = f":{at.minute:02d}" if at.minute else ""
    return half.format(time=f"{at.hour % 12 or 12}{minutes}")
