"""What stands on a small map, besides its ground: pins, names that keep clear of them, a bar that says how far.

Units are those of `places.rules.drawing`: a map is a square of 1,000, about 3 of them to a pixel of a phone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from fingerpost.base.grid import METRES_PER_MILE, GridPoint
from fingerpost.places.queries.maps import BaseMap, Label
from fingerpost.places.rules.drawing import UNITS, Window

EDGE = 12
LETTER = 0.56  # the width of a letter, as a share of its height, in the faces that phones come with
TOWN, VILLAGE = 42, 36  # heights of letters
ASIDE = (0, 70, -90)  # how far down a name may be moved to find room
BAR_MILES = (5.0, 2.0, 1.0, 0.5, 0.25)
LONGEST_BAR = UNITS / 3

Ring = Sequence[Sequence[float]]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle that something already fills."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def on_paper(self) -> bool:
        inside = self.left >= EDGE and self.top >= EDGE
        return inside and self.right <= UNITS - EDGE and self.bottom <= UNITS - EDGE


@dataclass(frozen=True, slots=True)
class Pin:
    """A centre on the map, with the number that the list beside it gives it; the map's own centre has none."""

    x: int
    y: int
    number: int | None


@dataclass(frozen=True, slots=True)
class Bar:
    """A scale bar: its length in units, and what that is in miles."""

    length: int
    miles: float


def closed_path(window: Window, rings: Iterable[Ring]) -> str:
    """Areas that can be filled: whole rings, in steps of whole units; what lies outside the drawing is cut by it."""
    return "".join(_ring(window, ring) for ring in rings if len(ring) > 2)


def _ring(window: Window, ring: Ring) -> str:
    points = window.units(np.array(ring))
    steps = np.diff(points, axis=0)
    seen = steps[np.any(steps != 0, axis=1)].tolist()
    return f"M{points[0][0]} {points[0][1]}" + "".join(f"l{right} {down}" for right, down in seen) + "z"


def pins(ground: BaseMap, own: GridPoint, others: Iterable[GridPoint]) -> list[Pin]:
    """The centre's own pin and its neighbours', in the order of the list; one beyond the edge is left out."""
    placed = [(ground.place(point), number) for number, point in enumerate(others, 1)]
    there = [Pin(x, y, number) for (x, y), number in placed if 0 <= x <= UNITS and 0 <= y <= UNITS]
    return [*reversed(there), Pin(*ground.place(own), None)]


def clear_labels(labels: Iterable[Label], taken: Iterable[Pin]) -> list[Label]:
    """The names that stand on the map whole and run into no pin and no other name, towns first.

    One that has no room where it belongs is moved a little below or above.
    """
    full = [_filled(pin) for pin in taken]
    written = []
    for label in sorted(labels, key=lambda label: not label.is_town):
        moved = (replace(label, y=label.y + down) for down in ASIDE)
        free = next((each for each in moved if _is_free(_written(each), full)), None)
        if free:
            full.append(_written(free))
            written.append(free)
    return written


def _is_free(box: Box, full: Iterable[Box]) -> bool:
    return box.on_paper() and not any(box.meets(other) for other in full)


def _written(label: Label) -> Box:
    size = TOWN if label.is_town else VILLAGE
    half = len(label.name) * size * LETTER / 2
    return Box(label.x - half, label.y - size, label.x + half, label.y + size * 0.3)


def _filled(pin: Pin) -> Box:
    """A pin stands with its foot on the place."""
    return Box(pin.x - 36, pin.y - 90, pin.x + 36, pin.y + 10)


def scale_bar(metres_per_unit: float) -> Bar:
    """The longest round number of miles that takes no more than a third of the map, or else the shortest."""
    lengths = [(miles, miles * METRES_PER_MILE / metres_per_unit) for miles in BAR_MILES]
    miles, length = next((each for each in lengths if each[1] <= LONGEST_BAR), lengths[-1])
    return Bar(round(length), miles)


def reach_for(middle: GridPoint, points: Iterable[GridPoint], *, least: int, most: int) -> int:
    """How far a map must reach for the points to stand on it with a margin, in metres within the given bounds."""
    needed = [max(abs(point.easting - middle.easting), abs(point.northing - middle.northing)) for point in points]
    return min(max(int(max(needed, default=0) * 1.2), least), most)
