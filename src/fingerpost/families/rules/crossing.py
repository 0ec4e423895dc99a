"""Pairs of families in columns: what each of a pair has several of, laid beside all that the other has.

A county's import lays half a million pairs of families side by side. As columns of numbers that takes seconds.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.int64]
Texts = NDArray[np.object_]


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
class Several:
    """Whose is what in a column of what families have several of: where each begins, and how many are theirs."""

    begins: Rows
    many: Rows

    @classmethod
    def of(cls, told: Sequence[Sequence[object]]) -> "Several":
        many = np.fromiter(map(len, told), np.int64, len(told))
        return cls(np.cumsum(many) - many, many)

    def crossed(self, ones: Rows, others: Rows) -> Crossed:
        """What each of the ones has, crossed with what the other in the same place has."""
        across = self.many[others]
        count = self.many[ones] * across
        rows = np.repeat(np.arange(len(count)), count)
        left, right = np.divmod(np.arange(len(rows)) - np.repeat(np.cumsum(count) - count, count), across[rows])
        return Crossed(rows, left, right, self.begins[ones][rows] + left, self.begins[others][rows] + right)
