"""Rendered pieces of rows, kept by what they were made from, so that nothing has to be told when it changes."""

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from fingerpost.timetable.queries.remembered import Remembered
from fingerpost.timetable.queries.rows import SessionRow

Piece = TypeVar("Piece")


class Fragments(Generic[Piece]):
    """A piece for each row, version of the row and language. It needs no clearing: a row that changes has another
    version, and the piece of the old one falls out in time."""

    def __init__(self, most: int, make: Callable[[SessionRow], Piece]) -> None:
        self._make = make
        self._kept: Remembered[tuple[int, str], Piece] = Remembered(most)

    def of(self, rows: Iterable[SessionRow], language: str) -> list[Piece]:
        """The piece of each row, in order."""
        known = self._kept.get
        return [known((row.version, language)) or self._made(row, language) for row in rows]

    def _made(self, row: SessionRow, language: str) -> Piece:
        piece = self._make(row)
        self._kept.keep({(row.version, language): piece}, self._kept.edition)
        return piece
