"""Sessions as a list of cards, fast: a row is drawn once, and put together with what only this request knows.

A card's template is cut at its seams. Between them go the day (where the list is not by days), the distance from
the place that was asked for, and one of two buttons. Nothing else differs from one request to the next.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Final, NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from fingerpost.base.grid import METRES_PER_MILE, GridPoint
from fingerpost.desks.public import wording
from fingerpost.desks.public.recurrence import joined
from fingerpost.desks.public.seams import CUT, pieces
from fingerpost.timetable.queries.fragments import Fragments
from fingerpost.timetable.queries.rows import SessionRow
from fingerpost.timetable.queries.search import Hit
from fingerpost.timetable.vocabulary import OPEN_TO_ALL, Access, Audience, CancelReason

A_TENTH: Final = METRES_PER_MILE / 10


class Card(NamedTuple):
    """A session's card as it is sent, cut where the distance stands and where one of two buttons does."""

    on: date
    timed: bytes
    dated: bytes
    rest: bytes
    save: bytes
    saved: bytes


class Place(NamedTuple):
    """A place on the map with what is on there, under its number."""

    number: int
    name: str
    point: GridPoint | None
    distance: str
    cards: SafeString


class Shown(NamedTuple):
    """A row to be listed: the session, its distance, and whether it is on this browser's shortlist."""

    row: SessionRow
    metres: int | None
    kept: bool


def shown(hits: Sequence[Hit], rows: dict[int, SessionRow], kept: Sequence[str]) -> list[Shown]:
    """What was found, with its rows. One that was taken away in the meantime is left out."""
    return [Shown(row, metres, row.reference in kept) for number, metres in hits if (row := rows.get(number))]


def by_day(listed: Sequence[Shown], today: date, language: str) -> bytes:
    """A list in the order of time as one list for each day, under its heading."""
    page: list[bytes] = []
    on: date | None = None
    for card, one in zip(_drawn_for(listed, language), listed, strict=True):
        if card.on != on:
            page.append(_next_day(card.on, today, language, on is None))
            on = card.on
        page += _joining(card.timed, card, one, language)
    page.append(_day(language)[2])
    return b"".join(page)


@lru_cache(maxsize=1_024)
def _next_day(on: date, today: date, language: str, is_first: bool) -> bytes:
    """What stands between the cards of two days."""
    opening, middle, closing = _day(language)
    heading = str(escape(wording.day_heading(on, today)))
    return b"".join((b"" if is_first else closing, opening, heading.encode(), middle))


@lru_cache(maxsize=16)
def _day(_language: str) -> list[bytes]:
    """A day of the list, cut where its heading and its cards stand."""
    return pieces("public/whats_on_pieces.html", part="day", heading=SafeString(CUT), cards=SafeString(CUT))


@lru_cache(maxsize=4_096)
def _far(tenths: int, language: str) -> bytes:
    return f'<span class="fp-arm">{wording.tenths_of_a_mile(tenths, language)}</span>'.encode()


def by_place(listed: Iterable[Shown]) -> list[Place]:
    """A list as one list for each place, in the order in which they come. The rooms of a building are one place."""
    places: dict[tuple[int | None, ...], list[Shown]] = {}
    for one in listed:
        row = one.row
        key = (row.easting, row.northing) if row.easting is not None else (None, None, row.venue_id)
        places.setdefault(key, []).append(one)
    return [_place(number, group) for number, group in enumerate(places.values(), start=1)]


def _place(number: int, group: list[Shown]) -> Place:
    row, metres, _ = group[0]
    point = None if row.easting is None or row.northing is None else GridPoint(row.easting, row.northing)
    distance = "" if metres is None else wording.distance(metres)
    return Place(number, _shared_name([one.row for one in group]), point, distance, cards(group, with_day=True))


def _shared_name(there: list[SessionRow]) -> str:
    """What all names have in common at their end: `Oak centre, Anytown` of its hall and its playroom."""
    names = {place_name(row) for row in there}
    shared = names.pop().split(", ")
    for name in names:
        parts = name.split(", ")
        while parts[-len(shared) :] != shared and len(shared) > 1:
            shared = shared[1:]
    return ", ".join(shared)


def place_name(row: SessionRow) -> str:
    """The place with its town, said once where one holds the other."""
    if not row.town or row.town in row.venue_name:
        return row.venue_name
    return f"{row.venue_name}, {row.town}"


def cards(listed: Sequence[Shown], language: str = "", *, with_day: bool) -> SafeString:
    """The cards of a list, one after the other; in the reader's language unless told which."""
    return mark_safe(in_a_row(listed, language or get_language() or "", with_day=with_day).decode())  # noqa: S308 - drawn by a template


def in_a_row(listed: Sequence[Shown], language: str, *, with_day: bool) -> bytes:
    """The same, as it is sent."""
    page: list[bytes] = []
    for card, one in zip(_drawn_for(listed, language), listed, strict=True):
        page += _joining(card.dated if with_day else card.timed, card, one, language)
    return b"".join(page)


def _joining(opening: bytes, card: Card, one: Shown, language: str) -> tuple[bytes, bytes, bytes, bytes]:
    """A card with what only this request knows of it."""
    _, metres, kept = one
    far = b"" if metres is None else _far(round(metres / A_TENTH), language)
    return opening, far, card.rest, card.saved if kept else card.save


def _drawn_for(listed: Sequence[Shown], language: str) -> list[Card]:
    return _drawn.of([one.row for one in listed], language)


def _draw(row: SessionRow) -> Card:
    opening, day, time, rest, save, saved, closing = pieces("public/session_card.html", **_card(row))
    return Card(row.starts_at.date(), opening + time, opening + day + time, rest, save + closing, saved + closing)


def _card(row: SessionRow) -> dict[str, Any]:
    return {
        "row": row,
        "day": wording.short_day(row.starts_at.date()),
        "time": wording.from_to(row.starts_at, row.ends_at),
        "where": place_name(row),
        "tags": _tags(row),
        "off": CancelReason(row.cancel_reason).label if row.cancelled else "",
    }


def _tags(row: SessionRow) -> list[tuple[str, str]]:
    """Age first, then whom it is for, how to come and what it costs."""
    access = Access(row.access)
    tags = [(wording.ages(row.youngest, row.oldest), "")]
    if row.audiences:
        tags.append((joined([str(Audience(one).label) for one in row.audiences]), "calm"))
    tags.append((str(access.label), "" if access in OPEN_TO_ALL else "look"))
    tags.append((wording.price(row.price_pence, row.price_unit), "" if row.price_pence else "good"))
    return tags


_drawn: Fragments[Card] = Fragments("card", _draw)
