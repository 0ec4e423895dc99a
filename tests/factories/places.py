"""Wealdmoor's authority, areas, groups, centres and venues."""

from collections.abc import Sequence
from datetime import date, time
from itertools import count
from typing import Any

from django.utils.text import slugify

from fingerpost.base.grid import GridPoint
from fingerpost.places.models import (
    Building,
    Centre,
    CentreGroup,
    CentreListing,
    Designation,
    District,
    GroupMembership,
    LeadAgency,
    LocalAuthority,
    OpeningHours,
    PlaceName,
    Postcode,
    Premises,
    ReachArea,
    SchoolTerm,
    SmallArea,
    Venue,
)
from fingerpost.places.vocabulary import (
    Facility,
    PlaceNameKind,
    PremisesState,
    VenueKind,
    Weekday,
)

BEGINNING = date(2015, 9, 1)
MARKET_CROSS = GridPoint(400_000, 300_000)

_numbers = count(1)


def make_authority(**values: Any) -> LocalAuthority:
    """An authority of its own: Wealdmoor unless told otherwise."""
    defaults = {
        "code": "999",
        "name": "Wealdmoor",
        "slug": "wealdmoor",
        "centre_word": "family centre",
        "centre_word_plural": "family centres",
        "telephone": "01632 960001",
        "family_information_telephone": "01632 960002",
        "family_information_url": "https://wealdmoor.example/families",
        "safeguarding_telephone": "01632 960003",
        "website": "https://wealdmoor.example",
    }
    return LocalAuthority.objects.create(**(defaults | values))


def wealdmoor() -> LocalAuthority:
    """The one authority of a test: the first there is, or a new one."""
    return LocalAuthority.objects.order_by("pk").first() or make_authority()


def make_district(name: str = "", **values: Any) -> District:
    number = next(_numbers)
    defaults = {
        "authority": values.get("authority") or wealdmoor(),
        "code": f"E07{number:06}",
        "name": name or f"District {number}",
    }
    return District.objects.create(**(defaults | values))


def some_district() -> District:
    """The first district of Wealdmoor, or a new one."""
    return District.objects.order_by("pk").first() or make_district("Moorside")


def make_small_area(at: GridPoint = MARKET_CROSS, **values: Any) -> SmallArea:
    """A small area around a point, with 250 under-fives in the fifth tenth of deprivation."""
    number = next(_numbers)
    defaults = {
        "code": f"E01{number:06}",
        "name": f"Moorside {number:03}A",
        "district": values.get("district") or some_district(),
        "ward": "Market Cross",
        "easting": at.easting,
        "northing": at.northing,
        "deprivation_rank": 16_000,
        "deprivation_decile": 5,
        "child_poverty_decile": 5,
        "children_by_age": [50, 50, 50, 50, 50],
        "successors": [],
        "boundary": [square(at, 500)],
    }
    return SmallArea.objects.create(**(defaults | values))


def square(at: GridPoint, half: int) -> list[list[int]]:
    """A closed ring around a point, in the form that boundaries are kept in."""
    west, east = at.easting - half, at.easting + half
    south, north = at.northing - half, at.northing + half
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def make_postcode(code: str, at: GridPoint = MARKET_CROSS, small_area: SmallArea | None = None) -> Postcode:
    """A postcode, compact (`WM12AB`), in a small area or in none that is known."""
    return Postcode.objects.create(
        code=code,
        easting=at.easting,
        northing=at.northing,
        district_code=small_area.district.code if small_area else "E07999999",
        small_area_code=small_area.code if small_area else "",
    )


def make_place_name(name: str, at: GridPoint = MARKET_CROSS) -> PlaceName:
    return PlaceName.objects.create(
        authority=wealdmoor(),
        name=name,
        kind=PlaceNameKind.TOWN,
        easting=at.easting,
        northing=at.northing,
    )


def make_group(name: str = "", **values: Any) -> CentreGroup:
    """A group of centres that still stands, run by a lead agency."""
    number = next(_numbers)
    name = name or f"Group {number}"
    defaults = {
        "authority": values.get("authority") or wealdmoor(),
        "register_number": f"{number:05}",
        "name": name,
        "slug": slugify(name),
        "lead_agency": LeadAgency.objects.get_or_create(name="Moor and Vale Trust")[0],
        "valid_from": BEGINNING,
    }
    return CentreGroup.objects.create(**(defaults | values))


