"""The people of the make-believe county: one for each role, to be walked about as. They have no passwords."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from fingerpost.accounts.models import ThePlace, User
from fingerpost.accounts.operations import Person, enter_user, start_posting
from fingerpost.accounts.queries import MAKE_BELIEVE
from fingerpost.accounts.rules import Command
from fingerpost.accounts.vocabulary import Role
from fingerpost.demo.operations.organisations import Partners
from fingerpost.demo.operations.setting import BY, Setting, told
from fingerpost.partners.models import Organisation
from fingerpost.partners.operations import Partner, load_organisations
from fingerpost.partners.vocabulary import OrganisationKind

HERE_FOR = timedelta(days=200)
PHARMACY = "The Green Mortar pharmacy"


def make_people(county: Setting, partners: Partners) -> list[User]:
    """Enter those who do not stand yet, with their roles."""
    pharmacy = _pharmacy(county)
    return [_person(county, row, partners, pharmacy) for row in told("people")]


def _pharmacy(county: Setting) -> Organisation:
    """One that signposts families; it offers nothing itself, so it is not among the county's services."""
    partner = Partner(
        kind=OrganisationKind.PHARMACY, name=PHARMACY, reference=county.reference("organisation", "pharmacy")
    )
    return load_organisations(partners=[partner], by=BY, reference=county.authority.code)[0]


def _person(county: Setting, row: Mapping[str, Any], partners: Partners, pharmacy: Organisation) -> User:
    given, _space, family = row["name"].partition(" ")
    email = f"{given}.{family}@{MAKE_BELIEVE}".lower()
    standing = User.objects.filter(email=email).first()
    if standing:
        return standing
    reference = county.reference("user", row["name"])
    person = Person(email=email, given_name=given, family_name=family, reference=reference)
    user = enter_user(person=person, password=None, by=Command(BY), on=county.today)
    for held in row["roles"]:
        at = _place(county, held["at"], partners, pharmacy)
        starts = county.today - HERE_FOR
        start_posting(user=user, role=Role(held["role"]), at=at, starts=starts, by=Command(BY), on=county.today)
    return user


def _place(county: Setting, where: str, partners: Partners, pharmacy: Organisation) -> ThePlace:
    """What the table calls `centre 1`, `group 2`, `county`, `pharmacy`, or an organisation's key."""
    word, _space, number = where.partition(" ")
    if word == "county":
        return county.authority
    if word == "pharmacy":
        return pharmacy
    if word == "group":
        return county.clusters[int(number) - 1].group
    if word == "centre":
        return county.clusters[0].seats[int(number) - 1].centre
    return next(partner for (key, _district), partner in partners.items() if key == word)
