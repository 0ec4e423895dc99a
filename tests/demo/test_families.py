"""The families of the demonstration: believable, the same each time, and those that show what matters most."""

from datetime import date, timedelta

import pytest

from fingerpost.accounts.models import User
from fingerpost.accounts.queries import MAKE_BELIEVE, viewer_of
from fingerpost.demo.operations.families import make_families
from fingerpost.demo.operations.organisations import make_organisations
from fingerpost.demo.operations.people import make_people
from fingerpost.demo.operations.setting import Setting, setting, told
from fingerpost.demo.rules.drawing import draw
from fingerpost.demo.rules.households import Cast, family_of
from fingerpost.demo.rules.known import known_families
from fingerpost.families.models import Adult, ContactRestriction, Family
from fingerpost.families.queries import families_of_group, family_for, own_family
from fingerpost.families.rules.entering import NewFamily, problems
from fingerpost.families.vocabulary import Relationship
from tests.demo.invented import make_wealdmoor

TODAY = date(2026, 11, 24)
CROWD = 600


def drawn(number: int) -> NewFamily:
    luck = draw(2016, "family", number)
    origin = luck.choice(told("families"))
    return family_of(Cast(luck, TODAY, "WM1 2AB", origin))


@pytest.fixture(scope="module")
def crowd() -> list[NewFamily]:
    return [drawn(number) for number in range(CROWD)]


def test_each_could_be(crowd):
    assert not [problem for family in crowd for problem in problems(family, TODAY)]
    assert not [
        problem
        for family in known_families(TODAY, "WM1 2AB", "WM2 2AB").values()
        for problem in problems(family, TODAY)
    ]


def test_drawn_again_they_are_the_same(crowd):
    assert [drawn(number) for number in range(40)] == crowd[:40]


def test_all_kinds_of_families_are_among_them(crowd):
    relations = {care.relationship for family in crowd for child in family.children for care in child.cares}
    wanted = {Relationship.MOTHER, Relationship.FATHER, Relationship.KINSHIP_CARER, Relationship.FOSTER_CARER}
    assert wanted <= relations
    assert any(not adult.family_name for family in crowd for adult in family.adults)
    assert any(child.due_on for family in crowd for child in family.children)
    assert any(child.born_with for family in crowd for child in family.children)
    assert any(home.hidden for family in crowd for home in family.homes)


def test_nobody_real_can_be_reached(crowd):
    values = [contact.value for family in crowd for adult in family.adults for contact in adult.contacts]
    assert all(value.startswith("07700 900 ") or value.endswith(f"@{MAKE_BELIEVE}") for value in values)


@pytest.fixture
def county(db, now) -> Setting:
    return setting(make_wealdmoor([2026]), 2016, TODAY)


@pytest.fixture
def people(county) -> dict[str, User]:

    made = make_people(county, make_organisations(county))
    make_families(county, made)
    return {user.name: user for user in made}


def test_made_again_nothing_changes(county, people):
    before = sorted(Family.objects.told("a test").values_list("reference", flat=True))
    make_families(county, list(people.values()))
    assert sorted(Family.objects.told("a test").values_list("reference", flat=True)) == before


def test_the_father_reads_his_own_and_not_where_she_is(people):
    father = own_family(viewer=viewer_of(people["Barnaby Thistledown"], on=TODAY), on=TODAY)
    mother = own_family(viewer=viewer_of(people["Marigold Fenwickery"], on=TODAY), on=TODAY)
    assert "Sparrow Close" in repr(mother)
    assert "Sparrow Close" not in repr(father)
    assert "Clementine" in repr(father)
    assert ContactRestriction.objects.told("a test").count() == 1


def test_a_colleague_does_not_open_their_own_family(county, people):
    cosmo = viewer_of(people["Cosmo Abernettle"], on=TODAY)
    reference = county.reference("family", "colleague")
    assert not family_for(viewer=cosmo, reference=reference, on=TODAY).family
    assert own_family(viewer=cosmo, on=TODAY)


def test_only_the_named_worker_finds_the_restricted_family(county, people):
    reference = county.reference("family", "restricted")
    for name, finds in (("Tomasz Fairmeadow", True), ("Bryony Achterwood", False)):
        viewer = viewer_of(people[name], on=TODAY)
        lines = families_of_group(viewer=viewer, on=TODAY + timedelta(days=1)).lines
        assert (reference in {line.reference for line in lines}) is finds


def test_an_adult_of_one_word_is_one_of_them(people):
    assert Adult.objects.told("a test").filter(family_name="").exists()
