"""What follows from a posting, case by case."""

from datetime import date, timedelta

import pytest

from fingerpost.accounts.rules import (
    Command,
    FamilyFacts,
    Place,
    PostingFacts,
    Viewer,
    may,
    may_appoint,
    may_be_held,
    may_see_family,
    opens,
)
from fingerpost.accounts.rules.table import ALLOWS, APPOINTS, HELD_AT, OPENS
from fingerpost.accounts.rules.tokens import new_token, token_hash
from fingerpost.accounts.vocabulary import Capability, Desk, PlaceKind, Reason, Role

TODAY = date(2026, 11, 24)
OAK = Place(PlaceKind.CENTRE, "oak", "moor")
ELM = Place(PlaceKind.CENTRE, "elm", "moor")
FAR = Place(PlaceKind.CENTRE, "far", "vale")
MOOR = Place(PlaceKind.GROUP, "moor")
VISITORS = Place(PlaceKind.PARTNER, "visitors")
CHEMIST = Place(PlaceKind.PHARMACY, "chemist")
COUNTY = Place(PlaceKind.COUNTY, "wealdmoor")


def held(role: Role, place: Place, start: int = -9, end: int | None = None, reference: str = "p") -> PostingFacts:
    until = None if end is None else TODAY + timedelta(days=end)
    return PostingFacts(reference, role, place, TODAY + timedelta(days=start), until)


def viewer(*postings: PostingFacts, chosen: str = "") -> Viewer:
    return Viewer("me", postings, chosen)


def test_every_role_has_a_line_in_every_table():
    assert set(Role) == HELD_AT.keys() == OPENS.keys() == ALLOWS.keys()
    assert APPOINTS.keys() == {role for role in Role if Capability.MANAGE_PEOPLE in ALLOWS[role]}


def test_every_capability_is_allowed_to_somebody():
    assert frozenset().union(*ALLOWS.values()) == set(Capability)


def test_every_desk_is_opened_by_somebody():
    assert set(OPENS.values()) == set(Desk)


@pytest.mark.parametrize(
    ("start", "end", "holds"), [(-9, None, True), (0, 0, True), (-9, -1, False), (1, None, False), (-9, 0, True)]
)
def test_a_posting_holds_from_a_day_to_a_day(start, end, holds):
    assert held(Role.RECEPTIONIST, OAK, start, end).holds(TODAY) is holds


@pytest.mark.parametrize(
    ("place", "other", "covers"),
    [
        (COUNTY, OAK, True),
        (MOOR, OAK, True),
        (MOOR, FAR, False),
        (OAK, OAK, True),
        (OAK, ELM, False),
        (OAK, MOOR, False),
    ],
)
def test_what_a_place_covers(place, other, covers):
    assert place.covers(other) is covers


@pytest.mark.parametrize(
    ("postings", "at", "reason"),
    [
        ((), None, Reason.NO_POSTING),
        ((held(Role.CENTRE_MANAGER, OAK, -9, -1),), None, Reason.NO_POSTING),
        ((held(Role.RECEPTIONIST, OAK),), OAK, Reason.NOT_IN_ROLE),
        ((held(Role.CENTRE_MANAGER, OAK),), FAR, Reason.OTHER_PLACE),
    ],
)
def test_what_one_may_not_do_says_why(postings, at, reason):
    verdict = may(Capability.EDIT_PROGRAMME, postings, TODAY, at)
    assert not verdict
    assert verdict.reason == str(reason.label)


def test_what_one_may_do_names_the_role():
    verdict = may(Capability.EDIT_PROGRAMME, [held(Role.CENTRE_MANAGER, OAK)], TODAY, OAK)
    assert verdict
    assert verdict.reason == "Your role allows this: Centre manager."


@pytest.mark.parametrize(
    ("role", "place", "desk"),
    [
        (Role.RECEPTIONIST, OAK, Desk.CENTRE),
        (Role.PARTNER_LEAD, VISITORS, Desk.PARTNER),
        (Role.PHARMACY_TEAM, CHEMIST, Desk.PHARMACY),
        (Role.SAFEGUARDING_LEAD, COUNTY, Desk.COUNTY),
        (Role.PARENT, COUNTY, Desk.FAMILY),
    ],
)
def test_a_role_opens_its_desk_and_no_other(role, place, desk):
    assert [each for each in Desk if opens(each, [held(role, place)], TODAY)] == [desk]


@pytest.mark.parametrize(
    ("role", "kind", "fits"),
    [
        (Role.GROUP_LEAD, PlaceKind.CENTRE, False),
        (Role.OUTREACH_WORKER, PlaceKind.GROUP, True),
        (Role.PHARMACY_TEAM, PlaceKind.PARTNER, False),
        (Role.PARENT, PlaceKind.COUNTY, True),
    ],
)
def test_a_role_is_held_where_it_belongs(role, kind, fits):
    assert bool(may_be_held(role, kind)) is fits


FAMILY = FamilyFacts(groups=frozenset({"moor"}), adults=frozenset({"a parent"}))


