"""Sessions as a list of cards, fast: a row is drawn once, and put together with what only this request knows.

A card's template is cut at its seams. Between them go the day (where the list is not by days), the distance from
the place that was asked for, and one of two buttons. Nothing else differs from one request to the next.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from itertools import groupby
from typing import Any, NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from fingerpost.base.grid import GridPoint
from fingerpost.desks.public import wording
from fingerpost.desks.public.recurrence import joined
from fingerpost.desks.public.seams import pieces
from fingerpost.timetable.queries.fragments import Fragments
from fingerpost.timetable.queries.rows import SessionRow
from fingerpost.timetable.queries.search import Hit
from fingerpost.timetable.vocabulary import OPEN_TO_ALL, Access, Audience, CancelReason

REMEMBERED = 10_240


class Piece(NamedTuple):
    """A card, cut at its seams."""

    opening: str
    day: str
    time: str
    rest: str
    save: str
    saved: str
    closing: str


class Day(NamedTuple):
    """A day's cards under its heading, which is HTML too."""

    on: date
    heading: str
    cards: SafeString


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
    there = ((hit, rows.get(hit.session_id)) for hit in hits)
    return [Shown(row, hit.metres, row.reference in kept) for hit, row in there if row]


def by_day(listed: Iterable[Shown], today: date, language: str) -> list[Day]:
    """A list in the order of time as one list for each day."""
    return [
        Day(on, _heading(on, today, language), cards(group, language, with_day=False))
        for on, group in groupby(listed, key=_day_of)
    ]


@lru_cache(maxsize=1_024)
def _heading(on: date, today: date, _language: str) -> str:
    return escape(wording.day_heading(on, today))


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


def _day_of(one: Shown) -> date:
    return one.row.starts_at.date()


def cards(listed: Iterable[Shown], language: str = "", *, with_day: bool) -> SafeString:
    """The cards of a list, one after the other; in the reader's language unless told which."""
    language = language or get_language() or ""
    there = list(listed)
    drawn = _drawn.of([one.row for one in there], language)
    made = [_card_of(piece, one, language, with_day) for piece, one in zip(drawn, there, strict=True)]
    return mark_safe("".join(made))  # noqa: S308 - drawn by a template, which escapes


def _card_of(piece: Piece, one: Shown, language: str, with_day: bool) -> str:
    opening, day, time, rest, save, saved, closing = piece
    far = "" if one.metres is None else f'<span class="fp-arm">{wording.distance_in(one.metres, language)}</span>'
    return f"{opening}{day if with_day else ''}{time}{far}{rest}{saved if one.kept else save}{closing}"


def _draw(row: SessionRow) -> Piece:
    return Piece(*pieces("public/session_card.html", **_card(row)))


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


_drawn: Fragments[Piece] = Fragments(REMEMBERED, _draw)
