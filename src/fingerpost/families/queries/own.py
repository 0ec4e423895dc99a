"""What we hold about a parent, for the parent: theirs, and of others only what endangers nobody."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from fingerpost.accounts.rules import FamilyFacts, Viewer, may_see_family
from fingerpost.accounts.vocabulary import Capability
from fingerpost.audit.operations import Who, record_read
from fingerpost.base.postcode import spaced
from fingerpost.base.scope import Machinery, machinery
from fingerpost.base.verdict import Verdict
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
from fingerpost.families.rules.parents import Home, OwnHand, OwnSight, own_hand, own_sight
from fingerpost.families.vocabulary import ChildState, Living, Relationship, Responsibility
from fingerpost.places.models.dated import valid_on

OWN = "a parent, about their own family"


@dataclass(frozen=True, slots=True)
class OwnChild:
    """A child that the parent cares for or lives with. relationship: the parent's own, if there is one.

    mine: whether the parent may put its details right.
    """

    reference: str
    given_name: str
    family_name: str
    known_as: str
    state: ChildState
    birthday: date | None
    due_on: date | None
    relationship: Relationship | None
    responsibility: Responsibility | None
    mine: bool

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()


@dataclass(frozen=True, slots=True)
class OwnAddress:
    """Where the parent lives. mine: whether it is theirs to put right, and not only that of a home they come to."""

    lines: str
    postcode: str
    hidden: bool
    safe_to_post: bool
    since: date
    mine: bool


@dataclass(frozen=True, slots=True)
class OwnPerson:
    """The parent's own details. interpreter: None where it was not said."""

    given_name: str
    family_name: str
    known_as: str
    birthday: date | None
    language: str
    interpreter: bool | None
    contacts: tuple[ContactRow, ...]

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()


@dataclass(frozen=True, slots=True)
class OwnFamily:
    """A family of the parent's, as the parent sees it. groups: names; centres: their numbers.

    reference: the household's, for those who live in it; "" for others, who could ask for its record by it.
    at_home: the names of the other adults who live there, all or some of the time. may_move: whether the home is the
    parent's to put right.
    """

    reference: str
    me: OwnPerson
    living: Living
    others: tuple[str, ...]
    at_home: tuple[str, ...]
    children: tuple[OwnChild, ...]
    addresses: tuple[OwnAddress, ...]
    groups: tuple[str, ...]
    centres: tuple[int, ...]
    may_move: bool


@dataclass(frozen=True, slots=True)
class Belonging:
    """That a parent belongs to a family today: the rows about it, what they see of it, and what they may change.

    member: the parent's own membership. adults, children: those of the family, by reference. addresses: the family's.
    """

    member: AdultMembership
    adults: Mapping[str, dict[str, Any]]
    children: Mapping[str, dict[str, Any]]
    addresses: tuple[Address, ...]
    registered: tuple[dict[str, Any], ...]
    seen: OwnSight
    hand: OwnHand


def own_verdict(viewer: Viewer, on: date) -> Verdict:
    """Whether somebody may see and change what is their own: whoever holds a parent's role."""
    return may_see_family(viewer, FamilyFacts(adults=frozenset({viewer.user})), on, Capability.SEE_OWN_FAMILY)


@machinery(Machinery.FAMILIES)
def own_family(*, viewer: Viewer, on: date, by: Who | None = None) -> tuple[OwnFamily, ...]:
    """The families that the viewer is a parent or carer in. Raises Refused for whoever holds no parent's role."""
    mine = looked_at("open own family", viewer, on, by or actor(viewer, on))
    return as_shown(mine, on)


def looked_at(what: str, viewer: Viewer, on: date, by: Who) -> list[Belonging]:
    """The families that the viewer belongs to, with the look at them on record. Raises Refused."""
    verdict = own_verdict(viewer, on)
    verdict.require()
    mine = belongings(viewer.user, on)
    references = [each.member.family.reference for each in mine]
    record_read(what, kind="family", references=references, by=by, because=verdict.reason)
    return mine


def as_shown(mine: list[Belonging], on: date) -> tuple[OwnFamily, ...]:
    """The families as the parent sees them."""
    if not mine:
        return ()
    me = _me(mine[0].member.adult, on)
    return tuple(_own(each, me, on) for each in mine)


def belongings(user: str, on: date) -> list[Belonging]:
    """The families that somebody belongs to on a day. For queries and operations that asked who it is."""
    memberships = _memberships(user, on)
    if not memberships:
        return []
    addresses = _addresses([each.family_id for each in memberships], on)
    return [_belonging(each, [row for row in addresses if row.family_id == each.family_id]) for each in memberships]


def _belonging(mine: Any, addresses: list[Address]) -> Belonging:
    adults = {each["reference"]: each for each in mine.with_adults}
    children = {each["reference"]: each for each in mine.with_children}
    me, home = mine.adult.reference, _home(mine, adults, children, addresses)
    return Belonging(
        member=mine,
        adults=adults,
        children=children,
        addresses=tuple(addresses),
        registered=tuple(mine.registered),
        seen=own_sight(me, home),
        hand=own_hand(me, home),
    )


def _memberships(user: str, on: date) -> list[Any]:
    """Where somebody belongs, with who else does, where those families are registered, and whom they are kept from."""
    family = OuterRef("family")
    kept = ContactRestriction.objects.told(OWN).filter(valid_on(on), kept_from=OuterRef("adult"))
    rows = AdultMembership.objects.told(OWN).filter(valid_on(on), adult__user__reference=user)
    annotated = rows.select_related("adult", "family").annotate(
        with_adults=ArraySubquery(_adults(on).filter(family=family)),
        with_children=ArraySubquery(_children(on).filter(family=family)),
        registered=ArraySubquery(_registered().filter(family=family)),
        kept=ArraySubquery(
            kept.values_list(JSONObject(adult="about_adult__reference", child="about_child__reference"))
        ),
    )
    return list(annotated.order_by("pk"))