@pytest.mark.parametrize(
    ("postings", "family", "reason"),
    [
        ([], FAMILY, Reason.NO_POSTING),
        (
            [held(Role.CENTRE_MANAGER, OAK)],
            FamilyFacts(frozenset({"moor"}), frozenset({"me"})),
            Reason.PARENT_IN_FAMILY,
        ),
        ([held(Role.SAFEGUARDING_LEAD, COUNTY), held(Role.SYSTEM_ADMINISTRATOR, COUNTY)], FAMILY, Reason.ADMINISTRATOR),
        ([held(Role.OUTREACH_WORKER, FAR)], FAMILY, Reason.OTHER_GROUP),
        ([held(Role.PARTNER_WORKER, VISITORS)], FAMILY, Reason.NOT_SHARED),
        ([held(Role.PHARMACY_TEAM, CHEMIST)], FAMILY, Reason.NOT_IN_ROLE),
        ([held(Role.COUNTY_MANAGER, COUNTY)], FAMILY, Reason.NOT_IN_ROLE),
        ([held(Role.RECEPTIONIST, OAK)], FamilyFacts(frozenset({"moor"}), restricted=True), Reason.RESTRICTED),
    ],
)
def test_why_a_family_stays_closed(postings, family, reason):
    verdict = may_see_family(viewer(*postings), family, TODAY)
    assert not verdict
    assert verdict.reason == str(reason.label)


def test_only_the_basics_were_shared():
    family = FamilyFacts(shared_basic=frozenset({"visitors"}))
    partner = viewer(held(Role.PARTNER_WORKER, VISITORS))
    assert may_see_family(partner, family, TODAY)
    verdict = may_see_family(partner, family, TODAY, Capability.SEE_FAMILY_FULL)
    assert verdict.reason == str(Reason.ONLY_BASICS_SHARED.label)


def test_a_worker_named_for_a_restricted_family_opens_it():
    family = FamilyFacts(frozenset({"moor"}), restricted=True, workers=frozenset({"me"}))
    assert may_see_family(viewer(held(Role.OUTREACH_WORKER, OAK)), family, TODAY, Capability.SEE_FAMILY_FULL)


def test_a_parent_sees_their_own_family_and_no_other():
    parent = viewer(held(Role.PARENT, COUNTY))
    own = FamilyFacts(adults=frozenset({"me"}))
    assert may_see_family(parent, own, TODAY, Capability.SEE_OWN_FAMILY)
    assert not may_see_family(parent, FAMILY, TODAY, Capability.SEE_OWN_FAMILY)


def test_the_nearest_refusal_is_the_one_that_is_said():
    both = viewer(held(Role.PHARMACY_TEAM, CHEMIST), held(Role.OUTREACH_WORKER, FAR))
    assert may_see_family(both, FAMILY, TODAY).reason == str(Reason.OTHER_GROUP.label)


@pytest.mark.parametrize(
    ("by", "role", "at", "reason"),
    [
        (Command("console"), Role.SYSTEM_ADMINISTRATOR, COUNTY, None),
        (viewer(held(Role.CENTRE_MANAGER, OAK)), Role.RECEPTIONIST, OAK, None),
        (viewer(held(Role.CENTRE_MANAGER, OAK)), Role.RECEPTIONIST, ELM, Reason.OTHER_PLACE),
        (viewer(held(Role.CENTRE_MANAGER, OAK)), Role.CENTRE_MANAGER, OAK, Reason.NOT_APPOINTED_BY_YOU),
        (viewer(held(Role.GROUP_LEAD, MOOR)), Role.CENTRE_MANAGER, ELM, None),
        (viewer(held(Role.PARTNER_LEAD, VISITORS)), Role.PARTNER_WORKER, VISITORS, None),
        (viewer(held(Role.COUNTY_MANAGER, COUNTY)), Role.PHARMACY_TEAM, CHEMIST, None),
        (viewer(held(Role.COUNTY_MANAGER, COUNTY)), Role.DATA_PROTECTION_OFFICER, COUNTY, Reason.NOT_APPOINTED_BY_YOU),
        (viewer(held(Role.SYSTEM_ADMINISTRATOR, COUNTY)), Role.DATA_PROTECTION_OFFICER, COUNTY, None),
        (viewer(held(Role.SYSTEM_ADMINISTRATOR, COUNTY)), Role.SAFEGUARDING_LEAD, COUNTY, Reason.NOT_APPOINTED_BY_YOU),
        (viewer(held(Role.RECEPTIONIST, OAK)), Role.RECEPTIONIST, OAK, Reason.NOT_IN_ROLE),
    ],
)
def test_who_may_appoint_whom(by, role, at, reason):
    verdict = may_appoint(by, role, at, TODAY)
    assert bool(verdict) is (reason is None)
    if reason:
        assert verdict.reason == str(reason.label)


def test_nobody_appoints_themselves():
    lead = viewer(held(Role.COUNTY_MANAGER, COUNTY))
    verdict = may_appoint(lead, Role.SAFEGUARDING_LEAD, COUNTY, TODAY, whom="me")
    assert verdict.reason == str(Reason.NOT_YOURSELF.label)


def test_the_chosen_posting_stands_first():
    one, two = held(Role.PARENT, COUNTY, reference="one"), held(Role.RECEPTIONIST, OAK, reference="two")
    assert viewer(one, two, chosen="two").standing(TODAY) == (two, one)


def test_the_record_names_a_role_and_a_reference():
    assert viewer(held(Role.RECEPTIONIST, OAK)).actor(TODAY) == "receptionist me"
    assert viewer().actor(TODAY) == "user me"


def test_a_token_is_long_and_kept_as_a_hash():
    token = new_token()
    assert len(token) >= 43
    assert token_hash(token) != token_hash(new_token())
    assert token not in token_hash(token)
