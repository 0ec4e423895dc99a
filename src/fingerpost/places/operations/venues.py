"""Entering the places where sessions are held: "children's centre premises and ... a variety of community venues
including community centres, village halls, schools and in family homes"."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from fingerpost.audit.operations import record
from fingerpost.base.grid import GridPoint
from fingerpost.base.identifiers import new_reference
from fingerpost.base.verdict import Refused
from fingerpost.places.models import Building, LocalAuthority, Venue
from fingerpost.places.vocabulary import NEVER_SHOWN, Facility, VenueKind


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedVenue:
    """A venue to be entered. One in a centre's building is there; any other has a point, unless it needs none.

    postcode: compact, such as AL13LD. reference: given only where the same venue must be recognised again.
    """

    kind: VenueKind
    name: str
    building: Building | None = None
    point: GridPoint | None = None
    address_lines: tuple[str, ...] = ()
    town: str = ""
    postcode: str = ""
    facilities: tuple[Facility, ...] = ()
    directions: str = ""
    online_address: str = ""
    reference: str = ""


@transaction.atomic
def add_venue(*, authority: LocalAuthority, planned: PlannedVenue, by: str) -> Venue:
    """Enter one venue; a name that stands at its postcode already is refused."""
    venue = _venue(authority, planned)
    if Venue.objects.filter(authority=authority, name=venue.name, postcode=venue.postcode).exists():
        raise Refused(_("%(name)s has been entered already.") % {"name": venue.name})
    venue.save()
    record("add venue", kind="venue", reference=venue.reference, by=by)
    return venue


@transaction.atomic
def add_venues(*, authority: LocalAuthority, planned: Sequence[PlannedVenue], by: str, reference: str) -> list[Venue]:
    """Enter many venues at once, all or none. reference: what the record shall name, such as a file."""
    venues = Venue.objects.bulk_create([_venue(authority, each) for each in planned])
    record("add venues", kind="venue", reference=reference, by=by, counts={"venues": len(venues)})
    return venues


def _venue(authority: LocalAuthority, planned: PlannedVenue) -> Venue:
    _check(planned)
    point = planned.building.point if planned.building else planned.point
    return Venue(
        reference=planned.reference or new_reference(),
        authority=authority,
        kind=planned.kind,
        name=planned.name.strip(),
        building=planned.building,
        address_lines=planned.building.address_lines if planned.building else list(planned.address_lines),
        town=planned.building.town if planned.building else planned.town,
        postcode=planned.building.postcode if planned.building else planned.postcode,
        easting=point.easting if point else None,
        northing=point.northing if point else None,
        facilities=list(planned.facilities),
        directions=planned.directions,
        online_address=planned.online_address,
    )


def _check(planned: PlannedVenue) -> None:
    if not planned.name.strip():
        raise Refused(_("Give the venue a name."))
    somewhere = planned.building or planned.point
    if planned.kind in NEVER_SHOWN and (somewhere or planned.town or planned.postcode or planned.address_lines):
        raise Refused(_("A family's address is kept with the family, never as a venue."))
    if planned.kind not in NEVER_SHOWN | {VenueKind.ONLINE} and not somewhere:
        raise Refused(_("Say where the venue is."))
