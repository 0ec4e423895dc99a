"""Distances on the British National Grid (OSGB36), in metres; people are told miles."""

from dataclasses import dataclass
from math import hypot

METRES_PER_MILE = 1609.344


@dataclass(frozen=True, slots=True)
class GridPoint:
    """A place on the British National Grid, in whole metres."""

    easting: int
    northing: int

    def metres_to(self, other: "GridPoint") -> int:
        return round(hypot(self.easting - other.easting, self.northing - other.northing))


def miles(metres: float) -> float:
    """Metres as miles, to a tenth below ten miles and to a whole mile above."""
    distance = metres / METRES_PER_MILE
    return round(distance, 1) if distance < 10 else float(round(distance))
