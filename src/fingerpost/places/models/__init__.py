"""Places as reality keeps them apart: authority, areas, groups, centres, buildings, venues, and the days they hold."""

from fingerpost.places.models.areas import (
    District,
    OutwardCode,
    PlaceName,
    Postcode,
    PostcodeFile,
    ReachArea,
    SmallArea,
)
from fingerpost.places.models.authority import LocalAuthority, PublicHoliday, SchoolTerm
from fingerpost.places.models.buildings import Building, Premises, Venue
from fingerpost.places.models.centres import (
    Centre,
    CentreGroup,
    CentreListing,
    Designation,
    GroupMembership,
    LeadAgency,
    OpeningHours,
)

__all__ = [
    "Building",
    "Centre",
    "CentreGroup",
    "CentreListing",
    "Designation",
    "District",
    "GroupMembership",
    "LeadAgency",
    "LocalAuthority",
    "OpeningHours",
    "OutwardCode",
    "PlaceName",
    "Postcode",
    "PostcodeFile",
    "Premises",
    "PublicHoliday",
    "ReachArea",
    "SchoolTerm",
    "SmallArea",
    "Venue",
]
