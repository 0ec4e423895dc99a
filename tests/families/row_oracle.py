"""Which rows about families somebody may see, from the same dull statement of the rules that the verdicts are held to.

A family's facts are gathered here from what was drawn, not from the database.
"""

from dataclasses import dataclass, field

from fingerpost.accounts.queries import facts as posting_facts
from fingerpost.accounts.rules import FamilyFacts, Viewer
from fingerpost.families.models import (
    Address,
    Adult,
    AdultMembership,
    Care,
    Child,
    ChildMembership,
    Contact,
    ContactRestriction,
    Family,
    FamilyWorker,
    Note,
    Registration,
)
from tests.accounts.oracle import sees_family, today
from tests.factories.crowd import TODAY, Country, Crowd


@dataclass
class Households:
    """The families that were drawn, with all that belongs to them."""

    families: list[Family] = field(default_factory=list)
    registrations: list[Registration] = field(default_factory=list)
    workers: list[FamilyWorker] = field(default_factory=list)
    adults: list[Adult] = field(default_factory=list)
    children: list[Child] = field(default_factory=list)
    adult_members: list[AdultMembership] = field(default_factory=list)
    child_members: list[ChildMembership] = field(default_factory=list)
    cares: list[Care] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    addresses: list[Address] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    restrictions: list[ContactRestriction] = field(default_factory=list)
    facts: dict[int, FamilyFacts] = field(default_factory=dict)


def families_seen(country: Country, crowd: Crowd, drawn: Households, me: int) -> set[int]:
    """The numbers of the families whose basics somebody may see at work today."""
    user = next(user for user in crowd.users if user.pk == me)
    viewer = Viewer(user.reference, tuple(posting_facts(row, TODAY) for row in crowd.of(user)))
    seen = set()
    for family in drawn.families:
        if family.pk not in drawn.facts:  # they are the same whoever looks
            drawn.facts[family.pk] = facts_of(country, crowd, drawn, family)
        if sees_family(viewer, drawn.facts[family.pk], TODAY, "see_family_basic"):
            seen.add(family.pk)
    return seen


def facts_of(country: Country, crowd: Crowd, drawn: Households, family: Family) -> FamilyFacts:
    slugs = {group.pk: group.slug for group in country.groups}
    references = {user.pk: user.reference for user in crowd.users}
    groups = {slugs[row.group_id] for row in drawn.registrations if row.family_id == family.pk and holds(row)}
    workers = {references[row.user_id] for row in drawn.workers if row.family_id == family.pk and holds(row)}
    adults = users_of(drawn, {row.adult_id for row in drawn.adult_members if row.family_id == family.pk and holds(row)})
    near = users_of(drawn, around(drawn, family)) - adults
    return FamilyFacts(
        groups=frozenset(groups),
        adults=frozenset(references[user] for user in adults),
        restricted=family.restricted,
        workers=frozenset(workers),
        near=frozenset(references[user] for user in near),
    )


def holds(row: object) -> bool:
    return today(row, TODAY)  # type: ignore[arg-type]  # it has the two days that are asked for


def users_of(drawn: Households, adults: set[int]) -> set[int]:
    return {adult.user_id for adult in drawn.adults if adult.pk in adults and adult.user_id}


def around(drawn: Households, family: Family) -> set[int]:
    """Adults who ever were in a family, care for one of its children, or are kept from somebody in it."""
    members = {row.adult_id for row in drawn.adult_members if row.family_id == family.pk}
    children = {row.child_id for row in drawn.child_members if row.family_id == family.pk}
    found = set(members)
    for care in drawn.cares:
        if care.child_id in children:
            found.add(care.adult_id)
    for row in drawn.restrictions:
        if row.family_id == family.pk or row.about_adult_id in members or row.about_child_id in children:
            found.add(row.kept_from_id)
    return found


def rows_seen(drawn: Households, families: set[int], me: int) -> dict[str, set[int]]:
    """The numbers of the rows of each table, for whoever sees these families."""
    adults = {row.adult_id for row in drawn.adult_members if row.family_id in families}
    children = {row.child_id for row in drawn.child_members if row.family_id in families}
    cares = {row.pk for row in drawn.cares if row.child_id in children}
    carers = {row.adult_id for row in drawn.cares if row.child_id in children}
    oneself = {adult.pk for adult in drawn.adults if adult.user_id == me}
    mine = {row.pk for row in drawn.workers if row.user_id == me}
    return {
        "families_family": families,
        "families_registration": {row.pk for row in drawn.registrations if row.family_id in families},
        "families_familyworker": {row.pk for row in drawn.workers if row.family_id in families} | mine,
        "families_adult": adults | carers | oneself,
        "families_child": children,
        "families_adultmembership": {row.pk for row in drawn.adult_members if row.family_id in families},
        "families_childmembership": {row.pk for row in drawn.child_members if row.family_id in families},
        "families_care": cares,
        "families_contact": {row.pk for row in drawn.contacts if row.adult_id in adults},
        "families_address": {row.pk for row in drawn.addresses if row.family_id in families},
        "families_note": {row.pk for row in drawn.notes if row.family_id in families},
        "families_contactrestriction": {row.pk for row in drawn.restrictions if row.family_id in families},
    }
