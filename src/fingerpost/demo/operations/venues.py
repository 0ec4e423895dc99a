"""Where the make-believe is held: rooms of the real centres, and invented halls on real postcodes near them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from random import Random
from typing import Any

import numpy as np

from fingerpost.base.grid import GridPoint
from fingerpost.demo.operations.setting import BY, Seat, Setting, told
from fingerpost.demo.rules.drawing import draw
from fingerpost.places.models import Building, PlaceName, Postcode, Venue
from fingerpost.places.operations.venues import PlannedVenue, add_venues
from fingerpost.places.vocabulary import Facility, PremisesState, VenueKind

COMMON = (Facility.STEP_FREE, Facility.BABY_CHANGING, Facility.BUGGY_PARK, Facility.ACCESSIBLE_TOILET)
RARER = (
    Facility.PARKING,
    Facility.DISABLED_PARKING,
    Facility.HEARING_LOOP,
    Facility.QUIET_SPACE,
    Facility.FEEDING_SPACE,
)
BORROWED = "community"
WITHOUT_FACILITIES = frozenset({VenueKind.ONLINE, VenueKind.FAMILY_HOME, VenueKind.OUTDOORS})

Venues = Mapping[
    tuple[str, str], Venue
]  # by kind (the pattern's word) and whose: a number of a centre, group or county, or a town


class Ground:
    """The real postcodes and place names of the county, to put invented halls among."""

    def __init__(self, county: Setting) -> None:
        districts = [district.code for district in county.authority.districts.all()]
        codes = Postcode.objects.filter(district_code__in=districts).order_by("code")
        rows = list(codes.values_list("code", "easting", "northing"))
        self.codes = [code for code, _easting, _northing in rows]
        self.points = np.array([row[1:] for row in rows], dtype=float).reshape(-1, 2)
        self.names = list(PlaceName.objects.filter(authority=county.authority).order_by("name"))

    def near(self, point: GridPoint, least: int, most: int, luck: Random) -> tuple[str, GridPoint] | None:
        """A postcode between two distances from a point, and where it is; None where there is none."""
        metres = np.hypot(self.points[:, 0] - point.easting, self.points[:, 1] - point.northing)
        within = np.flatnonzero((metres >= least) & (metres <= most))
        if not within.size:
            return None
        chosen = int(within[luck.randrange(within.size)])
        return self.codes[chosen], GridPoint(int(self.points[chosen, 0]), int(self.points[chosen, 1]))

    def name_at(self, point: GridPoint, otherwise: str) -> str:
        """The named place nearest to a point."""
        return min(self.names, key=lambda name: name.point.metres_to(point)).name if self.names else otherwise


def make_venues(county: Setting) -> Venues:
    """Enter the venues that do not stand yet. By kind and whose they are."""
    wanted = list(_wanted(county))
    references = {key: county.reference("venue", *key) for key in wanted}
    standing = {venue.reference: venue for venue in Venue.objects.filter(reference__in=references.values())}
    if len(standing) < len(wanted):
        planned = _planned(county, {key: ref for key, ref in references.items() if ref not in standing})
        made = add_venues(authority=county.authority, planned=planned, by=BY, reference=county.authority.code)
        standing |= {venue.reference: venue for venue in made}
    return {key: standing[reference] for key, reference in references.items()}


def _wanted(county: Setting) -> Iterator[tuple[str, str]]:
    for row in told("venues"):
        if row["per"] == "county":
            yield row["key"], county.authority.code
        elif row["per"] == "group":
            yield from ((row["key"], cluster.number) for cluster in county.clusters)
        elif row["per"] == "town":
            yield from ((row["key"], town) for town in sorted({seat.card.town for seat in county.seats}))
        else:
            yield from ((row["key"], seat.number) for seat in county.seats)


def _planned(county: Setting, references: Mapping[tuple[str, str], str]) -> list[PlannedVenue]:
    ground, names = Ground(county), _Names()
    rows = {row["key"]: row for row in told("venues")}
    owners = _owners(county)
    buildings = Building.objects.in_bulk([seat.card.building_id for seat in county.seats])
    planned = []
    for (key, number), reference in references.items():
        row = rows[key]
        seat, group = owners[row["per"], number]
        if row["kind"] == VenueKind.CENTRE and seat.card.state == PremisesState.CLOSED:
            row = rows[BORROWED]  # nobody can be received in a closed building
        kind, luck = VenueKind(row["kind"]), draw(reference)
        named = PlannedVenue(kind=kind, name="", facilities=_facilities(kind, luck), reference=reference)
        if kind is VenueKind.CENTRE:
            name = row["names"][0].format(centre=seat.card.name)
            planned.append(replace(named, name=name, building=buildings[seat.card.building_id]))
        elif "near" in row:
            planned.append(_somewhere_near(named, row, seat, ground, names, luck))
        else:
            planned.append(replace(named, name=row["names"][0].format(group=group)))
    return planned


def _owners(county: Setting) -> dict[tuple[str, str], tuple[Seat, str]]:
    """Whose a venue can be, with the centre that it lies near and the name of that centre's group."""
    somewhere = county.clusters[0]
    owners = {("county", county.authority.code): (somewhere.seats[0], somewhere.group.name)}
    for cluster in county.clusters:
        owners["group", cluster.number] = (cluster.seats[0], cluster.group.name)
        for seat in cluster.seats:
            owners["centre", seat.number] = owners["town", seat.card.town] = (seat, cluster.group.name)
    return owners


def _somewhere_near(  # noqa: PLR0917 - all that an invented hall is drawn from
    named: PlannedVenue, row: Mapping[str, Any], seat: Seat, ground: Ground, names: "_Names", luck: Random
) -> PlannedVenue:
    least, most = row["near"]
    postcode, point = ground.near(seat.card.point, least, most, luck) or ("", seat.card.point)
    town = seat.card.town
    options = [each.format(town=town, place=ground.name_at(point, town)) for each in row["names"]]
    return replace(named, name=names.unused(options, luck), point=point, town=town, postcode=postcode)


def _facilities(kind: VenueKind, luck: Random) -> tuple[Facility, ...]:
    if kind in WITHOUT_FACILITIES:
        return ()
    return (*(each for each in COMMON if luck.random() < 0.85), *(each for each in RARER if luck.random() < 0.4))


class _Names:
    """Names in use; a second hall of the same name is told apart by a word that halls have."""

    APART = ("", "Old ", "New ", "North ", "South ", "East ", "West ", "Upper ", "Lower ", "Little ", "Great ")

    def __init__(self) -> None:
        self.used: dict[str, int] = defaultdict(int)

    def unused(self, names: list[str], luck: Random) -> str:
        order = [f"{apart}{name}" for apart in self.APART for name in luck.sample(names, len(names))]
        name = next((each for each in order if not self.used[each]), f"{names[0]} {len(self.used)}")
        self.used[name] += 1
        return name
