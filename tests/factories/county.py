"""All of Wealdmoor at once: centres with reach, hours and a week of sessions. For pages and journeys."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import NamedTuple

from fingerpost.base.grid import GridPoint
from fingerpost.places.models import Centre, CentreGroup, LocalAuthority
from fingerpost.timetable.models import Programme, Session
from fingerpost.timetable.vocabulary import Access, Audience, Category
from tests.factories.places import (
    MARKET_CROSS,
    make_authority,
    make_centre,
    make_district,
    make_group,
    make_opening_hours,
    make_place_name,
    make_postcode,
    make_reach,
    make_small_area,
    make_venue,
)
from tests.factories.timetable import make_programme, make_series, make_sessions

NAMES = ("Oak Tree", "Birchwood", "Hazel Grove", "Willow Brook")
POSTCODE = "WM12AB"
TOWN = "Wealdmoor"
DAYS = 5
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2"><circle cx="1" cy="1" r="1"/></svg>'


class Offer(NamedTuple):
    """Something that every centre puts on each day."""

    title: str
    category: Category
    starts_at: time
    ends_at: time
    access: Access = Access.DROP_IN
    audiences: tuple[Audience, ...] = ()


OFFERS = (
    Offer("Stay and play", Category.PLAY, time(10), time(11, 30)),
    Offer("Baby clinic", Category.BABY_CLINIC, time(13), time(15)),
    Offer("Dads and little ones", Category.PLAY, time(17, 30), time(18, 30), Access.BOOK, (Audience.DADS,)),
)


@dataclass(frozen=True)
class County:
    """What a page test wants to name."""

    today: date
    authority: LocalAuthority
    group: CentreGroup
    programme: Programme
    centres: list[Centre]
    sessions: list[Session]


def make_county(today: date, *, centres: int = 3) -> County:
    """A group of centres a mile apart in a row to the east, each with every offer on each of the coming days."""
    authority = make_authority(is_demonstration=True, logo_svg=LOGO)
    make_district("Moorside")
    group = make_group("Moorside group")
    make_place_name(TOWN)
    programme = make_programme("This season", group=group, starts_on=today, ends_on=today + timedelta(days=90))
    county = County(today, authority, group, programme, [], [])
    grow(county, centres=centres)
    return county


def grow(county: County, *, centres: int) -> None:
    """Add centres, with all that a centre has, until there are as many."""
    for number in range(len(county.centres), centres):
        centre = _make_centre(number, county.group)
        county.centres.append(centre)
        county.sessions.extend(session for offer in OFFERS for session in _put_on(offer, centre, county))


def _put_on(offer: Offer, centre: Centre, county: County) -> list[Session]:
    values = offer._asdict() | {"audiences": list(offer.audiences)}
    until = county.programme.ends_on
    series = make_series(
        centre=centre, programme=county.programme, first_on=county.today, last_on=until, rule="FREQ=DAILY", **values
    )
    return make_sessions(series, [county.today + timedelta(days=day) for day in range(DAYS)])


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
