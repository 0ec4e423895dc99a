"""People of Wealdmoor: invented, with the postings that a test cares about."""

from collections.abc import Callable
from datetime import date, datetime
from itertools import count
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator

from fingerpost.accounts.models import PLACE_FIELDS, Posting, ThePlace, User
from fingerpost.accounts.operations import Person, invite
from fingerpost.accounts.queries import place_of
from fingerpost.accounts.rules import Command
from fingerpost.accounts.vocabulary import PlaceKind, Role
from fingerpost.base import clock
from fingerpost.partners.models import Organisation
from fingerpost.partners.vocabulary import OrganisationKind
from fingerpost.places.models import Centre
from tests.factories.places import make_centre, some_group, wealdmoor

PASSWORD = "a lantern on the moor"
CONSOLE = Command("a test")
STARTED = date(2026, 9, 1)

_numbers = count(1)


def make_user(given_name: str = "Robin", password: str | None = PASSWORD, **values: Any) -> User:
    """Somebody with a confirmed address. Without a password, they sign in by code or passkey."""
    email = values.pop("email", f"{given_name.lower()}{next(_numbers)}@wealdmoor.example")
    user = User(email=email, given_name=given_name, **({"family_name": "Marsh"} | values))
    user.set_password(password)
    user.save()
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def make_posting(role: Role, at: ThePlace | None = None, user: User | None = None, **values: Any) -> Posting:
    """A role that began in September and goes on."""
    at = at or some_place(role)
    kind = place_of(at, STARTED).kind
    defaults = {"user": user or make_user(), "role": role, "valid_from": STARTED, "place_kind": kind}
    return Posting.objects.create(**(defaults | {PLACE_FIELDS[kind]: at} | values))


def make_invitation(at: ThePlace, role: Role = Role.RECEPTIONIST, now: datetime | None = None) -> str:
    """An open invitation; its token."""
    person = Person(email="robin@wealdmoor.example", given_name="Robin", family_name="Marsh")
    return invite(person=person, role=role, at=at, by=CONSOLE, now=now or clock.now())[1]


def make_passkey(email: str) -> int:
    """A passkey that no device has, of somebody who is made if they are not there; its number."""
    user = User.objects.filter(email=email).first() or make_user(email=email)
    data = {"name": "Work phone", "credential": {}}
    return int(Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data=data).pk)


def some_place(role: Role) -> ThePlace:
    """A place of the kind that a role is held at."""
    return _PLACES[_KINDS.get(role, PlaceKind.COUNTY)]()


def some_organisation(kind: OrganisationKind) -> Organisation:
    return Organisation.objects.get_or_create(kind=kind, name=f"Wealdmoor {kind.label}")[0]


def some_centre() -> Centre:
    return Centre.objects.order_by("pk").first() or make_centre("Oak Tree")


_KINDS = {
    Role.RECEPTIONIST: PlaceKind.CENTRE,
    Role.OUTREACH_WORKER: PlaceKind.CENTRE,
    Role.CENTRE_MANAGER: PlaceKind.CENTRE,
    Role.WEBSITE_EDITOR: PlaceKind.CENTRE,
    Role.GROUP_LEAD: PlaceKind.GROUP,
    Role.PARTNER_WORKER: PlaceKind.PARTNER,
    Role.PARTNER_LEAD: PlaceKind.PARTNER,
    Role.PHARMACY_TEAM: PlaceKind.PHARMACY,
}
_PLACES: dict[PlaceKind, Callable[[], ThePlace]] = {
    PlaceKind.CENTRE: some_centre,
    PlaceKind.GROUP: some_group,
    PlaceKind.PARTNER: lambda: some_organisation(OrganisationKind.HEALTH_VISITING),
    PlaceKind.PHARMACY: lambda: some_organisation(OrganisationKind.PHARMACY),
    PlaceKind.COUNTY: wealdmoor,
}
