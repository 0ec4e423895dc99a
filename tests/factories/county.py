"""All of Wealdmoor at once: centres with reach, hours and a week of sessions. For pages and journeys."""

from dataclasses import dataclass
from datetime import date, time, timedelta

from fingerpost.base.grid import GridPoint
from fingerpost.places.models import Centre, CentreGroup, LocalAuthority
from fingerpost.timetable.models import Session
from fingerpost.timetable.vocabulary import Access, Audience, Category
from tests.factories.places import (
    MARKET_CROSS,
    make_centre,
    make_district,
    make_group,
    make_opening_hours,
    make_place_name,
    make_postcode,
    make_reach,
    make_small_area,
    make_venue,
    wealdmoor,
)
from tests.factories.timetable import make_programme, make_series, make_session

NAMES = ("Oak Tree", "Birchwood", "Hazel Grove", "Willow Brook")
POSTCODE = "WM12AB"
TOWN = "Wealdmoor"
OFFERS = (
    ("Stay and play", Category.PLAY, time(10), time(11, 30), Access.DROP_IN, ()),
    ("Baby clinic", Category.BABY_CLINIC, time(13), time(15), Access.DROP_IN, ()),
    ("Dads and little ones", Category.PLAY, time(17, 30), time(18, 30), Access.BOOK, (Audience.DADS,)),
)


@dataclass(frozen=True)
class County:
    """What a page test wants to name."""

    authority: LocalAuthority
    group: CentreGroup
    centres: list[Centre]
    sessions: list[Session]


def make_county(today: date, *, centres: int = 3, days: int = 5) -> County:
    """A group of centres a mile apart in a row to the east, each with every offer on each of the coming days."""
    authority = wealdmoor()
    make_district("Moorside")
    group = make_group("Moorside group")
    make_place_name(TOWN)
    made = [_make_centre(number, group) for number in range(centres)]
    programme = make_programme("This season", group=group, starts_on=today, ends_on=today + timedelta(days=90))
    sessions = []
    for centre in made:
        for title, category, starts, ends, access, audiences in OFFERS:
            series = make_series(
                title,
                centre,
                programme=programme,
                category=category,
                starts_at=starts,
                ends_at=ends,
                access=access,
                audiences=list(audiences),
                first_on=today,
                last_on=programme.ends_on,
                rule="FREQ=DAILY",
            )
            sessions += [make_session(today + timedelta(days=day), series) for day in range(days)]
    return County(authority, group, made, sessions)


def _make_centre(number: int, group: CentreGroup) -> Centre:
    at = GridPoint(MARKET_CROSS.easting + 1_600 * number, MARKET_CROSS.northing)
    name = NAMES[number] if number < len(NAMES) else f"Centre {number + 1}"
    area = make_small_area(at)
    centre = make_centre(name, at=at, group=group)
    make_reach(centre, area)
    make_opening_hours(centre)
    make_postcode(f"WM{number + 1}2AB", at, area)
    make_venue(f"{name} village hall", at=at)
    return centre
