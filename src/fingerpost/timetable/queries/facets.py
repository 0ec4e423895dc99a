"""The filters of a search, and how many results each of their other values would give.

A count leaves its own filter's choice out ("play: 12, baby groups: 4" stay comparable whichever is ticked), but
for facilities, where each further tick narrows: somebody needs all that they ask for.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from operator import itemgetter
from typing import Final, Protocol

import numpy as np

from fingerpost.base.grid import GridPoint
from fingerpost.timetable.queries.columns import (
    AGES,
    BITS,
    FIRST_AGE_BIT,
    FIRST_BIT,
    WORDS,
    Columns,
    marks_of,
)
from fingerpost.timetable.queries.window import Array
from fingerpost.timetable.vocabulary import OPEN_TO_ALL

# The values that are counted of each facet, and which bits tell of them.
COUNTED: Final = WORDS | {"age": tuple(str(age) for age in AGES), "open": ("all",)}
FIRST: Final = FIRST_BIT | {"age": FIRST_AGE_BIT}
# Where the counts of a facet stand among all counts: as its bits, and behind them what is told by several bits.
STANDS_AT: Final = {name: slice(first, first + len(COUNTED[name])) for name, first in FIRST.items()} | {
    "open": slice(BITS, BITS + 1)
}
_OPEN_BITS: Final = itemgetter(*(FIRST["access"] + WORDS["access"].index(word) for word in OPEN_TO_ALL))
_IN_A_BYTE: Final = 255
Tallies = list[int]  # for each facet as STANDS_AT says, in the order of its values
Counts = dict[str, dict[str, int]]
METRES: Final = "metres"  # no column, but kept beside them


class Picked:
    """Some rows of the columns, in their order; a column is fetched when it is first asked for."""

    __slots__ = ("_columns", "_fetched", "_where")

    def __init__(self, columns: Columns, where: Array, metres: Array | None = None) -> None:
        """`metres`: how far each row is, where that was measured."""
        self._columns = columns
        self._where = where
        self._fetched: dict[str, Array] = {} if metres is None else {METRES: metres}

    def __getitem__(self, name: str) -> Array:
        fetched = self._fetched.get(name)
        if fetched is None:
            fetched = self._fetched[name] = getattr(self._columns, name).take(self._where)
        return fetched

    def __len__(self) -> int:
        return len(self._where)

    def where(self, mask: Array) -> "Picked":
        """Those of these rows for which the mask holds."""
        return self.at(mask.nonzero()[0])

    def where_all(self, masks: Iterable[Array]) -> "Picked":
        """Those of these rows for which every mask holds."""
        together: Array | None = None
        for mask in masks:
            together = mask if together is None else together & mask
        return self if together is None else self.where(together)

    def at(self, order: Array | slice) -> "Picked":
        """The rows at these places among these rows. Distances that were measured go with them."""
        metres = self._fetched.get(METRES)
        return Picked(self._columns, self._where[order], None if metres is None else metres[order])

    def metres(self, point: GridPoint) -> Array:
        """Whole metres to each row, measured once: a search has one point.

        Exact: no square root of a whole number lies halfway between two, nor so near to it that a rounding could tell.
        """
        measured = self._fetched.get(METRES)
        if measured is None:
            apart = self["place"] - complex(point.easting, point.northing)
            measured = np.rint(np.abs(apart.astype(np.complex128))).astype(np.int32)
            self._fetched[METRES] = measured
        return measured


class Facet(Protocol):
    """One filter. `chosen` is what a search asks of it."""

    @property
    def counts_its_own_choice(self) -> bool: ...

    def passes(self, rows: Picked, chosen: Iterable[str]) -> Array: ...


@dataclass(frozen=True, slots=True)
class Words:
    """A row passes with one of the words chosen, or only with all of them."""

    name: str
    all_needed: bool = False

    @property
    def counts_its_own_choice(self) -> bool:
        return self.all_needed

    def passes(self, rows: Picked, chosen: Iterable[str]) -> Array:
        wanted = np.uint64(marks_of(self.name, chosen))
        shared = rows["marks"]["words"] & wanted
        passing: Array = shared == wanted if self.all_needed else shared != 0
        return passing


@dataclass(frozen=True, slots=True)
class Suits:
    """A row's ages take in the age asked for."""

    counts_its_own_choice: bool = False

    def passes(self, rows: Picked, chosen: Iterable[str]) -> Array:
        (age,) = chosen
        passing: Array = (rows["youngest"] <= int(age)) & (rows["oldest"] >= int(age))
        return passing


@dataclass(frozen=True, slots=True)
class Open:
    """Anyone may come to it or book it."""

    counts_its_own_choice: bool = False

    def passes(self, rows: Picked, chosen: Iterable[str]) -> Array:  # noqa: ARG002 - there is one thing to choose
        return FACETS["access"].passes(rows, OPEN_TO_ALL)


FACETS: Final[dict[str, Facet]] = {
    **{name: Words(name, all_needed=name == "facility") for name in WORDS},
    "age": Suits(),
    "open": Open(),
}


class Filtered:
    """Rows and what is asked of each facet: those that pass, and the counts."""

    def __init__(self, rows: Picked, choices: dict[str, Iterable[str]]) -> None:
        self._rows = rows
        self._masks = {name: FACETS[name].passes(rows, chosen) for name, chosen in choices.items()}
        self.passing = rows.where_all(self._masks.values())

    def tallies(self) -> Tallies:
        """How many rows each value of each facet has or would have."""
        tallies = tally(self.passing)
        for name in self._masks:
            if not FACETS[name].counts_its_own_choice:
                tallies[STANDS_AT[name]] = tally(self._without(name))[STANDS_AT[name]]
        return tallies

    def counts(self) -> Counts:
        """The same by the values' names."""
        tallies = self.tallies()
        return {name: dict(zip(COUNTED[name], tallies[where], strict=True)) for name, where in STANDS_AT.items()}

    def _without(self, name: str) -> Picked:
        """The rows that pass all but one facet's own choice."""
        return self._rows.where_all(mask for other, mask in self._masks.items() if other != name)


def tally(rows: Picked) -> Tallies:
    """How many of the rows have each value of each facet: their marks laid out as a table of bits, and added up."""
    table = np.unpackbits(rows["marks"].view(np.uint8), bitorder="little")
    tallies: Tallies = _sums(table.view(np.uint64).reshape(-1, BITS // 8)).tolist()
    tallies.append(sum(_OPEN_BITS(tallies)))
    return tallies


def _sums(table: Array) -> Array:
    """The sums of a table of bytes that are 0 or 1: eight are added at once, side by side in a number of 64 bits.

    Each has room for 255. What is more is added up in parts of that many rows.
    """
    sums: Array
    if len(table) <= _IN_A_BYTE:
        sums = np.add.reduce(table, axis=0).view(np.uint8)
    else:
        parts = np.add.reduceat(table, np.arange(0, len(table), _IN_A_BYTE), axis=0)
        sums = np.add.reduce(parts.view(np.uint8), axis=0, dtype=np.uint32)
    return sums
