"""Cutting outlines to a window and writing them as the path of a drawing, in whole units."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from fingerpost.base.grid import GridPoint

UNITS = 1_000  # the width and the height of a drawing
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Window:
    """A square of the grid, in metres: what a map shows."""

    west: int
    south: int
    size: int

    @classmethod
    def around(cls, middle: GridPoint, radius: int) -> "Window":
        return cls(middle.easting - radius, middle.northing - radius, 2 * radius)

    def place(self, point: GridPoint) -> tuple[int, int]:
        """Where a point lies in the drawing: right and down, in units. Outside of it where it lies outside."""
        scale = UNITS / self.size
        return (
            round((point.easting - self.west) * scale),
            round((self.south + self.size - point.northing) * scale),
        )

    def holds(self, point: GridPoint, margin: int = 0) -> bool:
        x, y = self.place(point)
        return -margin <= x <= UNITS + margin and -margin <= y <= UNITS + margin

    def units(self, line: Ints) -> Ints:
        """A line of eastings and northings as units right and down."""
        moved = line - (self.west, self.south)
        moved[:, 1] = self.size - moved[:, 1]
        return moved * UNITS // self.size


class Lines:
    """Many lines, ready to be cut to a window: each knows how far it reaches."""

    def __init__(self, lines: Iterable[Sequence[Sequence[int]]]) -> None:
        self._lines = [np.array(line) for line in lines if len(line) > 1]
        self._low = np.array([line.min(axis=0) for line in self._lines]).reshape(-1, 2)
        self._high = np.array([line.max(axis=0) for line in self._lines]).reshape(-1, 2)

    def path_in(self, window: Window) -> str:
        """The lines that touch the window, as one path of whole units; what lies outside is left out."""
        corner = np.array([window.west, window.south])
        touching = ((self._high >= corner) & (self._low <= corner + window.size)).all(axis=1)
        lines = (self._lines[index] for index in np.flatnonzero(touching))
        return "".join(_drawn(run) for line in lines for run in _runs(window.units(line)))


def borders(rings: Iterable[Sequence[Sequence[int]]]) -> Iterator[list[Sequence[int]]]:
    """The borders of areas as lines, each only once although two areas share it."""
    drawn: set[frozenset[tuple[int, ...]]] = set()
    for ring in rings:
        line: list[Sequence[int]] = [ring[0]]
        for here, there in pairwise(ring):
            edge = frozenset((tuple(here), tuple(there)))
            if edge in drawn:
                yield line
                line = [there]
            else:
                drawn.add(edge)
                line.append(there)
        yield line


def _runs(points: Ints) -> Iterator[Ints]:
    """The stretches of a line that touch the drawing, thinned to one point a unit."""
    low = np.minimum(points[:-1], points[1:])
    high = np.maximum(points[:-1], points[1:])
    touching = ((high >= 0) & (low <= UNITS)).all(axis=1)
    if not touching.any():
        return
    edges = np.flatnonzero(np.diff(np.concatenate([[False], touching, [False]]).astype(int)))
    for start, end in zip(edges[0::2], edges[1::2], strict=True):
        run = points[start : end + 1]
        moved = np.abs(np.diff(run, axis=0)).sum(axis=1) > 1
        moved[-1:] = True
        yield run[np.concatenate([[True], moved])]


def _drawn(run: Ints) -> str:
    """A move to the first point, then steps: `M10 20l5-3 2 8`."""
    first, steps = run[0], np.diff(run, axis=0).ravel().tolist()
    return f"M{first[0]} {first[1]}l" + "".join(f" {step}" if step >= 0 else f"{step}" for step in steps).lstrip()
