"""Sessions as a list of cards, fast: a row is drawn once, and put together with what only this request knows.

A card's template is cut at its seams. Between them go the day (where the list is not by days) and the distance from
the place that was asked for. Nothing else differs from one request to the next, but that what is on somebody's
shortlist has another button.
"""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache, partial
from itertools import chain
from typing import Any, Final, NamedTuple, TypeVar

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from fingerpost.base.grid import METRES_PER_MILE, GridPoint
from fingerpost.desks.public import wording
from fingerpost.desks.public.recurrence import joined
from fingerpost.desks.public.seams import CUT, pieces
from fingerpost.timetable.queries.fragments import Fragments
from fingerpost.timetable.queries.rows import SessionRow, rows_in_order
from fingerpost.timetable.queries.search import Found, Hit
from fingerpost.timetable.vocabulary import OPEN_TO_ALL, Access, Audience, CancelReason

A_TENTH: Final = METRES_PER_MILE / 10

There = TypeVar("There")


class Card(NamedTuple):
    """A session's card as it is sent, cut where the distance stands: what is before it, with the day or without, and
    what is after."""

    on: date
    timed: bytes
    dated: bytes
    rest: bytes


class Place(NamedTuple):
    """A place on the map with what is on there, under its number."""

    number: int
    name: str
    point: GridPoint | None
    distance: str
    cards: SafeString


class Listed(NamedTuple):
    """Rows to be listed, how far each is, and the references on this browser's shortlist."""

    rows: Sequence[SessionRow]
    metres: Sequence[int | None]
    kept: Sequence[str]


def found(answer: Found, kept: Sequence[str]) -> Listed:
    """A page of an answer, with its rows. At most one query."""
    return Listed(*there(rows_in_order(answer.ids), answer.metres), kept)


def shown(hits: Sequence[Hit], rows: dict[int, SessionRow], kept: Sequence[str]) -> Listed:
    """Some of what was found, with rows that were read before."""
    return Listed(*there([rows.get(hit.session_id) for hit in hits], [hit.metres for hit in hits]), kept)


def there(found: Sequence[There | None], metres: Sequence[int | None]) -> tuple[Sequence[There], Sequence[int | None]]:
    """One that was taken away in the meantime is left out."""
    left = list(filter(None, found))
    if len(left) < len(found):
        metres = [far for one, far in zip(found, metres, strict=True) if one]
    return left, metres


def by_day(answer: Found, kept: Sequence[str], today: date, language: str) -> list[bytes]:
    """A page of an answer in the order of time, as one list for each day under its heading: the pieces of it.

    At most one query, and none of the rows where all cards were drawn before.
    """
    cards, metres = _cards_of(answer, kept, language)
    if not cards:
        return _day(language)[2:]
    days, timed, _, rest = zip(*cards, strict=True)
    page = [b""] * (3 * len(cards))
    page[::3] = timed
    page[1::3] = map(_distances_in(language).__getitem__, metres)
    page[2::3] = rest
    first = 0
    for day in dict.fromkeys(days):
        page[3 * first] = _next_day(day, today, language, not first) + timed[first]
        first += days.count(day)
    return page + _day(language)[2:]


def _cards_of(answer: Found, kept: Sequence[str], language: str) -> tuple[Sequence[Card], Sequence[int | None]]:
    """The cards of a page of an answer, and how far each is."""
    if kept:
        listed = found(answer, kept)
        return _drawn(listed, language), listed.metres
    return there(_cards.of_sessions(answer.ids, language), answer.metres)


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


class _Distances(dict[int | None, bytes]):
    """How far it is on a card, by whole metres: written once, so that all of a page are looked up in one call."""

    MOST: Final = 20_000  # that of a few miles; what is farther is seldom asked for

    def __init__(self, language: str) -> None:
        super().__init__({None: b""})
        self._language = language

    def __missing__(self, metres: int) -> bytes:
        shown = _distance(round(metres / A_TENTH), self._language)
        if len(self) < self.MOST:
            self[metres] = shown
        return shown


_distances_in: Final = lru_cache(maxsize=16)(_Distances)


@lru_cache(maxsize=4_096)
def _distance(tenths: int, language: str) -> bytes:
    return f'<span class="fp-arm">{wording.tenths_of_a_mile(tenths, language)}</span>'.encode()


def by_place(listed: Listed) -> list[Place]:
    """A list as one list for each place, in the order in which they come. The rooms of a building are one place."""
    places: dict[tuple[int | None, ...], list[tuple[SessionRow, int | None]]] = {}
    for row, metres in zip(listed.rows, listed.metres, strict=True):
        key = (row.easting, row.northing) if row.easting is not None else (None, None, row.venue_id)
        places.setdefault(key, []).append((row, metres))
    return [_place(number, there, listed.kept) for number, there in enumerate(places.values(), start=1)]


def _place(number: int, there: list[tuple[SessionRow, int | None]], kept: Sequence[str]) -> Place:
    rows, all_metres = zip(*there, strict=True)
    row, metres = there[0]
    point = None if row.easting is None or row.northing is None else GridPoint(row.easting, row.northing)
    distance = "" if metres is None else wording.distance(metres)
    return Place(number, _shared_name(rows), point, distance, cards(Listed(rows, all_metres, kept), with_day=True))


def _shared_name(there: Sequence[SessionRow]) -> str:
    """What all names have in common at their end: `Oak centre, Anytown` of its hall and its playroom."""
    first, *others = dict.fromkeys(map(place_name, there))
    shared = first.split(", ")
    for name in others:
        parts = name.split(", ")
        while parts[-len(shared) :] != shared and len(shared) > 1:
            shared = shared[1:]
    return ", ".join(shared)


def place_name(row: SessionRow) -> str:
    """The place with its town, said once where one holds the other."""
    if not row.town or row.town in row.venue_name:
        return row.venue_name
    return f"{row.venue_name}, {row.town}"


def cards(listed: Listed, language: str = "", *, with_day: bool) -> SafeString:
    """The cards of a list, one after the other; in the reader's language unless told which."""
    return mark_safe(in_a_row(listed, language or get_language() or "", with_day=with_day).decode())  # noqa: S308 - drawn by a template


def in_a_row(listed: Listed, language: str, *, with_day: bool) -> bytes:
    """The same, as it is sent."""
    if not listed.rows:
        return b""
    _, timed, dated, rest = zip(*_drawn(listed, language), strict=True)
    distances = map(_distances_in(language).__getitem__, listed.metres)
    laid = zip(dated if with_day else timed, distances, rest, strict=True)
    return b"".join(chain.from_iterable(laid))


def _drawn(listed: Listed, language: str) -> list[Card]:
    """The card of each row. What is on the shortlist has another button, and so another card."""
    cards = _cards.of(listed.rows, language)
    if not listed.kept:
        return cards
    return [
        _saved.of([row], language)[0] if row.reference in listed.kept else card
        for row, card in zip(listed.rows, cards, strict=True)
    ]


def _draw(row: SessionRow, *, saved: bool) -> Card:
    opening, day, time, rest = pieces("public/session_card.html", **_card(row), saved=saved)
    return Card(_the_same(row.starts_at.date()), opening + time, opening + day + time, rest)


@lru_cache(maxsize=1_024)
def _the_same(day: date) -> date:
    """One object for all cards of a day, so that to compare them nothing is fetched from memory."""
    return day


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


_cards: Fragments[Card] = Fragments("card", partial(_draw, saved=False))
_saved: Fragments[Card] = Fragments("saved card", partial(_draw, saved=True))
