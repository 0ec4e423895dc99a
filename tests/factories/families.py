"""Families of Wealdmoor: invented, and entered as any family is."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.test import Client

from fingerpost.accounts.queries import viewer_of
from fingerpost.accounts.rules import Viewer
from fingerpost.accounts.vocabulary import Role
from fingerpost.families.models import Adult, Child, Family, Merger, PossibleDouble
from fingerpost.families.operations import enter_family, merge_families
from fingerpost.families.rules.entering import NewAdult, NewCare, NewChild, NewContact, NewFamily, NewHome
from fingerpost.families.vocabulary import ContactKind, Living, Relationship, Responsibility
from fingerpost.places.models import CentreGroup
from tests.factories.accounts import CONSOLE, make_posting, make_user
from tests.factories.door import seated
from tests.factories.places import some_group

TODAY = date(2026, 11, 24)
MOBILE = NewContact(kind=ContactKind.MOBILE, value="07700 900 111", preferred=True, safe_to_call=True)
MOTHER = NewAdult(given_name="Amara", family_name="Okoye", date_of_birth=date(1994, 5, 2), contacts=(MOBILE,))
FATHER = NewAdult(given_name="Suharto", living=Living.ELSEWHERE)
CARES = (
    NewCare(adult=0, relationship=Relationship.MOTHER, responsibility=Responsibility.YES),
    NewCare(adult=1, relationship=Relationship.FATHER, responsibility=Responsibility.NOT_SURE),
)
TOBI = NewChild(given_name="Tobi", family_name="Okoye", date_of_birth=date(2024, 2, 29), cares=CARES)
HOME = NewHome(lines="7 Larkspur Way", postcode="WM1 2AB", safe_to_post=True)
ELSEWHERE = NewHome(lines="Flat 9, Thornbury Court", postcode="WM2 2AB", of=1)
APART = NewFamily(adults=(MOTHER, FATHER), children=(TOBI,), homes=(HOME, ELSEWHERE))
"""A mother and her child at home, and the father elsewhere, with a name of one word."""


def make_family(
    group: CentreGroup | None = None, family: NewFamily = APART, on: date = TODAY, **changes: Any
) -> Family:
    """A family that is registered with a group."""
    return enter_family(family=replace(family, **changes), group=group or some_group(), by=CONSOLE, on=on)


def named(family: Family, given_name: str) -> Any:
    """Somebody in the family."""
    adults = Adult.objects.told("a test").filter(memberships__family=family, given_name=given_name)
    children = Child.objects.told("a test").filter(memberships__family=family, given_name=given_name)
    return adults.first() or children.get()


def viewer_with(role: Role, at: Any = None, on: date = TODAY) -> Viewer:
    """Somebody who holds a role."""
    return viewer_of(make_posting(role, at).user, on=on)


def parent_of(adult: Adult, on: date = TODAY) -> Viewer:
    """Somebody who signs in as an adult of a family."""
    user = make_user(adult.given_name)
    adult.user = user
    adult.save()
    make_posting(Role.PARENT, user=user)
    return viewer_of(user, on=on)


def signed_in(adult: Adult) -> Client:
    """A browser in which an adult of a family is signed in as a parent."""
    user = make_posting(Role.PARENT).user
    adult.user = user
    adult.save()
    return seated(Client(), user, twice=False)


def later(days: int) -> date:
    return TODAY + timedelta(days=days)


def make_pair(group: CentreGroup | None = None, on: date = TODAY) -> PossibleDouble:
    """Two families of a group that look alike: the second without the father."""
    again = replace(APART, adults=(MOTHER,), children=(replace(TOBI, given_name="Toby", cares=()),), homes=(HOME,))
    one, other = make_family(group, on=on), make_family(group, again, on=on)
    return PossibleDouble.objects.told("a test").get(one=one, other=other)


def make_merger(group: CentreGroup | None = None, on: date = TODAY) -> Merger:
    """One record made of them."""
    pair = make_pair(group, on)
    same = {named(pair.other, "Amara").reference: named(pair.one, "Amara").reference}
    return merge_families(pair=pair.reference, keep=pair.one.reference, same=same, by=CONSOLE, on=on)