def some_group() -> CentreGroup:
    """The first group there is, or a new one."""
    return CentreGroup.objects.order_by("pk").first() or make_group("Moorside group")


def make_building(at: GridPoint = MARKET_CROSS, **values: Any) -> Building:
    number = next(_numbers)
    defaults = {
        "authority": values.get("authority") or wealdmoor(),
        "address_lines": [f"{number} Mill Lane"],
        "town": "Wealdmoor",
        "postcode": "WM12AB",
        "easting": at.easting,
        "northing": at.northing,
        "district": some_district(),
        "facilities": [Facility.STEP_FREE, Facility.BABY_CHANGING],
        "directions": "The door is beside the library.",
    }
    return Building.objects.create(**(defaults | values))


def make_centre(  # a centre is several records in reality, and one thing to a test
    name: str = "",
    *,
    at: GridPoint = MARKET_CROSS,
    group: CentreGroup | None = None,
    building: Building | None = None,
    state: PremisesState = PremisesState.OPEN,
    notice: str = "",
    **values: Any,
) -> Centre:
    """A designated centre with its listing, group, building and the venue in it."""
    number = next(_numbers)
    name = name or f"Centre {number}"
    group = group or some_group()
    defaults = {
        "authority": group.authority,
        "number": f"{20_000 + number}",
        "slug": slugify(name),
        "district": some_district(),
        "opened": date(2007, 4, 1),
    }
    centre = Centre.objects.create(**(defaults | values))
    _list(centre, name)
    GroupMembership.objects.create(centre=centre, group=group, valid_from=BEGINNING)
    building = building or make_building(at, authority=group.authority)
    Premises.objects.create(centre=centre, building=building, state=state, notice=notice, valid_from=BEGINNING)
    make_venue(name, kind=VenueKind.CENTRE, building=building, at=building.point)
    return centre


def _list(centre: Centre, name: str) -> None:
    Designation.objects.create(centre=centre, valid_from=BEGINNING)
    CentreListing.objects.create(
        centre=centre,
        name=name,
        telephone="01632 960100",
        website="https://centre.example",
        email="hello@centre.example",
        valid_from=BEGINNING,
    )


def make_venue(
    name: str = "", *, kind: VenueKind = VenueKind.VILLAGE_HALL, at: GridPoint = MARKET_CROSS, **values: Any
) -> Venue:
    """A place to hold a session; a family's home and online have no place on the map."""
    placed = kind not in {VenueKind.FAMILY_HOME, VenueKind.ONLINE}
    where = {
        "town": "Wealdmoor",
        "postcode": "WM12AB",
        "easting": at.easting,
        "northing": at.northing,
    }
    defaults = {
        "authority": values.get("authority") or wealdmoor(),
        "kind": kind,
        "name": name or f"Venue {next(_numbers)}",
    }
    return Venue.objects.create(**(defaults | (where if placed else {}) | values))


def venue_of(centre: Centre) -> Venue:
    """The venue in a centre's own building."""
    return Venue.objects.get(building__premises__centre=centre, building__isnull=False)


def make_reach(centre: Centre, small_area: SmallArea, **values: Any) -> ReachArea:
    """That the centre serves the small area, from the beginning and still."""
    return ReachArea.objects.create(**{"centre": centre, "small_area": small_area, "valid_from": BEGINNING} | values)


def make_opening_hours(
    centre: Centre,
    weekdays: Sequence[Weekday] = tuple(Weekday)[:5],
    *,
    opens: time = time(9),
    closes: time = time(16, 30),
    **values: Any,
) -> list[OpeningHours]:
    """Open from Monday to Friday unless told otherwise, all year round."""
    return [
        OpeningHours.objects.create(
            **{"centre": centre, "weekday": weekday, "opens": opens, "closes": closes, "valid_from": BEGINNING} | values
        )
        for weekday in weekdays
    ]


def make_school_term(first: date, last: date, name: str = "Autumn term") -> SchoolTerm:
    return SchoolTerm.objects.create(authority=wealdmoor(), name=name, valid_from=first, valid_to=last)
