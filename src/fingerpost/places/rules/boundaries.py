"""Outlines of areas: unpacking the shipped form, and telling in which area a point lies.

The shipped form holds `arcs` (a first point, then differences, in metres) and `areas` (code: rings of arc numbers;
`~n` is arc n walked backwards), so that neighbours share their border exactly.
"""

from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Any

import numpy as np
import numpy.typing as npt

Line = list[list[int]]
Ints = npt.NDArray[np.int64]


def lines_of(arcs: Sequence[Sequence[int]]) -> list[Line]:
    """Every arc as a line of points."""
    return [[list(point) for point in zip(accumulate(arc[0::2]), accumulate(arc[1::2]), strict=True)] for arc in arcs]


def rings_of(packed: Mapping[str, Any]) -> dict[str, list[Line]]:
    """Each area's closed rings."""
    lines = lines_of(packed["arcs"])
    return {code: [_ring(numbers, lines) for numbers in rings] for code, rings in packed["areas"].items()}


def _ring(numbers: Sequence[int], lines: Sequence[Line]) -> Line:
    ring: Line = []
    for number in numbers:
        line = lines[number] if number >= 0 else lines[~number][::-1]
        ring.extend(line[1:] if ring else line)
    return ring


def outlines_of(packed: Mapping[str, Any], district_of: Mapping[str, str]) -> dict[str, list[Line]]:
    """Each district's outline: the arcs that only one of its areas has."""
    lines = lines_of(packed["arcs"])
    times: dict[str, dict[int, int]] = {}
    for code, rings in packed["areas"].items():
        seen = times.setdefault(district_of[code], {})
        for number in (number for ring in rings for number in ring):
            arc = number if number >= 0 else ~number
            seen[arc] = seen.get(arc, 0) + 1
    return {district: [lines[arc] for arc, count in seen.items() if count == 1] for district, seen in times.items()}


class Areas:
    """Areas by their rings, to be asked where many points lie at once."""

    def __init__(self, rings: Mapping[str, Sequence[Line]]) -> None:
        self.codes = list(rings)
        self._rings = [(index, np.array(ring)) for index, each in enumerate(rings.values()) for ring in each]

    def codes_at(self, eastings: Ints, northings: Ints) -> list[str]:
        """For each point the code of the area it lies in, or ""."""
        found = np.full(len(eastings), -1)
        order = np.argsort(eastings)
        sorted_eastings = eastings[order]
        for index, ring in self._rings:
            low, high = np.searchsorted(sorted_eastings, [ring[:, 0].min(), ring[:, 0].max() + 1])
            near = order[low:high]
            near = near[(northings[near] >= ring[:, 1].min()) & (northings[near] <= ring[:, 1].max())]
            found[near[_inside(eastings[near], northings[near], ring)]] = index
        return [self.codes[index] if index >= 0 else "" for index in found]


def _inside(eastings: Ints, northings: Ints, ring: Ints) -> npt.NDArray[np.bool_]:
    """Whether a line due west from each point crosses the ring an odd number of times."""
    x1, y1 = ring[:-1, 0, None], ring[:-1, 1, None]
    x2, y2 = ring[1:, 0, None], ring[1:, 1, None]
    spans = (y1 > northings) != (y2 > northings)
    rise = np.where(y2 == y1, 1, y2 - y1)
    crossing = (x2 - x1) * (northings - y1) / rise + x1
    odd: npt.NDArray[np.bool_] = (spans & (eastings < crossing)).sum(axis=0) % 2 == 1
    return odd
