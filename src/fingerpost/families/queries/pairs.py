"""Pairs of records that may be of one family, as far as whoever looks may see them: side by side where both are theirs,
else only that there is another one and which group to call; and nothing where somebody has to be safe.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from fingerpost.accounts.rules import Viewer, may
from fingerpost.accounts.vocabulary import Capability, Role
from fingerpost.audit.operations import Who, record_read
from fingerpost.base.scope import Machinery, machinery
from fingerpost.base.verdict import Verdict
from fingerpost.families.models import (
    Address,
    AdultMembership,
    ChildMembership,
    ContactRestriction,
    Family,
    Merger,
    PossibleDouble,
    Registration,
)
from fingerpost.families.queries.doubles import (
    DOUBLES,
    LIKELY,
    Found,
    Kept,
    Members,
    kept_of,
    likely_doubles_of,
    members_of,
    told_of,
)
from fingerpost.families.queries.facts import actor, facts, facts_of, near_to
from fingerpost.families.queries.lists import FamilyLine, line_of, open_or_closed, with_people
from fingerpost.families.queries.records import (
    AddressRow,
    AdultRow,
    ChildRow,
    ContactRow,
    Made,
    address_row,
    adult_row,
    child_row,
    contact_row,
)
from fingerpost.families.rules.changing import may_change
from fingerpost.families.rules.doubles import Question, homes_compared
from fingerpost.families.rules.entering import NewFamily
from fingerpost.families.rules.pairs import Meeting, Shown, may_merge, what_is_shown, who_is_who
from fingerpost.families.rules.seeing import Part, Sight, sight
from fingerpost.families.vocabulary import FamilyState, Living, PairState, Sign
from fingerpost.places.models.dated import valid_on

PAGE: Final = 25
SURE: Final = 3.0  # bits: eight to one
THIS = OuterRef("pk")
PARTIES: Final = ("kept_from", "about_adult", "about_child")
PAIR: Final = ("reference", "state", "bits", "signs")


@dataclass(frozen=True, slots=True)
class PairLine:
    """A pair in a list. said: a colleague says so, and the weighing does not.

    The second family is None where it is not the viewer's to see; then call one of `groups`."""

    reference: str
    sure: bool
    said: bool
    signs: tuple[Sign, ...]
    found_on: date
    one: FamilyLine
    other: FamilyLine | None
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PairList:
    """A page of pairs that wait for a person. verdict: why they may be seen, or why there is nothing.

    How many there are in all is not said: it would count those that are kept back because somebody has to be safe.
    """

    verdict: Verdict
    page: int
    pages: int
    lines: tuple[PairLine, ...]


