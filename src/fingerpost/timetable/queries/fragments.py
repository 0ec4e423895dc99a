"""Rendered pieces of rows, kept on the row that they were made from: what a new row brings with it is drawn anew."""

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Generic, TypeVar

from fingerpost.timetable.queries.rows import SessionRow

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

    def _of(self, row: SessionRow, name: str) -> Piece:
        kept = vars(row)
        if name not in kept:
            kept[name] = self._make(row)
        piece: Piece = kept[name]
        return piece
