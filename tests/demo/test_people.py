"""The people of the demonstration: one for each role, without a password, and nobody else can be become."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from fingerpost.accounts.models import User
from fingerpost.accounts.queries import MAKE_BELIEVE, make_believe_people
from fingerpost.accounts.vocabulary import Role
from fingerpost.demo.operations.organisations import make_organisations
from fingerpost.demo.operations.people import make_people
from fingerpost.demo.operations.setting import setting, told
from tests.demo.invented import make_wealdmoor
from tests.factories.accounts import make_posting, make_user

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 24)


@pytest.fixture
def people(now) -> list[User]:
    county = setting(make_wealdmoor([2026]), 2016, TODAY)
    return make_people(county, make_organisations(county))


@pytest.fixture
def demonstration(settings, people) -> Client:
    settings.ROOT_URLCONF = "tests.demo.addresses"
    return Client()


def test_every_role_but_none_twice_over_is_there(people):
    assert {role for person in make_believe_people(TODAY) for role, _place in person.roles} == set(Role)


def test_they_have_names_of_their_own_and_no_passwords(people):
    assert len({person.name for person in people}) == len(people) == len(told("people")) >= 12
    assert not any(person.has_usable_password() for person in people)
    assert all(person.email.endswith(f"@{MAKE_BELIEVE}") for person in people)


def test_made_again_nothing_changes(people):
    county = setting(people[0].postings.told("a test").get().centre.authority, 2016, TODAY)
    assert make_people(county, make_organisations(county)) == people


def test_one_press_and_one_is_somebody_else(demonstration, people):
    for person in people:
        demonstration.post("/sign-in/as/", {"email": person.email})
        assert person.given_name in demonstration.get(reverse("account:home")).content.decode()


def test_their_desks_are_open_without_a_telephone(demonstration, people):
    demonstration.post("/sign-in/as/", {"email": people[0].email})
    assert demonstration.get(reverse("centre:desk")).status_code == 200


@pytest.mark.parametrize("email", ["real@wealdmoor.example", "", "nobody@make-believe.example"])
def test_nobody_real_can_be_become(demonstration, email):
    make_posting(Role.COUNTY_MANAGER, user=make_user(email="real@wealdmoor.example"))
    demonstration.post("/sign-in/as/", {"email": email})
    assert demonstration.get(reverse("account:home")).status_code == 302


def test_without_the_demonstration_the_address_is_not_there(client, people):
    assert client.get("/sign-in/as/").status_code == 404
    assert client.post("/sign-in/as/", {"email": people[0].email}).status_code == 404