@machinery(Machinery.FAMILIES)
def pairs_that_wait(*, viewer: Viewer, on: date, page: int = 1, by: Who | None = None) -> PairList:
    """Pairs of which a family is with the viewer's groups, the likeliest first. The look is on record."""
    rows = _that_wait(viewer, on)
    pages = max(1, -(-rows.count() // PAGE))
    page = min(max(page, 1), pages)
    shown = list(rows.order_by("-bits", "pk")[(page - 1) * PAGE : page * PAGE])
    families = _families(Q(pk__in={number for row in shown for number in (row.one_id, row.other_id)}), on)
    lines = tuple(line for row in shown if (line := _line(row, families, viewer, on)))
    verdict = may(Capability.SEE_FAMILY_BASIC, viewer.postings, on)
    seen = list(dict.fromkeys(each.reference for line in lines for each in (line.one, line.other) if each))
    who = by or actor(viewer, on)
    record_read("list possible doubles", kind="family", references=seen, by=who, because=verdict.reason)
    return PairList(verdict, page, pages, lines)


def _that_wait(viewer: Viewer, on: date) -> QuerySet[PossibleDouble]:
    """Those of which something may be shown. What is kept back leaves no gap on a page, nor a page too many."""
    told, near = viewer.actor(on), near_to(viewer.user)
    families = open_or_closed(viewer, on, near)
    seen, reach = families.values("pk"), families.filter(state=FamilyState.OPEN).values("pk")
    rows = PossibleDouble.objects.told(told).filter(
        Q(one__in=reach) | Q(other__in=reach), state=PairState.OPEN, one__merged_into=None, other__merged_into=None
    )
    rows = rows.exclude(Q(one__in=near) | Q(other__in=near))
    if any(posting.role is Role.SAFEGUARDING_LEAD for posting in viewer.standing(on)):
        return rows  # nothing is guarded from who keeps watch over all
    return rows.filter(Q(one__in=seen, other__in=seen) | ~(_guarded("one", on) | _guarded("other", on)))


def _guarded(side: str, on: date) -> Q:
    """Whether a family of a pair is restricted, its address is hidden, or somebody is kept from somebody."""
    family = OuterRef(f"{side}_id")
    return Q(**{f"{side}__restricted": True}) | Q(Exists(_hidden(family, on))) | Q(Exists(_kept_apart(family, on)))


def _hidden(family: OuterRef, on: date) -> QuerySet[Address]:
    return Address.objects.told(DOUBLES).filter(valid_on(on), family=family, hidden=True)


def _kept_apart(family: OuterRef, on: date) -> QuerySet[ContactRestriction]:
    concerned = Q(family=family)
    for party in PARTIES:
        concerned |= Q(**{f"{party}__memberships__family": family})
    return ContactRestriction.objects.told(DOUBLES).filter(valid_on(on)).filter(concerned).distinct()


def _families(which: Q, on: date) -> dict[int, Any]:
    """These families, with what the rules ask for, who is in them, and whether somebody has to be safe."""
    kept = _kept_apart(THIS, on)
    pairs = PossibleDouble.objects.told(DOUBLES).filter(one=THIS)
    groups = Registration.objects.told(DOUBLES).filter(valid_on(on), family=THIS)
    rows = with_people(Family.objects.told(DOUBLES).filter(which), on).annotate(
        has_hidden=Exists(_hidden(THIS, on)),
        kept_apart=ArraySubquery(kept.values_list(JSONObject(**{party: f"{party}_id" for party in PARTIES}))),
        in_pairs=ArraySubquery(pairs.values_list(JSONObject(**{name: name for name in PAIR}))),
        group_names=ArraySubquery(groups.values("group__name")),
    )
    return {row.pk: row for row in rows.order_by("pk")}


def _line(row: PossibleDouble, families: Mapping[int, Any], viewer: Viewer, on: date) -> PairLine | None:
    one, other = families[row.one_id], families[row.other_id]
    sees = [sight(viewer, facts(each), on).shows(Part.NAMES) for each in (one, other)]
    shown = _shown(one, other, viewer, sees)
    if shown is Shown.NOTHING:
        return None
    if not sees[0]:
        one, other = other, one
    both = shown is Shown.BOTH
    return PairLine(
        reference=row.reference,
        sure=row.bits >= SURE,
        said=row.bits < LIKELY,
        signs=tuple(Sign(sign) for sign in row.signs) if both else (),
        found_on=row.found_on,
        one=line_of(one, clear=both),
        other=line_of(other, clear=True) if both else None,
        groups=() if both else tuple(other.group_names),
    )


def _shown(one: Any, other: Any, viewer: Viewer, sees: list[bool]) -> Shown:
    if any(viewer.user in facts(each).near | facts(each).adults for each in (one, other)):
        return Shown.NOTHING
    guarded = any(each.restricted or each.has_hidden or each.kept_apart for each in (one, other))
    return what_is_shown(*sees, guarded=guarded)


@dataclass(frozen=True, slots=True)
class Alike:
    """A record like a family that arrives. reference: "" where it is not the viewer's; then call one of `groups`."""

    sure: bool
    signs: tuple[Sign, ...] = ()
    reference: str = ""
    adults: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Arriving:
    """What is on record like a family that arrives. near: the viewer stands near one of those, as a private person."""

    alike: tuple[Alike, ...] = ()
    near: bool = False


@machinery(Machinery.FAMILIES)
def alike_on_record(arriving: Sequence[NewFamily], *, viewer: Viewer, on: date, clear: bool = False) -> list[Arriving]:
    """For each family that arrives, those on record that it may be, as far as the viewer may see them.

    clear: with their names in full. Whoever asks puts the look on record.
    """
    found = likely_doubles_of(arriving, on=on)
    rows = _families(Q(pk__in={each.other for ones in found for each in ones}), on) if any(found) else {}
    return [_arriving([(each, rows[each.other]) for each in ones], viewer, on, clear=clear) for ones in found]


def _arriving(found: Sequence[tuple[Found, Any]], viewer: Viewer, on: date, *, clear: bool) -> Arriving:
    near = any(viewer.user in facts(row).near | facts(row).adults for _, row in found)
    alike = (_alike(each, row, sight(viewer, facts(row), on), clear=clear) for each, row in found)
    return Arriving(tuple(filter(None, alike)), near)


def _alike(found: Found, row: Any, seen: Sight, *, clear: bool) -> Alike | None:
    guarded = bool(row.restricted or row.has_hidden or row.kept_apart)
    shown, sure = what_is_shown(True, seen.shows(Part.NAMES), guarded=guarded), found.bits >= SURE
    if shown is Shown.BOTH:
        return Alike(sure, found.signs, row.reference, line_of(row, clear=clear).adults)
    return Alike(sure, groups=tuple(row.group_names)) if shown is Shown.CALL else None


@dataclass(frozen=True, slots=True)
class Side:
    """One of two records that are laid side by side, as far as the viewer sees it."""

    reference: str
    entered_on: date
    groups: tuple[str, ...]
    restricted: bool
    quiet: bool
    adults: tuple[AdultRow, ...]
    children: tuple[ChildRow, ...]
    addresses: tuple[AddressRow, ...]

    @property
    def people(self) -> tuple[AdultRow | ChildRow, ...]:
        return (*self.adults, *self.children)


@dataclass(frozen=True, slots=True)
class PairOpened:
    """Two records side by side. said: a colleague says so, and the weighing does not.

    same: who of the second may be whom of the first, by reference.

    may_decide: whether the viewer decides. joining: whether they may be made one, if who is the same is so.
    """

    reference: str
    verdict: Verdict
    state: PairState
    sure: bool
    said: bool
    signs: tuple[Sign, ...]
    one: Side
    other: Side
    same: dict[str, str]
    may_decide: Verdict
    joining: Verdict


@machinery(Machinery.FAMILIES)
def pair_for(*, viewer: Viewer, reference: str, on: date, by: Who | None = None) -> PairOpened | None:
    """A pair with both of its records; None where there is none for the viewer. The look at both is on record."""
    pair = Q(doubles_before__reference=reference) | Q(doubles_after__reference=reference)
    found = _families(pair, on)
    if len(found) < 2 or any(each.merged_into_id for each in found.values()):
        return None
    one, other = found.values()
    seen = {each.pk: sight(viewer, facts(each), on) for each in (one, other)}
    sees = [seen[each.pk].shows(Part.NAMES) for each in (one, other)]
    if _shown(one, other, viewer, sees) is not Shown.BOTH:
        return None
    verdict = seen[one.pk].verdict
    references = [one.reference, other.reference]
    record_read(
        "compare families", kind="family", references=references, by=by or actor(viewer, on), because=verdict.reason
    )
    return _opened(reference, (one, other), seen, viewer, on)


def _opened(reference: str, pair: tuple[Any, Any], seen: Mapping[int, Sight], viewer: Viewer, on: date) -> PairOpened:
    one, other = pair
    said = next(each for row in pair for each in row.in_pairs if each["reference"] == reference)
    kept = kept_of([one.pk, other.pk], on=on)
    members = told_of(kept, [one.pk, other.pk])
    same = _proposed(members[other.pk], members[one.pk])
    changing = [may_change(viewer, facts(each), on, Part.BIRTHDAYS) for each in pair]
    return PairOpened(
        reference=reference,
        verdict=seen[one.pk].verdict,
        state=PairState(said["state"]),
        sure=said["bits"] >= SURE,
        said=said["bits"] < LIKELY,
        signs=tuple(Sign(sign) for sign in said["signs"]),
        one=_side(one, kept, seen[one.pk], on),
        other=_side(other, kept, seen[other.pk], on),
        same={reference_of(gone): reference_of(kept) for gone, kept in same},
        may_decide=next((each for each in changing if not each), changing[0]),
        joining=may_merge(_meeting(pair, members, *numbered(same))),
    )


Member = AdultMembership | ChildMembership
Same = list[tuple[Member, Member]]


def _proposed(gone: Members, kept: Members) -> Same:
    """Who of one family may be whom of the other."""
    alike = who_is_who([gone.household], [kept.household])[0]
    return [(gone.people[each.one], kept.people[each.other]) for each in alike]


def reference_of(member: Member) -> str:
    """The reference of whom a membership is of."""
    return member.child.reference if isinstance(member, ChildMembership) else member.adult.reference


def numbered(same: Same) -> tuple[dict[int, int], dict[int, int]]:
    """The adults who are the same, and the children, by their numbers."""
    adults = {
        a.adult_id: b.adult_id for a, b in same if isinstance(a, AdultMembership) and isinstance(b, AdultMembership)
    }
    children = {
        a.child_id: b.child_id for a, b in same if isinstance(a, ChildMembership) and isinstance(b, ChildMembership)
    }
    return adults, children


def _side(row: Any, kept: Kept, seen: Sight, on: date) -> Side:
    ways: dict[int, list[ContactRow]] = {}
    for contact in kept.contacts:
        ways.setdefault(contact.adult_id, []).append(contact_row(contact))
    adults = [each for each in kept.adults if each.family_id == row.pk]
    homes = [each for each in kept.homes if each.family_id == row.pk and seen.shows(Part.ADDRESS)]
    return Side(
        reference=row.reference,
        entered_on=row.entered_on,
        groups=tuple(row.group_names),
        restricted=row.restricted,
        quiet=row.quiet_from is not None,
        adults=tuple(adult_row(each, seen, ways.get(each.adult_id, [])) for each in adults),
        children=tuple(child_row(each, seen, on) for each in kept.children if each.family_id == row.pk),
        addresses=tuple(address_row(each, seen) for each in homes),
    )


@machinery(Machinery.FAMILIES)
def meeting_of(kept: int, gone: int, adults: Mapping[int, int], children: Mapping[int, int], *, on: date) -> Meeting:
    """What two records say to each other before they are made one, where these of the other are those of the kept."""
    families = _families(Q(pk__in=(kept, gone)), on)
    return _meeting((families[kept], families[gone]), members_of([kept, gone], on=on), adults, children)


def _meeting(
    pair: tuple[Any, Any], members: Mapping[int, Members], adults: Mapping[int, int], children: Mapping[int, int]
) -> Meeting:
    kept, gone = (members[row.pk] for row in pair)
    homes = homes_compared([kept.household], [gone.household])
    people = [member for side in (kept, gone) for member in side.people if isinstance(member, AdultMembership)]
    by_number = {member.adult_id: member for member in people}
    accounts = [(by_number[one].adult.user_id, by_number[other].adult.user_id) for one, other in adults.items()]
    return Meeting(
        in_common=len(adults),
        left_over=(_left_over(kept, set(adults.values())), _left_over(gone, set(adults))),
        one_roof=homes[Question.POSTCODE][0] == 0 and 0 <= homes[Question.STREET][0] <= 1,
        hidden=any(row.has_hidden for row in pair),
        kept_apart=any(_across(each, adults, children) for row in pair for each in row.kept_apart),
        two_accounts=any(one and other and one != other for one, other in accounts),
    )


def _left_over(side: Members, known: set[int]) -> int:
    """How many adults live there who are not on the other record."""
    here = [each for each in side.people if isinstance(each, AdultMembership) and each.living != Living.ELSEWHERE]
    return sum(each.adult_id not in known for each in here)


def _across(kept_apart: Mapping[str, int | None], adults: Mapping[int, int], children: Mapping[int, int]) -> bool:
    """Whether one of those who are kept apart is on one of the records alone."""
    both_adults, both_children = {*adults, *adults.values()}, {*children, *children.values()}
    about = kept_apart["about_adult"] in both_adults or kept_apart["about_child"] in both_children
    return not (kept_apart["kept_from"] in both_adults and about)


@machinery(Machinery.FAMILIES)
def merger_for(*, viewer: Viewer, reference: str, on: date) -> Made | None:
    """That a record was put together from two, for whoever may take it apart; None for anybody else."""
    row = Merger.objects.told(viewer.actor(on)).select_related("kept", "gone").filter(reference=reference).first()
    if row is None or row.undone_on:
        return None
    known = facts_of([row.kept.reference], on=on).get(row.kept.reference)
    if known is None or not may_change(viewer, known, on, Part.BIRTHDAYS):
        return None
    return Made(row.reference, row.kept.reference, row.gone.reference, row.merged_on)


def may_say_same(*, viewer: Viewer, reference: str, on: date) -> Verdict | None:
    """Whether somebody may say of a family that it is on record twice; None where there is none for them."""
    known = facts_of([reference], on=on).get(reference)
    if known is None or not sight(viewer, known, on).shows(Part.NAMES):
        return None
    return may_change(viewer, known, on, Part.BIRTHDAYS)
