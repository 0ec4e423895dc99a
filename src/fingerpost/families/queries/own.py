"""What we hold about a parent, for the parent: theirs, and of others only what endangers nobody."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from fingerpost.accounts.rules import FamilyFacts, Viewer, may_see_family
from fingerpost.accounts.vocabulary import Capability
from fingerpost.audit.operations import Who, record_read
from fingerpost.base.postcode import spaced
from fingerpost.base.scope import Machinery, machinery
from fingerpost.families.models import (
    Address,
    Adult,
    AdultMembership,
    Care,
    ChildMembership,
    Contact,
    ContactRestriction,
    Registration,
)
from fingerpost.families.queries.facts import actor
from fingerpost.families.queries.records import ContactRow, contact_row
from fingerpost.families.rules.parents import Home, OwnSight, own_sight
from fingerpost.families.vocabulary import ChildState, Living, Relationship, Responsibility
from fingerpost.places.models.dated import valid_on

OWN = "a parent, about their own family"


@dataclass(frozen=True, slots=True)
class OwnChild:
    """A child that the parent cares for or lives with. relationship: the parent's own, if there is one."""

    name: str
    known_as: str
    state: ChildState
    birthday: date | None
    due_on: date | None
    relationship: Relationship | None
    responsibility: Responsibility | None


@dataclass(frozen=True, slots=True)
class OwnAddress:
    """Where the parent lives."""

    lines: str
    postcode: str
    hidden: bool
    since: date


@dataclass(frozen=True, slots=True)
class OwnPerson:
    """The parent's own details."""

    name: str
    known_as: str
    birthday: date | None
    contacts: tuple[ContactRow, ...]


@dataclass(frozen=True, slots=True)
class OwnFamily:
    """A family of the parent's, as the parent sees it. groups: names; centres: their numbers.

    reference: the household's, for those who live in it; "" for others, who could ask for its record by it.
    """

    reference: str
    me: OwnPerson
    living: Living
    others: tuple[str, ...]
    children: tuple[OwnChild, ...]
    addresses: tuple[OwnAddress, ...]
    groups: tuple[str, ...]
    centres: tuple[int, ...]


@machinery(Machinery.FAMILIES)
def own_family(*, viewer: Viewer, on: date, by: Who | None = None) -> tuple[OwnFamily, ...]:
    """The families that the viewer is a parent or carer in. Raises Refused for whoever holds no parent's role."""
    verdict = may_see_family(viewer, FamilyFacts(adults=frozenset({viewer.user})), on, Capability.SEE_OWN_FAMILY)
    verdict.require()
    memberships = _memberships(viewer, on)
    references = [each.family.reference for each in memberships]
    record_read(
        "open own family", kind="family", references=references, by=by or actor(viewer, on), because=verdict.reason
    )
    if not memberships:
        return ()
    families = [each.family_id for each in memberships]
    adults, children = _adults(families, on), _children(families, memberships[0].adult, on)
    addresses, me = _addresses(families, on), _me(memberships[0].adult, on)
    return tuple(_own(each, me, adults, children, addresses) for each in memberships)


def _memberships(viewer: Viewer, on: date) -> list[Any]:
    """Where the viewer belongs, with where those families are registered, and whom the viewer is kept from."""
    registered = Registration.objects.told(OWN).filter(valid_on(on), family=OuterRef("family"))
    kept = ContactRestriction.objects.told(OWN).filter(valid_on(on), kept_from=OuterRef("adult"))
    rows = AdultMembership.objects.told(OWN).filter(valid_on(on), adult__user__reference=viewer.user)
    annotated = rows.select_related("adult", "family").annotate(
        registered=ArraySubquery(registered.values_list(JSONObject(group="group__name", centre="centre_id"))),
        kept=ArraySubquery(
            kept.values_list(JSONObject(adult="about_adult__reference", child="about_child__reference"))
        ),
    )
    return list(annotated.order_by("pk"))


def _adults(families: list[int], on: date) -> list[AdultMembership]:
    rows = AdultMembership.objects.told(OWN).filter(valid_on(on), family__in=families)
    return list(rows.select_related("adult").order_by("pk"))


def _children(families: list[int], me: Adult, on: date) -> list[Any]:
    """The children with what the viewer is to each."""
    mine = Care.objects.told(OWN).filter(valid_on(on), child=OuterRef("child"), adult=me)
    rows = ChildMembership.objects.told(OWN).filter(valid_on(on), family__in=families).select_related("child")
    care = JSONObject(relationship="relationship", responsibility="responsibility")
    return list(rows.annotate(mine=ArraySubquery(mine.values_list(care))).order_by("child__date_of_birth", "pk"))


def _addresses(families: list[int], on: date) -> list[Address]:
    return list(Address.objects.told(OWN).filter(valid_on(on), family__in=families))


def _me(me: Adult, on: date) -> OwnPerson:
    contacts = Contact.objects.told(OWN).filter(valid_on(on), adult=me).order_by("-preferred", "pk")
    return OwnPerson(me.name, me.known_as, me.date_of_birth, tuple(contact_row(each) for each in contacts))


def _own(
    mine: Any, me: OwnPerson, adults: list[AdultMembership], children: list[Any], addresses: list[Address]
) -> OwnFamily:
    adults = [each for each in adults if each.family_id == mine.family_id]
    children = [each for each in children if each.family_id == mine.family_id]
    addresses = [each for each in addresses if each.family_id == mine.family_id]
    seen = own_sight(mine.adult.reference, _home(mine, adults, children, addresses))
    return OwnFamily(
        reference=mine.family.reference if seen.household else "",
        me=me,
        living=Living(mine.living),
        others=tuple(each.adult.name for each in adults if each.adult.reference in seen.adults),
        children=tuple(_child(each) for each in children if each.child.reference in seen.children),
        addresses=tuple(_address(each) for each in addresses if _is_mine(each, mine, seen)),
        groups=tuple(each["group"] for each in mine.registered if seen.household),
        centres=tuple(each["centre"] for each in mine.registered if seen.household and each["centre"]),
    )


def _home(mine: Any, adults: list[AdultMembership], children: list[Any], addresses: list[Address]) -> Home:
    me = mine.adult.reference
    return Home(
        adults={each.adult.reference: Living(each.living) for each in adults},
        children={each.child.reference: Living(each.living) for each in children},
        cares=frozenset((me, each.child.reference) for each in children if each.mine),
        kept=frozenset((me, each["adult"] or each["child"]) for each in mine.kept),
        hidden=any(each.hidden for each in addresses if each.adult_id is None),
    )


def _is_mine(each: Address, mine: Any, seen: OwnSight) -> bool:
    return each.adult_id == mine.adult_id if each.adult_id else seen.household


def _child(each: Any) -> OwnChild:
    child, care = each.child, each.mine[0] if each.mine else None
    return OwnChild(
        name=child.name,
        known_as=child.known_as,
        state=ChildState(child.state),
        birthday=child.date_of_birth,
        due_on=child.due_on if child.state == ChildState.EXPECTED else None,
        relationship=Relationship(care["relationship"]) if care else None,
        responsibility=Responsibility(care["responsibility"]) if care else None,
    )


def _address(each: Address) -> OwnAddress:
    return OwnAddress(each.lines.shown(), spaced(each.postcode.shown()), each.hidden, each.valid_from)
