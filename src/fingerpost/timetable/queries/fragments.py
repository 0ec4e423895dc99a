"""Rendered pieces of rows, kept on the row that they were made from: what a new row brings with it is drawn anew.

They are kept beside the row as well, under the number of its session, so that a list is put together without its rows.
"""

from collections.abc import Callable, Sequence
from functools import partial
from operator import attrgetter
from typing import Generic, TypeVar

from fingerpost.timetable.queries.rows import SessionRow, drawn_in_order

Piece = TypeVar("Piece")


class Fragments(Generic[Piece]):
    """A piece for each row and language. It needs no clearing: a row that changes is read into another row, which has
    no pieces yet, and those of the old one go with it."""

    def __init__(self, name: str, make: Callable[[SessionRow], Piece]) -> None:
        """`name`: under which the pieces are kept, another one for each kind."""
        self._name = name
        self._make = make

    def of(self, rows: Sequence[SessionRow], language: str) -> list[Piece]:
        """The piece of each row, in order."""
        name = f"{self._name} {language}"
        try:
            return list(map(attrgetter(name), rows))
        except AttributeError:
            return [self._of(row, name) for row in rows]

    def of_sessions(self, ids: Sequence[int], language: str) -> list[Piece | None]:
        """The piece of each session, in order; None for one that is gone. At most one query."""
        name = f"{self._name} {language}"
        return drawn_in_order(ids, name, partial(self._of, name=name))

    def _of(self, row: SessionRow, name: str) -> Piece:
        kept = vars(row)
        if name not in kept:
            kept[name] = self._make(row)
        piece: Piece = kept[name]
        return piece
