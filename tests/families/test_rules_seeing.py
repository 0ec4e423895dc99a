"""What those at work see of a family, part by part: a table, and every seat against a second statement of it."""

import itertools
from datetime import date, timedelta

import pytest

from fingerpost.accounts.rules import Command, FamilyFacts, Place, PostingFacts, Viewer
from fingerpost.accounts.rules.table import HELD_AT
from fingerpost.accounts.vocabulary import PlaceKind, Role
from fingerpost.families.rules.changing import may_change, may_enter
from fingerpost.families.rules.seeing import SHOWN, Part, Step, sight
from tests.accounts.oracle import sees_family, today
from tests.families.oracle import shows_part

TODAY = date(2026, 11, 24)
BEGAN = TODAY - timedelta(days=9)
MOOR, VALE = Place(PlaceKind.GROUP, "moor"), Place(PlaceKind.GROUP, "vale")
PLACES = {
    PlaceKind.GROUP: (MOOR, VALE),
    PlaceKind.CENTRE: (Place(PlaceKind.CENTRE, "oak", "moor"), Place(PlaceKind.CENTRE, "elm", "vale")),
    PlaceKind.PARTNER: (Place(PlaceKind.PARTNER, "visitors"),),
    PlaceKind.PHARMACY: (Place(PlaceKind.PHARMACY, "chemist"),),
    PlaceKind.COUNTY: (Place(PlaceKind.COUNTY, "wealdmoor"),),
}
SEATS = [(role, place) for role in Role for kind in sorted(HELD_AT[role]) for place in PLACES[kind]]
ME, NOBODY = frozenset({"me"}), frozenset[str]()
FAMILIES = [
    FamilyFacts(frozenset({"moor"}), adults, shared, more, restricted, workers, near)
    for adults, near in ((NOBODY, NOBODY), (ME, NOBODY), (NOBODY, ME))
    for shared, more in itertools.product((NOBODY, frozenset({"visitors"})), repeat=2)
    for restricted in (False, True)
    for workers in (NOBODY, ME)
]


def looking(*seats: tuple[Role, Place], until: date | None = None) -> Viewer:
    return Viewer("me", tuple(PostingFacts("p", role, place, BEGAN, until) for role, place in seats))


def test_every_seat_sees_of_every_family_what_a_second_statement_says():
    tried = 0
    for (role, place), family, until in itertools.product(SEATS, FAMILIES, (None, TODAY - timedelta(days=1))):
        viewer = looking((role, place), until=until)
        seen = sight(viewer, family, TODAY)
        for part in Part:
            assert seen.shows(part) == shows_part(viewer, family, TODAY, part.value), (role, place, family, part)
        assert seen.verdict.reason.endswith(".")
        tried += 1
    assert tried == len(SEATS) * len(FAMILIES) * 2


def test_two_seats_see_no_more_than_their_better_one():
    family = FAMILIES[0]
    for one, other in itertools.combinations(SEATS, 2):
        both = sight(looking(one, other), family, TODAY)
        alone = [sight(looking(seat), family, TODAY) for seat in (one, other)]
        assert SHOWN[both.step] <= SHOWN[alone[0].step] | SHOWN[alone[1].step]


def test_each_step_has_all_of_the_one_before():
    assert SHOWN[Step.NONE] < SHOWN[Step.BASIC] < SHOWN[Step.FULL] < SHOWN[Step.CLOSE] == set(Part)


@pytest.mark.parametrize(
    ("role", "part", "allowed"),
    [
        (Role.RECEPTIONIST, Part.CONTACTS, True),
        (Role.RECEPTIONIST, Part.NOTES, False),
        (Role.OUTREACH_WORKER, Part.NOTES, True),
        (Role.OUTREACH_WORKER, Part.SAFETY, False),
        (Role.SAFEGUARDING_LEAD, Part.SAFETY, True),
        (Role.DATA_PROTECTION_OFFICER, Part.NAMES, False),
        (Role.WEBSITE_EDITOR, Part.NAMES, False),
        (Role.PARENT, Part.NAMES, False),
    ],
)
def test_who_may_change_what(role, part, allowed):
    place = PLACES[min(HELD_AT[role])][0]
    family = FamilyFacts(frozenset({"moor"}))
    assert may_change(looking((role, place)), family, TODAY, part).allowed is allowed


def test_the_console_may_change_and_enter():
    assert may_change(Command("a test"), FAMILIES[0], TODAY, Part.SAFETY)
    assert may_enter(Command("a test"), MOOR, TODAY)


@pytest.mark.parametrize(("place", "allowed"), [(PLACES[PlaceKind.CENTRE][0], True), (MOOR, True), (VALE, False)])
def test_a_family_is_entered_where_one_works(place, allowed):
    assert may_enter(looking((Role.CENTRE_MANAGER, place)), MOOR, TODAY).allowed is allowed


def test_the_oracle_of_accounts_is_asked_about_the_same_days():
    assert today(looking(SEATS[0]).postings[0], TODAY)
    assert not sees_family(looking(SEATS[0], until=BEGAN), FAMILIES[0], TODAY, "see_family_basic")
