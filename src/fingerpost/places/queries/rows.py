"""Reading the dated rows of an authority's centres and groups as cards, in five queries whatever their number."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from fingerpost.places.models import (
    CentreGroup,
    CentreListing,
    Designation,
    GroupMembership,
    LocalAuthority,
    Premises,
)
from fingerpost.places.models.dated import valid_on
from fingerpost.places.queries.cards import CentreCard, GroupCard
from fingerpost.places.vocabulary import DesignationKind, PremisesRole, PremisesState

_FIRST = {PremisesRole.TEMPORARY: 0, PremisesRole.BASE: 1, PremisesRole.LINKED: 2}


def cards_on(authority: LocalAuthority, day: date) -> tuple[CentreCard, ...]:
    """The designated, listed and housed centres of a day, in order of name."""
    listings = (
        CentreListing.objects.filter(valid_on(day), centre__authority=authority)
        .select_related("centre", "centre__district")
        .defer("centre__district__outline")
        .order_by("name")
    )
    designated = dict(
        Designation.objects.filter(valid_on(day), centre__authority=authority).values_list("centre_id", "kind")
    )
    memberships = {
        row.centre_id: row.group
        for row in GroupMembership.objects.filter(valid_on(day), centre__authority=authority).select_related(
            "group__lead_agency"
        )
    }
    housed = _premises(authority, day)
    listed = [row for row in listings if row.centre_id in designated and row.centre_id in housed]
    together = _sharing(listed, housed)
    return tuple(
        _card(row, designated[row.centre_id], memberships.get(row.centre_id), housed[row.centre_id], together)
        for row in listed
    )


def _premises(authority: LocalAuthority, day: date) -> dict[int, Premises]:
    """The building that families go to: a temporary one before the main one."""
    rows = (
        Premises.objects.filter(valid_on(day), centre__authority=authority)
        .select_related("building__district")
        .defer("building__district__outline")
    )
    ordered = sorted(rows, key=lambda row: (_FIRST[PremisesRole(row.role)], row.pk), reverse=True)
    return {row.centre_id: row for row in ordered}


def _sharing(listed: Iterable[CentreListing], housed: dict[int, Premises]) -> dict[int, list[tuple[int, str]]]:
    together: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    for row in listed:
        together[housed[row.centre_id].building_id].append((row.centre_id, row.name))
    return together


def _card(
    listing: CentreListing,
    kind: str,
    group: CentreGroup | None,
    premises: Premises,
    together: dict[int, list[tuple[int, str]]],
) -> CentreCard:
    centre, building = listing.centre, premises.building
    return CentreCard(
        id=centre.pk,
        number=centre.number,
        local_code=centre.local_code,
        slug=centre.slug,
        name=listing.name,
        town=building.town,
        postcode_shown=building.address[-1],
        telephone=listing.telephone,
        website=listing.website,
        email=listing.email,
        district=centre.district.name if centre.district else "",
        building_district=building.district.name if building.district else "",
        group_name=group.name if group else "",
        group_slug=group.slug if group else "",
        lead_agency=_lead(group),
        easting=building.easting,
        northing=building.northing,
        address=tuple(building.address),
        state=PremisesState(premises.state),
        role=premises.role,
        notice=premises.notice,
        building_id=building.pk,
        is_linked_site=kind == DesignationKind.LINKED_SITE,
        shares_building_with=tuple(name for key, name in together[building.pk] if key != centre.pk),
    )


def groups_on_day(authority: LocalAuthority, day: date, cards: Iterable[CentreCard]) -> tuple[GroupCard, ...]:
    """The groups that hold on a day, in order of name."""
    members: defaultdict[str, list[CentreCard]] = defaultdict(list)
    for card in cards:
        members[card.group_slug].append(card)
    groups = CentreGroup.objects.filter(valid_on(day), authority=authority).select_related("lead_agency")
    return tuple(
        GroupCard(
            id=group.pk,
            number=group.register_number,
            slug=group.slug,
            name=group.name,
            lead_agency=_lead(group),
            website=group.website,
            centres=tuple(members[group.slug]),
        )
        for group in groups.order_by("name")
    )


def _lead(group: CentreGroup | None) -> str:
    return group.lead_agency.name if group and group.lead_agency else ""
