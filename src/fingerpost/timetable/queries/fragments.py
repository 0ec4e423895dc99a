"""Rendered pieces of rows, kept by what they were made from, so that nothing has to be told when it changes."""

from collections import OrderedDict
from collections.abc import Callable, Iterable
from threading import Lock
from typing import Generic, TypeVar

from fingerpost.timetable.queries.rows import SessionRow

Piece = TypeVar("Piece")


class Fragments(Generic[Piece]):
    """The last used pieces, one for each row, version of the row and language. It needs no clearing: a row that
    changes has another version, and the piece of the old one falls out in time."""

    def __init__(self, most: int, make: Callable[[SessionRow], Piece]) -> None:
        self._most = most
        self._make = make
        self._kept: OrderedDict[tuple[int, str], Piece] = OrderedDict()
        self._lock = Lock()

    def of(self, rows: Iterable[SessionRow], language: str) -> list[Piece]:
        """The piece of each row, in order."""
        return [self._one(row, (row.version, language)) for row in rows]

    def _one(self, row: SessionRow, key: tuple[int, str]) -> Piece:
        with self._lock:
            piece = self._kept.get(key)
            if piece is not None:
                self._kept.move_to_end(key)
                return piece
        piece = self._make(row)
        with self._lock:
            self._kept[key] = piece
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return piece
