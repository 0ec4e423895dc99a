"""A crowd drawn at random: people with any roles at any places, written straight into the tables."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator

from fingerpost.accounts.models import PLACE_FIELDS, Invitation, Posting, ThePlace, User
from fingerpost.accounts.queries import place_of
from fingerpost.accounts.rules.table import HELD_AT
from fingerpost.accounts.vocabulary import PlaceKind, Role
from fingerpost.base.identifiers import new_reference
from fingerpost.partners.vocabulary import OrganisationKind
from fingerpost.places.models import Centre, CentreGroup
from tests.factories.accounts import some_organisation
from tests.factories.places import make_centre, make_group, wealdmoor

TODAY = date(2026, 11, 24)
LONG_AGO, YESTERDAY, TOMORROW = TODAY - timedelta(days=90), TODAY - timedelta(days=1), TODAY + timedelta(days=1)
PERIODS = (
    (LONG_AGO, None),
    (LONG_AGO, None),
    (LONG_AGO, TODAY),
    (TODAY, None),
    (LONG_AGO, YESTERDAY),
    (TOMORROW, None),
)


@dataclass(frozen=True)
class Country:
    """Two groups with two centres each, two partners, a pharmacy, the county."""

    groups: Sequence[CentreGroup]
    centres: Sequence[Centre]
    places: dict[PlaceKind, Sequence[ThePlace]]
    group_of: dict[int, int]  # of each centre, by number

    @property
    def seats(self) -> list[tuple[Role, ThePlace]]:
        return [(role, at) for role in Role for kind in sorted(HELD_AT[role]) for at in self.places[kind]]


def make_country() -> Country:
    """The places that everybody is drawn at."""
    ours = wealdmoor()
    groups = [make_group("Moor"), make_group("Vale")]
    centres = [
        make_centre(name, group=group) for group in groups for name in (f"{group.name} Oak", f"{group.name} Elm")
    ]
    organisations = [some_organisation(OrganisationKind.HEALTH_VISITING), some_organisation(OrganisationKind.HOUSING)]
    places: dict[PlaceKind, Sequence[ThePlace]] = {
        PlaceKind.GROUP: groups,
        PlaceKind.CENTRE: centres,
        PlaceKind.PARTNER: organisations,
        PlaceKind.PHARMACY: [some_organisation(OrganisationKind.PHARMACY)],
        PlaceKind.COUNTY: [ours],
    }
    return Country(
        groups, centres, places, {centre.pk: groups[number // 2].pk for number, centre in enumerate(centres)}
    )


@dataclass
class Crowd:
    """Who was drawn."""

    users: list[User] = field(default_factory=list)
    postings: list[Posting] = field(default_factory=list)
    invitations: list[Invitation] = field(default_factory=list)

    def of(self, user: User) -> list[Posting]:
        return [posting for posting in self.postings if posting.user_id == user.pk]


def draw_crowd(country: Country, draw: random.Random, people: int) -> Crowd:
    """So many people, each with up to three roles, and half as many invitations."""
    crowd = Crowd([_somebody(draw, number) for number in range(people)])
    User.objects.bulk_create(crowd.users)
    for user in crowd.users:
        seats = draw.sample(country.seats, draw.choice((0, 1, 1, 2, 3)))
        crowd.postings += [_posting(user, *seat, *draw.choice(PERIODS)) for seat in seats]
    Posting.objects.bulk_create(crowd.postings)
    crowd.invitations = [_invitation(draw, *draw.choice(country.seats)) for _ in range(people // 2)]
    Invitation.objects.bulk_create(crowd.invitations)
    EmailAddress.objects.bulk_create([EmailAddress(user=user, email=user.email) for user in crowd.users])
    Authenticator.objects.bulk_create([Authenticator(user=user, type="totp", data={}) for user in crowd.users])
    return crowd


def _somebody(draw: random.Random, number: int) -> User:
    return User(email=f"{number}-{draw.random()}@wealdmoor.example", given_name="Robin", password="!")


def _seat(role: Role, at: ThePlace) -> dict[str, Any]:
    kind = place_of(at, TODAY).kind
    return {"role": role.value, "place_kind": kind.value, PLACE_FIELDS[kind]: at}


def _posting(user: User, role: Role, at: ThePlace, starts: date, ends: date | None) -> Posting:
    return Posting(user=user, valid_from=starts, valid_to=ends, **_seat(role, at))


def _invitation(draw: random.Random, role: Role, at: ThePlace) -> Invitation:
    now = datetime(2026, 11, 20, tzinfo=UTC)
    return Invitation(
        email="robin@wealdmoor.example",
        given_name="Robin",
        token_hash=f"{new_reference()}{draw.random()}",
        invited_by="a test",
        invited_at=now,
        expires_at=now + timedelta(days=7),
        **_seat(role, at),
    )
