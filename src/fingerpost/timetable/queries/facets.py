"""The filters of a search, and how many results each of their other values would give.

A count leaves its own filter's choice out ("play: 12, baby groups: 4" stay comparable whichever is ticked), but
for facilities, where each further tick narrows: somebody needs all that they ask for.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np

from fingerpost.base.grid import GridPoint
from fingerpost.timetable.queries.columns import (
    ACCESSES,
    AUDIENCES,
    CATEGORIES,
    FACILITIES,
    LANGUAGES,
    TIMES,
    Array,
    Columns,
    bits,
)
from fingerpost.timetable.vocabulary import OPEN_TO_ALL

# Ages in months that a page offers to choose from: expecting, newborn, then by what children can do.
AGES: Final = (-1, 0, 6, 12, 18, 24, 36, 48, 60)
_AGES_SAID: Final = tuple(str(age) for age in AGES)
_AGES_BELOW: Final = np.array(AGES, dtype=np.int16)[:, None]  # one below the other, to be held against every row

Counts = dict[str, dict[str, int]]
METRES: Final = "metres"  # no column, but kept beside them


class Picked:
    """Some rows of the columns, in their order; a column is fetched when it is first asked for."""

    __slots__ = ("_columns", "_fetched", "_where")

    def __init__(self, columns: Columns, where: slice | Array) -> None:
        self._columns = columns
        self._where = where
        self._fetched: dict[str, Array] = {}

    def __getitem__(self, name: str) -> Array:
        fetched = self._fetched.get(name)
        if fetched is None:
            fetched = self._fetched[name] = getattr(self._columns, name)[self._where]
        return fetched

    def __len__(self) -> int:
        return self._where.stop - self._where.start if isinstance(self._where, slice) else len(self._where)

    def where(self, mask: Array) -> "Picked":
        """Those of these rows for which the mask holds."""
        return self.at(np.flatnonzero(mask))

    def at(self, order: Array) -> "Picked":
        """The rows at these places among these rows. Distances that were measured go with them."""
        where = self._where
        some = Picked(self._columns, order + where.start if isinstance(where, slice) else where[order])
        if (metres := self._fetched.get(METRES)) is not None:
            some._fetched[METRES] = metres[order]
        return some

    def metres(self, point: GridPoint) -> Array:
        """Whole metres to each row, measured once: a search has one point.

        Exact: no square root of a whole number lies halfway between two.
        """
        measured = self._fetched.get(METRES)
        if measured is None:
            east = (self["easting"] - point.easting).astype(np.float64)
            north = (self["northing"] - point.northing).astype(np.float64)
            measured = self._fetched[METRES] = np.rint(np.sqrt(east * east + north * north)).astype(np.int32)
        return measured


class Facet(Protocol):
    """One filter. `chosen` is what a search asks of it; empty or None asks nothing."""

    @property
    def counts_its_own_choice(self) -> bool: ...

    def passes(self, rows: Picked, chosen: Iterable[str]) -> Array: ...

    def counts(self, rows: Picked) -> dict[str, int]: ...


@dataclass(frozen=True, slots=True)
class OneOf:
    """A row has one of the words."""

    column: str
    words: tuple[str, ...]
    counts_its_own_choice: bool = False

    def passes(self, rows: Picked, chosen: Iterable[str]) -> Array:
        wanted: Array = np.zeros(256, dtype=np.bool_)
        wanted[[self.words.index(word) + 1 for word in chosen if word in self.words]] = True
        return wanted[rows[self.column]]

    def counts(self, rows: Picked) -> dict[str, int]:
        numbers = np.bincount(rows[self.column], minlength=len(self.words) + 1)
        return dict(zip(self.words, numbers[1:].tolist(), strict=False))


@dataclass(frozen=True, slots=True)
class Several:
    """A row has any number of the words: it passes with one of those chosen, or only with all of them."""

    column: str
    words: tuple[str, ...]
    all_needed: bool = False

    @property
    def counts_its_own_choice(self) -> bool:
        return self.all_needed

    def passes(self, rows: Picked, chosen: Iterable[str]) -> Array:
        wanted = bits(chosen, self.words)
        shared = rows[self.column] & np.uint16(wanted)
        passing: Array = shared == wanted if self.all_needed else shared != 0
        return passing

    def counts(self, rows: Picked) -> dict[str, int]:
        """Few combinations occur, however many rows: count those, then spread each over its bits."""
        combinations = np.bincount(rows[self.column])
        occurring = np.flatnonzero(combinations)
        spread = (occurring[:, None] >> np.arange(len(self.words))) & 1
        return dict(zip(self.words, (combinations[occurring] @ spread).tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class Suits:
    """A row's ages take in the age asked for."""

    counts_its_own_choice: bool = False

    def passes(self, rows: Picked, chosen: Iterable[str]) -> Array:
        (age,) = chosen
        return _suits(rows, int(age))

    def counts(self, rows: Picked) -> dict[str, int]:
        suited = (rows["youngest"] <= _AGES_BELOW) & (rows["oldest"] >= _AGES_BELOW)
        return dict(zip(_AGES_SAID, np.count_nonzero(suited, axis=1).tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class Holds:
    """Something is true of a row."""

    word: str
    test: Callable[[Picked], Array]
    counts_its_own_choice: bool = False

    def passes(self, rows: Picked, chosen: Iterable[str]) -> Array:  # noqa: ARG002 - there is one thing to choose
        return self.test(rows)

    def counts(self, rows: Picked) -> dict[str, int]:
        return {self.word: int(np.count_nonzero(self.test(rows)))}


def _suits(rows: Picked, age: int) -> Array:
    return (rows["youngest"] <= age) & (rows["oldest"] >= age)


def _is_free(rows: Picked) -> Array:
    return rows["free"]


_OPEN: Final = OneOf("access", ACCESSES)


def _is_open(rows: Picked) -> Array:
    return _OPEN.passes(rows, OPEN_TO_ALL)


FACETS: Final[dict[str, Facet]] = {
    "time": OneOf("time", TIMES),
    "category": OneOf("category", CATEGORIES),
    "access": _OPEN,
    "for": Several("audiences", AUDIENCES),
    "language": Several("languages", LANGUAGES),
    "facility": Several("facilities", FACILITIES, all_needed=True),
    "age": Suits(),
    "cost": Holds("free", _is_free),
    "open": Holds("all", _is_open),
}


class Filtered:
    """Rows and what is asked of each facet: those that pass, and the counts."""

    def __init__(self, rows: Picked, choices: dict[str, Iterable[str]]) -> None:
        self._rows = rows
        self._masks = {name: FACETS[name].passes(rows, chosen) for name, chosen in choices.items()}
        self.passing = _all_of(rows, self._masks)

    def counts(self) -> Counts:
        """How many rows each value of each facet has or would have."""
        return {name: facet.counts(self._without(name, facet)) for name, facet in FACETS.items()}

    def _without(self, name: str, facet: Facet) -> Picked:
        """The rows that pass all but this facet's own choice."""
        if name not in self._masks or facet.counts_its_own_choice:
            return self.passing
        return _all_of(self._rows, {key: mask for key, mask in self._masks.items() if key != name})


def _all_of(rows: Picked, masks: dict[str, Array]) -> Picked:
    if not masks:
        return rows
    together, *others = masks.values()
    for mask in others:
        together = together & mask
    return rows.where(together)