def _adults(on: date) -> QuerySet[Any, Any]:
    row = JSONObject(
        reference="adult__reference", given="adult__given_name", family="adult__family_name", living="living"
    )
    return AdultMembership.objects.told(OWN).filter(valid_on(on)).order_by("pk").values_list(row)


def _children(on: date) -> QuerySet[Any, Any]:
    """The children with what the viewer is to each."""
    mine = Care.objects.told(OWN).filter(valid_on(on), child=OuterRef("child"), adult=OuterRef(OuterRef("adult")))
    row = JSONObject(
        reference="child__reference",
        given_name="child__given_name",
        family_name="child__family_name",
        known_as="child__known_as",
        state="child__state",
        born="child__date_of_birth",
        due="child__due_on",
        living="living",
        mine=ArraySubquery(mine.values_list(JSONObject(relationship="relationship", responsibility="responsibility"))),
    )
    members = ChildMembership.objects.told(OWN).filter(valid_on(on))
    return members.order_by("child__date_of_birth", "pk").values_list(row)


def _registered() -> QuerySet[Any, Any]:
    """With which groups, also in former times."""
    row = JSONObject(group="group__slug", name="group__name", centre="centre_id", since="valid_from", until="valid_to")
    return Registration.objects.told(OWN).order_by("pk").values_list(row)


def _addresses(families: list[int], on: date) -> list[Address]:
    return list(Address.objects.told(OWN).filter(valid_on(on), family__in=families))


def _home(
    mine: Any, adults: Mapping[str, dict[str, Any]], children: Mapping[str, dict[str, Any]], addresses: list[Address]
) -> Home:
    me = mine.adult.reference
    decides = [
        child
        for child, row in children.items()
        if any(care["responsibility"] == Responsibility.YES for care in row["mine"])
    ]
    return Home(
        adults={adult: Living(row["living"]) for adult, row in adults.items()},
        children={child: Living(row["living"]) for child, row in children.items()},
        cares=frozenset((me, child) for child, row in children.items() if row["mine"]),
        kept=frozenset((me, each["adult"] or each["child"]) for each in mine.kept),
        hidden=any(each.hidden for each in addresses if each.adult_id is None),
        responsible=frozenset((me, child) for child in decides),
    )


def _me(me: Adult, on: date) -> OwnPerson:
    contacts = Contact.objects.told(OWN).filter(valid_on(on), adult=me).order_by("-preferred", "pk")
    return OwnPerson(
        given_name=me.given_name,
        family_name=me.family_name,
        known_as=me.known_as,
        birthday=me.date_of_birth,
        language=me.language,
        interpreter=me.interpreter,
        contacts=tuple(contact_row(each) for each in contacts),
    )


def _own(each: Belonging, me: OwnPerson, on: date) -> OwnFamily:
    member, seen = each.member, each.seen
    others = [row for adult, row in each.adults.items() if adult in seen.adults]
    return OwnFamily(
        reference=member.family.reference if seen.household else "",
        me=me,
        living=Living(member.living),
        others=tuple(map(_name, others)),
        at_home=tuple(_name(row) for row in others if row["living"] != Living.ELSEWHERE),
        children=tuple(_child(row, each.hand) for child, row in each.children.items() if child in seen.children),
        addresses=tuple(_address(row, each) for row in each.addresses if is_mine(row, each)),
        groups=tuple(row["name"] for row in _registered_now(each, on)),
        centres=own_centres(each, on),
        may_move=each.hand.home,
    )


def _registered_now(each: Belonging, on: date) -> list[dict[str, Any]]:
    return [row for row in each.registered if each.seen.household and holds(row, on)]


def own_centres(each: Belonging, on: date) -> tuple[int, ...]:
    """The numbers of the centres of the home that the parent lives in."""
    return tuple(row["centre"] for row in _registered_now(each, on) if row["centre"])


def _name(row: dict[str, Any]) -> str:
    return f"{row['given']} {row['family']}".strip()


def holds(row: dict[str, Any], on: date) -> bool:
    """Whether a registration holds on a day."""
    return row["since"] <= on.isoformat() and (row["until"] is None or on.isoformat() <= row["until"])


def is_mine(address: Address, each: Belonging) -> bool:
    """Whether an address is where the parent lives, as far as they may see."""
    return address.adult_id == each.member.adult_id if address.adult_id else each.seen.household


def _child(row: dict[str, Any], hand: OwnHand) -> OwnChild:
    care, state = row["mine"][0] if row["mine"] else None, ChildState(row["state"])
    return OwnChild(
        reference=row["reference"],
        given_name=row["given_name"],
        family_name=row["family_name"],
        known_as=row["known_as"],
        state=state,
        birthday=day_of(row["born"]),
        due_on=day_of(row["due"]) if state is ChildState.EXPECTED else None,
        relationship=Relationship(care["relationship"]) if care else None,
        responsibility=Responsibility(care["responsibility"]) if care else None,
        mine=row["reference"] in hand.children and state in (ChildState.EXPECTED, ChildState.BORN),
    )


def day_of(text: str | None) -> date | None:
    """A day as PostgreSQL writes it."""
    return date.fromisoformat(text) if text else None


def _address(row: Address, each: Belonging) -> OwnAddress:
    return OwnAddress(
        lines=row.lines.shown(),
        postcode=spaced(row.postcode.shown()),
        hidden=row.hidden,
        safe_to_post=row.safe_to_post,
        since=row.valid_from,
        mine=bool(row.adult_id) or each.hand.home,
    )
