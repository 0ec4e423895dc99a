"""Where things stand on a small map: plain numbers on paper, made from metres on the British National Grid.

A map is drawn from open boundaries by ourselves, so that nobody else learns which centre a family looks up.
It is 400 units wide: on a phone a unit is a little less than a pixel, so that its words stay readable.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fingerpost.base.grid import METRES_PER_MILE, GridPoint

WIDTH = 400
HEIGHT = 320
EDGE = 4
LETTER = 0.56  # the width of a letter, as a share of its height, in the faces that phones come with
BAR_MILES = (5, 2, 1, 0.5, 0.25)
LONGEST_BAR = WIDTH / 3

Ring = Sequence[Sequence[float]]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the paper that something already fills."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def on_paper(self) -> bool:
        return self.left >= EDGE and self.top >= EDGE and self.right <= WIDTH - EDGE and self.bottom <= HEIGHT - EDGE


@dataclass(frozen=True, slots=True)
class Frame:
    """The piece of country on the paper: its middle, and the metres from there to the left and right edge."""

    middle: GridPoint
    reach: int

    @property
    def scale(self) -> float:
        """Units a metre."""
        return WIDTH / (2 * self.reach)

    def place(self, easting: float, northing: float) -> tuple[float, float]:
        """A point of the grid on the paper, y downwards, to a tenth of a unit."""
        x = WIDTH / 2 + (easting - self.middle.easting) * self.scale
        y = HEIGHT / 2 - (northing - self.middle.northing) * self.scale
        return round(x, 1), round(y, 1)

    def holds(self, point: GridPoint, edge: float = EDGE) -> bool:
        """Whether a point stands on the paper with so much room around it."""
        x, y = self.place(point.easting, point.northing)
        return edge <= x <= WIDTH - edge and edge <= y <= HEIGHT - edge


@dataclass(frozen=True, slots=True)
class Label:
    """A place's name, with its dot at x and y."""

    text: str
    x: float
    y: float
    size: int


@dataclass(frozen=True, slots=True)
class Bar:
    """A scale bar: its length on the paper, and what that is in miles."""

    length: float
    miles: float


def outline(frame: Frame, rings: Iterable[Ring]) -> str:
    """Rings of the grid as the `d` of an SVG path, relative and rounded, so that a map stays small."""
    return "".join(_ring(frame, ring) for ring in rings if len(ring) > 2)


def _ring(frame: Frame, ring: Ring) -> str:
    points = [tuple(round(value) for value in frame.place(*corner)) for corner in ring]
    x, y = points[0]
    steps = [f"M{x} {y}"]
    for corner in points[1:]:
        step = f"l{corner[0] - x} {corner[1] - y}"
        if step != "l0 0":
            steps.append(step)
        x, y = corner
    return "".join(steps) + "z"


def labels(frame: Frame, names: Iterable[tuple[str, GridPoint, int]], taken: Iterable[Box]) -> list[Label]:
    """The names, most important first, that can be written without running into a pin or each other."""
    full = list(taken)
    written = []
    for text, point, size in names:
        x, y = frame.place(point.easting, point.northing)
        box = _written(text, x, y, size)
        if box.on_paper() and not any(box.meets(other) for other in full):
            full.append(box)
            written.append(Label(text, x, y, size))
    return written


def _written(text: str, x: float, y: float, size: int) -> Box:
    half = len(text) * size * LETTER / 2
    return Box(x - half, y - size, x + half, y + size * 0.3)


def around(x: float, y: float, by: float) -> Box:
    """The box that a pin of this size fills, standing with its foot at x and y."""
    return Box(x - by, y - 2 * by, x + by, y + by / 2)


def scale_bar(frame: Frame) -> Bar:
    """The longest round number of miles that takes no more than a third of the paper."""
    for miles in BAR_MILES:
        length = miles * METRES_PER_MILE * frame.scale
        if length <= LONGEST_BAR:
            return Bar(round(length, 1), miles)
    return Bar(round(BAR_MILES[-1] * METRES_PER_MILE * frame.scale, 1), BAR_MILES[-1])


def reach_for(middle: GridPoint, points: Iterable[GridPoint], *, least: int, most: int) -> int:
    """How far to look so that the points stand on the paper with a margin, in metres within the given bounds."""
    needed = [
        max(
            abs(point.easting - middle.easting),
            abs(point.northing - middle.northing) * WIDTH / HEIGHT,
        )
        for point in points
    ]
    return min(max(int(max(needed, default=0) * 1.2), least), most)
