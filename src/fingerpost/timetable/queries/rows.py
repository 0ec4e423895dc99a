"""Everything that a row of a list of sessions shows, read in one query and remembered until the change feed tells."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from hashlib import blake2b
from typing import Any, Final, NamedTuple, TypeVar

from django.db import connection
from django.utils import timezone

from fingerpost.base import clock
from fingerpost.base.scope import in_transaction
from fingerpost.timetable.queries.live import Live

Piece = TypeVar("Piece")


class _Shown(NamedTuple):
    """A session as a list shows it. Times are local, ages in months, places in metres, words are the stable keys.

    `version` is made from everything else: it changes when, and only when, something that is shown changes.
    """

    id: int
    reference: str
    series_id: int
    series_reference: str
    title: str
    summary: str
    category: str
    audiences: tuple[str, ...]
    languages: tuple[str, ...]
    youngest: int | None
    oldest: int | None
    access: str
    how_to_book: str
    price_pence: int
    price_unit: str
    concession: str
    capacity: int | None
    starts_at: datetime
    ends_at: datetime
    status: str
    cancel_reason: str
    notice: str
    venue_id: int
    venue_name: str
    venue_kind: str
    town: str
    postcode: str
    easting: int | None
    northing: int | None
    facilities: tuple[str, ...]
    centre_id: int
    centre_slug: str
    centre_name: str
    run_by: str
    version: int

    @property
    def cancelled(self) -> bool:
        return self.status == "cancelled"

    @property
    def moved(self) -> bool:
        return self.status == "moved"


class SessionRow(_Shown):
    """The same with room for the pieces that are drawn from it (fragments.py). They are no part of what it says."""


# The name of a centre is the one of the day whose places are shown.
ROWS: Final = """
select session.id, session.reference, series.id, series.reference, series.title, series.summary, series.category,
    series.audiences, series.languages, series.youngest, series.oldest, series.access, series.how_to_book,
    series.price_pence, series.price_unit, series.concession, series.capacity, session.starts_at, session.ends_at,
    session.status, session.cancel_reason, session.notice, venue.id, venue.name, venue.kind, venue.town,
    venue.postcode, venue.easting, venue.northing, venue.facilities || coalesce(building.facilities, '{}'),
    centre.id, centre.slug, coalesce(listing.name, ''), coalesce(partner.name, '')
from timetable_session session
join timetable_series series on series.id = session.series_id
join places_venue venue on venue.id = session.venue_id
join places_centre centre on centre.id = series.centre_id
join places_localauthority authority on authority.id = centre.authority_id
left join places_building building on building.id = venue.building_id
left join partners_organisation partner on partner.id = series.run_by_id
left join places_centrelisting listing on listing.centre_id = centre.id
    and daterange(listing.valid_from, listing.valid_to, '[]') @> coalesce(authority.places_as_at, %s)
where session.id = any(%s)
"""
AUDIENCES, LANGUAGES, STARTS, ENDS, FACILITIES = (
    SessionRow._fields.index(name) for name in ("audiences", "languages", "starts_at", "ends_at", "facilities")
)

live: Final[Live[SessionRow]] = Live()
_day_of_names: date | None = None


def rows(ids: Iterable[int]) -> dict[int, SessionRow]:
    """The rows of these sessions, by id; one that is gone is left out. At most one query."""
    wanted = list(ids)
    return {one: row for one, row in zip(wanted, rows_in_order(wanted), strict=True) if row}


def rows_in_order(ids: Sequence[int]) -> Sequence[SessionRow | None]:
    """The row of each of these sessions; None for one that is gone. At most one query."""
    if in_transaction():
        read = _read(ids)
        return [read.get(one) for one in ids]
    live.shared()
    _keep_to_the_day()
    edition = live.rows.edition
    known = live.rows.several(ids)
    if all(known):
        return known
    read = _read([one for one, row in zip(ids, known, strict=True) if row is None])
    live.rows.keep(read, edition)
    return [row or read.get(one) for one, row in zip(ids, known, strict=True)]


def drawn_in_order(ids: Sequence[int], name: str, draw: Callable[[SessionRow], Piece]) -> list[Piece | None]:
    """What is drawn from the row of each of these sessions, under a name; None for one that is gone. At most one query.

    What was drawn before is found without the row: a list of sessions waits for memory more than for anything else.
    """
    if in_transaction():
        return [draw(row) if row else None for row in rows_in_order(ids)]
    live.shared()
    _keep_to_the_day()
    edition = live.rows.edition
    known: list[Piece | None] = live.rows.several_beside(name, ids)
    if all(known):
        return known
    drawn = {one: draw(row) for one, row in zip(ids, rows_in_order(ids), strict=True) if row}
    live.rows.keep_beside(name, drawn, edition)
    return list(map(drawn.get, ids))


def _keep_to_the_day() -> None:
    """The names of centres hold from a day to a day: at midnight they are read again."""
    global _day_of_names  # noqa: PLW0603 - one day for the whole worker, as with the rows
    today = clock.today()
    if _day_of_names != today:
        live.rows.forget(None)
        _day_of_names = today


def _read(ids: Sequence[int]) -> dict[int, SessionRow]:
    with connection.cursor() as cursor:
        cursor.execute(ROWS, [clock.today(), list(ids)])
        return {values[0]: _row(values) for values in cursor.fetchall()}


def _row(values: Sequence[Any]) -> SessionRow:
    """A row of the query with its lists as tuples without doubles, local times, and its version."""
    shown = list(values)
    for place in (AUDIENCES, LANGUAGES, FACILITIES):
        shown[place] = tuple(sorted(set(shown[place])))
    for place in (STARTS, ENDS):
        shown[place] = timezone.localtime(shown[place])
    digest = blake2b(repr(shown).encode(), digest_size=8).digest()
    return SessionRow._make([*shown, int.from_bytes(digest, "big")])
