"""Boundaries made small: shared borders become arcs that are simplified once, so that neighbours still fit.

The form is that of TopoJSON in spirit: `arcs` are lines of whole metres on the British National Grid (first point,
then differences), `areas` name the arcs around each area; `~n` is arc n walked backwards.
"""

from collections import defaultdict
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
from pyproj import Transformer

TOLERANCE = 15.0  # metres
Point = tuple[int, int]
Ring = list[Point]


def topology(shapes: dict[str, Any], to_grid: Transformer) -> dict[str, Any]:
    """A GeoJSON collection of areas (property `lsoa11`) as arcs and areas."""
    rings = {feature["properties"]["lsoa11"]: _outer_rings(feature, to_grid) for feature in shapes["features"]}
    junctions = _junctions([ring for each in rings.values() for ring in each])
    arcs: dict[tuple[Point, ...], int] = {}
    areas = {code: [_as_arcs(ring, junctions, arcs) for ring in each] for code, each in rings.items()}
    return {"arcs": [_differences(simplified(arc)) for arc in arcs], "areas": areas}


def _outer_rings(feature: dict[str, Any], to_grid: Transformer) -> list[Ring]:
    shape = feature["geometry"]
    polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
    return [_on_grid(polygon[0], to_grid) for polygon in polygons]


def _on_grid(ring: list[list[float]], to_grid: Transformer) -> Ring:
    """A ring in whole metres, without its closing point and without repeats."""
    longitudes, latitudes = zip(*ring, strict=True)
    eastings, northings = to_grid.transform(longitudes, latitudes)
    points = [(round(e), round(n)) for e, n in zip(eastings, northings, strict=True)][:-1]
    return [point for before, point in zip([points[-1], *points], points, strict=False) if point != before]


def _junctions(rings: list[Ring]) -> set[Point]:
    """Points where borders meet: more or fewer than two neighbours."""
    neighbours: defaultdict[Point, set[Point]] = defaultdict(set)
    for ring in rings:
        for here, there in zip(ring, [*ring[1:], ring[0]], strict=True):
            neighbours[here].add(there)
            neighbours[there].add(here)
    return {point for point, near in neighbours.items() if len(near) != 2}


def _as_arcs(ring: Ring, junctions: set[Point], arcs: dict[tuple[Point, ...], int]) -> list[int]:
    """The numbers of the arcs around a ring; arcs not met before are added."""
    start = next((index for index, point in enumerate(ring) if point in junctions), 0)
    turned = [*ring[start:], *ring[:start], ring[start]]
    cuts = [index for index, point in enumerate(turned) if point in junctions or index in (0, len(turned) - 1)]
    return [_number(tuple(turned[begin : end + 1]), arcs) for begin, end in pairwise(cuts)]


def _number(arc: tuple[Point, ...], arcs: dict[tuple[Point, ...], int]) -> int:
    if arc[::-1] in arcs:
        return ~arcs[arc[::-1]]
    return arcs.setdefault(arc, len(arcs))


def simplified(arc: tuple[Point, ...]) -> list[Point]:
    """Douglas and Peucker's lines, but a closed arc keeps at least a triangle."""
    if arc[0] == arc[-1]:
        third = max(1, len(arc) // 3)
        pieces = (arc[: third + 1], arc[third : 2 * third + 1], arc[2 * third :])
        return [*_reduced(pieces[0])[:-1], *_reduced(pieces[1])[:-1], *_reduced(pieces[2])]
    return _reduced(arc)


def _reduced(line: tuple[Point, ...]) -> list[Point]:
    if len(line) < 3:
        return list(line)
    away = _distances(np.array(line, dtype=float))
    furthest = int(away.argmax())
    if away[furthest] <= TOLERANCE:
        return [line[0], line[-1]]
    return [*_reduced(line[: furthest + 1])[:-1], *_reduced(line[furthest:])]


def _distances(points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """How far each point lies from the straight line between the ends."""
    along = points[-1] - points[0]
    length = float(np.hypot(*along))
    offset = points - points[0]
    away: npt.NDArray[np.float64] = np.hypot(offset[:, 0], offset[:, 1])
    if length:
        away = np.abs(along[0] * offset[:, 1] - along[1] * offset[:, 0]) / length
    return away


def _differences(points: list[Point]) -> list[int]:
    numbers = list(points[0])
    for (x0, y0), (x1, y1) in pairwise(points):
        numbers += [x1 - x0, y1 - y0]
    return numbers
