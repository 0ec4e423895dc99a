"""What may be asked about places: where a typed text leads, which centres and groups there are on a day, and when
their doors are open."""

from fingerpost.places.queries.buildings import BuildingFacts, building_facts
from fingerpost.places.queries.cards import CentreCard, GroupCard
from fingerpost.places.queries.holidays import public_holidays
from fingerpost.places.queries.hours import PremisesNotice, given_hours, opening_hours, premises_notices
from fingerpost.places.queries.locating import Located, locate
from fingerpost.places.queries.maps import BaseMap, Label, Spot, base_map
from fingerpost.places.queries.nearby import (
    MyCentre,
    centre_on,
    centres_on,
    group_on,
    groups_on,
    my_centre,
    nearest_centres,
)
from fingerpost.places.queries.snapshot import NoAuthority, authority, forget, picture_day
from fingerpost.places.rules.hours import DayHours

__all__ = [
    "BaseMap",
    "BuildingFacts",
    "CentreCard",
    "DayHours",
    "GroupCard",
    "Label",
    "Located",
    "MyCentre",
    "NoAuthority",
    "PremisesNotice",
    "Spot",
    "attribution",
    "authority",
    "base_map",
    "building_facts",
    "centre_on",
    "centres_on",
    "forget",
    "given_hours",
    "group_on",
    "groups_on",
    "locate",
    "my_centre",
    "nearest_centres",
    "opening_hours",
    "picture_day",
    "premises_notices",
    "public_holidays",
]


def attribution() -> list[str]:
    """Whose open data is shown, a line for each licence; empty if no authority is loaded."""
    try:
        return [line for line in authority().attribution.splitlines() if line.strip()]
    except NoAuthority:
        return []
