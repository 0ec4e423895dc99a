"""Every dated session that the public may see, as columns of numbers in memory: what a search reads.

Rows lie in the order of their start, then of their id. A `Columns` never changes; an edit makes a new one.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from itertools import accumulate
from typing import Final

import numpy as np

from fingerpost.places.vocabulary import Facility
from fingerpost.timetable.queries.remembered import Remembered
from fingerpost.timetable.queries.window import REMEMBERED, Array, Window
from fingerpost.timetable.vocabulary import Access, Audience, Category, Language, TimeOfDay

NOWHERE: Final = -10_000_000  # metres; the easting and northing of what is held online
# Ages in months that a page offers to choose from: expecting, newborn, then by what children can do.
AGES: Final = (-1, 0, 6, 12, 18, 24, 36, 48, 60)
YOUNGEST: Final = -32_768  # months; no lower limit
OLDEST: Final = 32_767  # months; no upper limit

TIMES: Final[tuple[str, ...]] = (TimeOfDay.DAY.value, TimeOfDay.EVENING.value, TimeOfDay.WEEKEND.value)
# The words that can be said of a session, by the facet that asks for them. Each has a bit of its own: its place here,
# all facets one after the other.
WORDS: Final[dict[str, tuple[str, ...]]] = {
    "time": TIMES,
    "category": tuple(Category.values),
    "access": tuple(Access.values),
    "for": tuple(Audience.values),
    "language": tuple(Language.values),
    "facility": tuple(Facility.values),
    "cost": ("free",),
}
FIRST_BIT: Final = dict(zip(WORDS, accumulate(map(len, WORDS.values()), initial=0), strict=False))
# What is counted of a session: a bit for each word, and one for each age that it suits. The lowest bit is in the first
# byte, on every machine.
MARKS: Final = np.dtype([("words", "<u8"), ("ages", "<u2")])
BITS: Final = 8 * MARKS.itemsize
FIRST_AGE_BIT: Final = 64


@dataclass(frozen=True, slots=True)
class Columns:
    """Equally long arrays; `starts` and `ends` in minutes since 1970 (UTC), ages in months, places in metres.

    A place is one complex number, its easting and its northing: the distance of two is the size of their difference.
    `marks` has a bit for each word that is true of a session and each age that it suits; see MARKS.
    """

    id: Array
    starts: Array
    ends: Array
    place: Array
    centre: Array
    youngest: Array
    oldest: Array
    marks: Array
    _windows: Remembered[tuple[int, int, int], Window] = field(
        default_factory=lambda: Remembered(REMEMBERED), init=False, repr=False, compare=False
    )

    def __len__(self) -> int:
        return len(self.id)

    def window(self, start: int, end: int, present: int) -> Window:
        """The rows that start at or after one minute and before another, and end after the present one.

        It is worked out once for days to come, and once a minute for those that have begun.
        """
        key = (start, end, max(start - 1, present))
        window = self._windows.get(key)
        if window is None:
            window = self._between(*key)
            self._windows.keep({key: window}, self._windows.edition)
        return window

    def _between(self, start: int, end: int, present: int) -> Window:
        first, last = self.starts.searchsorted(np.array([start, end], dtype=self.starts.dtype))  # or all are cast
        rows = first + (self.ends[first:last] > present).nonzero()[0]
        return Window(rows, self.starts[rows], self.place[rows])

    def merged(self, gone: Iterable[int], come: "Columns") -> "Columns":
        """These rows without those ids, and with those rows."""
        dropped = np.flatnonzero(np.isin(self.id, np.fromiter(gone, dtype=self.id.dtype), kind="table"))
        places = np.searchsorted(_order_key(self), _order_key(come))
        pieces = _pieces(places.tolist(), dropped.tolist(), len(self))
        return Columns(**{name: _pieced(getattr(self, name), getattr(come, name), pieces) for name in ARRAYS})


ARRAYS: Final = tuple(one.name for one in fields(Columns) if one.init)


def marks_of(facet: str, words: Iterable[str]) -> int:
    """The bits of some words of a facet; a word that this version does not know has none."""
    places, first = WORDS[facet], FIRST_BIT[facet]
    return sum(1 << first + places.index(word) for word in set(words) if word in places)


def _order_key(columns: Columns) -> Array:
    """One number that sorts by start, then by id."""
    return (columns.starts.astype(np.int64) << 32) | columns.id


def _pieces(places: list[int], dropped: list[int], length: int) -> list[tuple[bool, slice]]:
    """A merger as few long pieces: each of the new rows (True) or of the old (False), in order.

    Copying pieces is several times faster than numpy's delete and insert, which look at every row.
    """
    newcomers = ((place, 0, number) for number, place in enumerate(places))
    pieces: list[tuple[bool, slice]] = []
    reached = 0
    for place, drops, number in sorted([*newcomers, *((place, 1, 0) for place in dropped)]):
        pieces.append((False, slice(reached, place)))
        if not drops:
            pieces.append((True, slice(number, number + 1)))
        reached = place + drops
    return [*pieces, (False, slice(reached, length))]


def _pieced(old: Array, new: Array, pieces: list[tuple[bool, slice]]) -> Array:
    return np.concatenate([(new if fresh else old)[part] for fresh, part in pieces])
