"""A map with numbered pins, drawn from open boundaries: each pin leads to the same number in the list beside it.

Nobody else is asked for a picture, so nobody else learns what a family looks up. Pins that would lie on each other
are moved apart, each with a line to where it belongs, so that a thumb finds the right one.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import cos, hypot, pi, sin
from typing import Final, NamedTuple

from fingerpost.base.grid import METRES_PER_MILE, GridPoint
from fingerpost.places.models import LocalAuthority
from fingerpost.places.queries import BaseMap, Label, base_map

PIN: Final = 38  # units: on a small phone a pin is 24 pixels wide, the least that a thumb should have
APART: Final = 2 * PIN
EDGE: Final = PIN + 6
TALL: Final = 760  # of a drawing's 1,000 units: a map is less high than wide
TOP: Final = (1000 - TALL) // 2
ROUND: Final = 12  # directions in which a free place is looked for
RINGS: Final = 9
LEAST: Final = 900  # metres to the edge, so that streets' worth of country is always seen
MARGIN: Final = 1.25
BARS: Final = (20.0, 10.0, 5.0, 2.0, 1.0, 0.5, 0.25)
LONGEST_BAR: Final = 300


class Pinned(NamedTuple):
    """What a pin stands for."""

    number: int
    name: str
    point: GridPoint


class Pin(NamedTuple):
    """A pin on the paper: where it is drawn, and where the place is."""

    number: int
    name: str
    x: int
    y: int
    at: tuple[int, int]

    @property
    def moved(self) -> bool:
        return (self.x, self.y) != self.at


class Bar(NamedTuple):
    """A scale bar: its length on the paper, and the miles that it stands for."""

    units: int
    miles: str


@dataclass(frozen=True, slots=True)
class PlaceMap:
    """Everything that the template draws."""

    ground: BaseMap
    pins: list[Pin]
    here: tuple[int, int] | None
    labels: list[Label]
    bar: Bar

    @property
    def view_box(self) -> str:
        return f"0 {TOP} {self.ground.units} {TALL}"


def draw(authority: LocalAuthority, pinned: Sequence[Pinned], here: GridPoint | None = None) -> PlaceMap | None:
    """A map of the places, and of where the reader is; None where there is nothing to put on it."""
    points = [one.point for one in pinned] + ([here] if here else [])
    if not pinned:
        return None
    middle = _middle(points)
    ground = base_map(authority, middle, _reach(middle, points))
    pins = list(_spread(ground, pinned))
    return PlaceMap(
        ground=ground,
        pins=pins,
        here=ground.place(here) if here else None,
        labels=[label for label in ground.labels if _is_free(label, pins)],
        bar=_bar(ground),
    )


def _middle(points: Iterable[GridPoint]) -> GridPoint:
    eastings = [point.easting for point in points]
    northings = [point.northing for point in points]
    return GridPoint((min(eastings) + max(eastings)) // 2, (min(northings) + max(northings)) // 2)


def _reach(middle: GridPoint, points: Iterable[GridPoint]) -> int:
    """Metres from the middle to the side, so that every point stands on the paper with a margin."""
    furthest = max(
        max(abs(one.easting - middle.easting), abs(one.northing - middle.northing) * 1000 / TALL) for one in points
    )
    return max(LEAST, round(furthest * MARGIN))


def _spread(ground: BaseMap, pinned: Iterable[Pinned]) -> Iterator[Pin]:
    """Pins in order; one that would lie on another goes to the nearest free place around where it belongs."""
    taken: list[tuple[int, int]] = []
    for one in pinned:
        at = ground.place(one.point)
        x, y = next((spot for spot in _around(at) if _is_clear(spot, taken)), at)
        taken.append((x, y))
        yield Pin(one.number, one.name, x, y, at)


def _around(at: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """The place itself, then places on wider and wider rings around it."""
    yield at
    for ring in range(1, RINGS):
        for step in range(ROUND):
            turn = 2 * pi * step / ROUND
            yield round(at[0] + ring * PIN * cos(turn)), round(at[1] + ring * PIN * sin(turn))


def _is_clear(spot: tuple[int, int], taken: Iterable[tuple[int, int]]) -> bool:
    x, y = spot
    on_paper = EDGE <= x <= 1000 - EDGE and TOP + EDGE <= y <= TOP + TALL - EDGE
    return on_paper and all(hypot(x - other[0], y - other[1]) >= APART for other in taken)


def _is_free(label: Label, pins: Iterable[Pin]) -> bool:
    """Whether a name can be read: on the paper, and under no pin."""
    half = 10 * len(label.name)
    inside = half < label.x < 1000 - half and TOP + EDGE < label.y < TOP + TALL - EDGE
    return inside and not any(abs(pin.x - label.x) < half + PIN and abs(pin.y - label.y) < APART for pin in pins)


def _bar(ground: BaseMap) -> Bar:
    """The longest round number of miles that is not too long."""
    lengths = ((miles, round(miles * METRES_PER_MILE / ground.metres_per_unit)) for miles in BARS)
    miles, units = next(((m, u) for m, u in lengths if u <= LONGEST_BAR), (BARS[-1], LONGEST_BAR))
    return Bar(units, f"{miles:g}")
