"""Reading sessions from the database into columns.

The database hands the rows over as a binary COPY of fields of fixed width, so that half a million are read
without making an object for each. Sessions in a family's home are left out here, by the kind of their venue.
"""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
from django.conf import settings
from django.db import connection

from fingerpost.places.vocabulary import NEVER_SHOWN
from fingerpost.timetable.queries.columns import (
    AGES,
    FIRST_BIT,
    MARKS,
    NOWHERE,
    OLDEST,
    TIMES,
    WORDS,
    YOUNGEST,
    Columns,
    marks_of,
)
from fingerpost.timetable.queries.window import Array

EVENING_HOUR: Final = 17
MINUTE: Final = 60_000_000  # microseconds
DAY: Final = 24 * 60  # minutes
EPOCH_TO_2000: Final = 946_684_800 // 60  # minutes from 1970 to 2000, where PostgreSQL begins to count


class Field(NamedTuple):
    """A field of the COPY: its name, its type on the wire, and the SQL that makes it."""

    name: str
    wire: str
    sql: str


WIRE: Final = (
    Field("id", ">i4", "session.id::int4"),
    Field("starts", ">i8", "session.starts_at"),
    Field("ends", ">i8", "session.ends_at"),
    Field("local", ">i8", "session.starts_at at time zone '{zone}'"),
    Field("easting", ">i4", "place.easting"),
    Field("northing", ">i4", "place.northing"),
    Field("centre", ">i4", "series.centre"),
    Field("youngest", ">i2", "series.youngest"),
    Field("oldest", ">i2", "series.oldest"),
    Field("marks", ">i8", "series.marks | place.marks"),
    Field("shown", "?", "place.shown"),
)
STORED: Final[dict[str, npt.DTypeLike]] = {
    "id": np.int32,
    "centre": np.int32,
    "youngest": np.int16,
    "oldest": np.int16,
}
KINDS: Final[dict[str, npt.DTypeLike]] = STORED | {
    "starts": np.int32,
    "ends": np.int32,
    "place": np.complex64,  # holds every whole metre exactly up to 16,777 km
    "marks": MARKS,
}
SOURCE: Final = """
with series as {materialized} (
    select id, centre_id::int4 as centre, coalesce(youngest, {youngest})::int2 as youngest,
        coalesce(oldest, {oldest})::int2 as oldest, {category} | {access} | {audiences} | {languages} | {free} as marks
    from timetable_series
), place as {materialized} (
    select venue.id, venue.building_id, coalesce(venue.easting, {nowhere}) as easting,
        coalesce(venue.northing, {nowhere}) as northing, {facilities} as marks,
        venue.kind not in ({hidden}) as shown
    from places_venue venue left join places_building building on building.id = venue.building_id
)
select {fields} from timetable_session session
join series on series.id = session.series_id join place on place.id = session.venue_id
"""


def load(expected: int = 0) -> Columns:
    """Every session. `expected` is about how many there are, if that is known."""
    return _columns(_blocks(_select(whole=True)), expected)


def count() -> int:
    """How many sessions there are, shown or not."""
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from timetable_session")
        return int(cursor.fetchone()[0])


def load_some(
    *, sessions: Iterable[int], series: Iterable[int], venues: Iterable[int], buildings: Iterable[int]
) -> tuple[set[int], Columns]:
    """What stands now for these sessions and for those of these series, venues and buildings.

    Gives the ids that were looked at, whether still there or not, and the rows to show.
    """
    asked = set(sessions)
    some = (
        f"select id from timetable_session where id in ({_listed(asked)})"  # noqa: S608 - whole numbers only
        f" union select id from timetable_session where series_id in ({_listed(series)})"
        f" union select session.id from timetable_session session join places_venue venue on venue.id = venue_id"
        f" where venue.id in ({_listed(venues)}) or venue.building_id in ({_listed(buildings)})"
    )
    blocks = list(_blocks(f"{_select(whole=False)} where session.id in ({some})"))
    return asked | {int(one) for block in blocks for one in block["id"]}, _columns(blocks)


def _select(*, whole: bool) -> str:
    """The rows as SQL. For all of them the bits of a series are worked out once and kept; for a few, as needed."""
    return SOURCE.format(
        materialized="materialized" if whole else "not materialized",
        youngest=YOUNGEST,
        oldest=OLDEST,
        nowhere=NOWHERE,
        category=_mark_of("category", "category"),
        access=_mark_of("access", "access"),
        audiences=_marks_of("for", "audiences"),
        languages=_marks_of("language", "languages"),
        free=f"case when price_pence = 0 then {marks_of('cost', ['free'])} else 0 end",
        facilities=_marks_of("facility", "venue.facilities || coalesce(building.facilities, '{}')"),
        hidden=", ".join(f"'{kind}'" for kind in sorted(NEVER_SHOWN)),
        fields=", ".join(field.sql.format(zone=settings.TIME_ZONE) for field in WIRE),
    )


