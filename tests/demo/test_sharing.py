"""What the demonstration shares: something of each kind, for its people, and the same each time."""

from datetime import date

import pytest

from fingerpost.accounts.models import User
from fingerpost.accounts.queries import viewer_of
from fingerpost.audit.models import Event
from fingerpost.audit.operations import Who
from fingerpost.demo.operations.families import make_families
from fingerpost.demo.operations.organisations import Partners, make_organisations
from fingerpost.demo.operations.people import make_people
from fingerpost.demo.operations.setting import Setting, setting
from fingerpost.demo.operations.sharing import make_sharing
from fingerpost.sharing.models import Choice, Decision, Share
from fingerpost.sharing.queries import SharedList, agreements, own_sharing, shared_with
from fingerpost.sharing.vocabulary import DecisionState, LegalBasis, Notice
from tests.demo.invented import make_wealdmoor

TODAY = date(2026, 11, 24)


@pytest.fixture
def county(db, now) -> Setting:
    return setting(make_wealdmoor([2026]), 2016, TODAY)


@pytest.fixture
def partners(county) -> Partners:
    return make_organisations(county)


@pytest.fixture
def people(county, partners) -> dict[str, User]:
    made = make_people(county, partners)
    make_families(county, made)
    make_sharing(county, partners, made)
    return {user.name: user for user in made}


def read_by(user: User) -> SharedList:
    return shared_with(viewer=viewer_of(user, on=TODAY), on=TODAY, by=Who(user.reference))


def test_the_health_visitor_sees_families_some_new_one_ending_soon_and_one_that_ended(people):
    listed = read_by(people["Wilhelmina Oseibrook"])
    assert listed.total == 4
    assert {Notice.BEGAN in line.news for line in listed.lines} == {True, False}
    assert [line.names[0] for line in listed.lines if line.ends_soon] == ["Edie Oatenshaw"]
    assert len(listed.ended) == 1


def test_the_speech_team_sees_whom_the_mother_agreed_to_and_she_sees_it_too(people):
    (line,) = read_by(people["Rafferty Stonecrop"]).lines
    assert "Clementine Fenwickery" in line.names
    mother = viewer_of(people["Marigold Fenwickery"], on=TODAY)
    assert len(own_sharing(viewer=mother, on=TODAY, by=Who(mother.user)).shares) == 2


def test_decisions_of_each_kind_are_there(people):
    decisions = Decision.objects.told("a test")
    assert set(decisions.values_list("state", flat=True)) == set(DecisionState)
    assert {LegalBasis.CONSENT, LegalBasis.DUTY} <= set(
        decisions.filter(state="shared").values_list("basis", flat=True)
    )
    assert {row.kind for row in agreements(TODAY)} >= {
        "health_visiting",
        "midwifery",
        "housing",
        "jobcentre",
        "voluntary",
    }


def test_made_again_nothing_changes(county, partners, people):
    def everything() -> list[int]:
        return [Event.objects.count(), *(each.objects.told("a test").count() for each in (Choice, Decision, Share))]

    before = everything()
    make_sharing(county, partners, list(people.values()))
    assert everything() == before
