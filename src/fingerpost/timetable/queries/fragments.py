"""Rendered pieces of rows, kept on the row that they were made from: what a new row brings with it is drawn anew."""

from collections.abc import Callable, Iterable
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

    def of(self, rows: Iterable[SessionRow], language: str) -> list[Piece]:
        """The piece of each row, in order."""
        name = f"{self._name} {language}"
        return [vars(row).get(name) or self._made(row, name) for row in rows]

    def _made(self, row: SessionRow, name: str) -> Piece:
        piece = vars(row)[name] = self._make(row)
        return piece