def _array(words: tuple[str, ...]) -> str:
    """Words of our own vocabulary as an SQL array."""
    return "array[{}]::text[]".format(", ".join(f"'{word}'" for word in words))


def _mark_of(facet: str, word: str) -> str:
    """The mark of the one word in a field, as SQL; nought for one that this version does not know."""
    place = f"array_position({_array(WORDS[facet])}, {word}::text)"
    return f"coalesce(1::bigint << ({place} + {FIRST_BIT[facet] - 1}), 0)"


def _marks_of(facet: str, words: str) -> str:
    """The marks of the words in a field that holds several."""
    return f"coalesce((select bit_or({_mark_of(facet, 'word')}) from unnest({words}) word), 0)"  # noqa: S608 - our own words


def _listed(ids: Iterable[int]) -> str:
    return ", ".join(str(int(one)) for one in ids) or "null"


# How PostgreSQL writes a row in a binary COPY: the number of fields, then each one's length and bytes. No field of
# ours is null, so each row has the same width, and many rows are one array.
_ROW: Final = np.dtype(
    [("count", ">i2")]
    + [part for field in WIRE for part in ((f"{field.name} length", ">i4"), (field.name, field.wire))]
)
_HEADER: Final = 19  # bytes: signature, flags, length of the extension
_BLOCK: Final = 16_384  # rows


def _blocks(select: str) -> Iterator[Array]:
    """The answer to a query as arrays of rows, some thousands at a time."""
    pending: list[bytes] = []
    with connection.cursor() as cursor, cursor.copy(f"copy ({select}) to stdout (format binary)") as copy:
        for part in copy:
            pending.append(bytes(part))
            if len(pending) == _BLOCK:
                yield _rows(pending)
                pending = []
    yield _rows(pending)


def _rows(parts: list[bytes]) -> Array:
    """Each part holds one row; the first is led by the header, and the last part is the end mark alone."""
    body = b"".join(part if len(part) == _ROW.itemsize else part[_HEADER:] for part in parts)
    return np.frombuffer(body, dtype=_ROW, count=len(body) // _ROW.itemsize)  # without a row, header and end are one


def _columns(blocks: Iterable[Array], expected: int = 0) -> Columns:
    """The shown rows of all blocks, in order. Arrays are made once for what is expected: many small pieces, given
    back, would leave the process's memory full of holes."""
    arrays: dict[str, Array] = {name: np.empty(expected, dtype=kind) for name, kind in KINDS.items()}
    filled = 0
    for block in blocks:
        stored = _stored(block[block["shown"]])
        end = filled + len(stored["id"])
        for name, values in stored.items():
            if len(arrays[name]) < end:
                arrays[name] = np.resize(arrays[name], end)
            arrays[name][filled:end] = values
        filled = end
    order = np.lexsort((arrays["id"][:filled], arrays["starts"][:filled]))
    return Columns(**{name: arrays.pop(name)[order] for name in list(arrays)})


def _stored(rows: Array) -> dict[str, Array]:
    """Rows as they came over the wire as the columns that are kept."""
    kept: dict[str, Array] = {name: rows[name].astype(kind) for name, kind in STORED.items()}
    kept["starts"] = _minutes(rows["starts"])
    kept["ends"] = _minutes(rows["ends"])
    kept["place"] = (rows["easting"] + 1j * rows["northing"]).astype(np.complex64)
    kept["marks"] = np.empty(len(rows), dtype=MARKS)
    kept["marks"]["words"] = rows["marks"].astype(np.uint64) | _time_of_day(_minutes(rows["local"]))
    kept["marks"]["ages"] = ages_suited(rows["youngest"], rows["oldest"])
    return kept


def ages_suited(youngest: Array, oldest: Array) -> Array:
    """A bit for each of AGES that lies between the two."""
    suited = [((youngest <= age) & (oldest >= age)).astype(np.uint16) << bit for bit, age in enumerate(AGES)]
    together: Array = np.bitwise_or.reduce(suited)
    return together


def _minutes(microseconds: Array) -> Array:
    """PostgreSQL's microseconds since 2000 as whole minutes since 1970."""
    return (microseconds // MINUTE + EPOCH_TO_2000).astype(np.int32)


def _time_of_day(local: Array) -> Array:
    """The mark of the time of day of each local minute."""
    weekday = (local // DAY + 3) % 7  # the first of January 1970 was a Thursday
    evening = local % DAY >= EVENING_HOUR * 60
    by_day, by_evening, at_weekend = (np.uint64(marks_of("time", [word])) for word in TIMES)
    return np.where(weekday >= 5, at_weekend, np.where(evening, by_evening, by_day))
