"""Which centre serves which small area, where the authority has not said: the nearest of the area's own district."""

from collections.abc import Sequence
from dataclasses import dataclass

from fingerpost.base.grid import GridPoint


@dataclass(frozen=True, slots=True)
class Served:
    """A small area to be served, or a centre to serve: its key, its place and its district's key."""

    key: int
    point: GridPoint
    district: int | None


def nearest_of_district(areas: Sequence[Served], centres: Sequence[Served]) -> dict[int, int]:
    """Area's key -> centre's key.

    Centres that share a building are equally near to everywhere. They are two services for two areas, so that the
    areas nearest to the building are shared out evenly among them, from west to east.
    """
    by_district: dict[int | None, list[Served]] = {}
    for centre in sorted(centres, key=lambda centre: centre.key):
        by_district.setdefault(centre.district, []).append(centre)
    at_building: dict[tuple[int | None, GridPoint], list[Served]] = {}
    for area in areas:
        able = by_district.get(area.district) or centres
        if able:
            nearest = min(able, key=lambda centre: (area.point.metres_to(centre.point), centre.key))
            at_building.setdefault((nearest.district, nearest.point), []).append(area)
    return {
        area: centre
        for (district, point), near in at_building.items()
        for area, centre in _shared_out(near, [each for each in by_district[district] if each.point == point])
    }


def _shared_out(areas: list[Served], centres: list[Served]) -> list[tuple[int, int]]:
    ordered = sorted(areas, key=lambda area: (area.point.easting, area.key))
    return [(area.key, centres[index * len(centres) // len(ordered)].key) for index, area in enumerate(ordered)]
