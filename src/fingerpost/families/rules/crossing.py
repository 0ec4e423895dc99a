"""Pairs of families in columns: what each of a pair has several of, laid beside all that the other has.

A county's import lays half a million pairs of families side by side. As columns of numbers that takes seconds.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.int64]
Texts = NDArray[np.object_]
Each = TypeVar("Each")


def column(texts: Iterable[str]) -> Texts:
    """Texts that can be picked by their places."""
    told = list(texts)
    kept = np.empty(len(told), np.object_)
    kept[:] = told
    return kept


@dataclass(frozen=True, slots=True)
class Crossed:
    """Each that one of a pair has, beside each that the other has.

    rows: of which pair. left, right: which of theirs. one, other: their places in a column of what all have.
    """

    rows: Rows
    left: Rows
    right: Rows
    one: Rows
    other: Rows

    def only(self, wanted: NDArray[np.bool_]) -> "Crossed":
        return Crossed(*(each[wanted] for each in (self.rows, self.left, self.right, self.one, self.other)))


@dataclass(frozen=True, slots=True)
class Pairs(Generic[Each]):
    """Pairs by the places of both in a list, in which each stands once in however many pairs it is."""

    everybody: list[Each]
    ones: Rows
    others: Rows

    @classmethod
    def of(cls, left: Sequence[Each], right: Sequence[Each]) -> "Pairs[Each]":
        both = [*left, *right]
        known = dict(zip(map(id, both), both, strict=True))
        places = dict(zip(known, range(len(known)), strict=True))
        sides = (np.fromiter(map(places.__getitem__, map(id, side)), np.int64, len(side)) for side in (left, right))
        return cls(list(known.values()), *sides)

    def column(self, told: Callable[[Each], str]) -> tuple[Texts, Texts]:
        """What is told of the left and of the right of each pair."""
        texts = column(map(told, self.everybody))
        return texts[self.ones], texts[self.others]

    def crossed(self, told: Sequence[Sequence[object]]) -> Crossed:
        """What each of them has, in the order of the list, crossed pair by pair."""
        many = np.fromiter(map(len, told), np.int64, len(told))
        begins = np.cumsum(many) - many
        across = many[self.others]
        count = many[self.ones] * across
        rows = np.repeat(np.arange(len(count)), count)
        left, right = np.divmod(np.arange(len(rows)) - np.repeat(np.cumsum(count) - count, count), across[rows])
        return Crossed(rows, left, right, begins[self.ones][rows] + left, begins[self.others][rows] + right)
