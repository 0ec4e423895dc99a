"""Random families of two homes: at no address of their desk does one adult read what is hidden of another.

What may be shown is said by the second statement of the rules (`tests/families/oracle.py`), which shares nothing with
the product. Each adult carries words that are found nowhere else: in their number, their address, what they chose, the
centre that is theirs, and the organisation that is told about them.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from fingerpost.accounts.queries import viewer_of
from fingerpost.accounts.vocabulary import Desk, Role
from fingerpost.audit.operations import Who
from fingerpost.families.models import Family
from fingerpost.families.operations import add_restriction
from fingerpost.families.queries import family_for
from fingerpost.families.rules.entering import NewAdult, NewCare, NewChild, NewContact, NewFamily, NewHome
from fingerpost.families.rules.parents import Home
from fingerpost.families.vocabulary import Basis, ContactKind, Living, Relationship, Responsibility
from fingerpost.partners.models import Organisation
from fingerpost.places.queries import authority
from fingerpost.registration.operations.wording import version_in_force
from fingerpost.sharing.models import Choice, Share
from tests.factories.accounts import CONSOLE, make_posting
from tests.factories.families import TODAY, make_family, named, signed_in
from tests.factories.sharing import agrees, make_agreement, make_organisation, make_share
from tests.families.oracle import may_correct, may_move, shows_adult, shows_child, shows_household

FAMILIES = int(os.environ.get("FAMILIES", "6"))
# Each family is walked through fifty pages: the first that fails is told, and no smaller one is looked for.
SLOW = settings(deadline=None, phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture])
ADULTS, CHILDREN = ("Amara", "Suharto"), ("Tobi", "Zora")
LIVING = st.sampled_from(Living)
HOMES = st.builds(
    Home,
    st.fixed_dictionaries(dict.fromkeys(ADULTS, LIVING)),
    st.fixed_dictionaries(dict.fromkeys(CHILDREN, LIVING)),
    st.frozensets(st.sampled_from(list(product(ADULTS, CHILDREN)))),
    st.frozensets(st.sampled_from([pair for pair in product(ADULTS, ADULTS + CHILDREN) if len({*pair}) == 2])),
    st.booleans(),
    st.frozensets(st.sampled_from(list(product(ADULTS, CHILDREN)))),
)


@dataclass(frozen=True)
class Drawn:
    """A family as it was drawn, and as it is on record."""

    home: Home
    family: Family

    def words(self, me: str) -> dict[str, bool]:
        """Each telling word, and whether an adult may read it."""
        (other,) = set(ADULTS) - {me}
        here = shows_household(me, self.home)
        return {
            "Hearthside": here,
            "Wicket group": here,
            self.family.reference: here,
            f"{me}gate": True,
            f"{other}gate": False,
            f"{me}trust": True,
            f"{other}trust": False,
            f"{me.lower()}@": True,
            f"{other.lower()}@": False,
            other: shows_adult(me, other, self.home),
            **{child: shows_child(me, child, self.home) for child in CHILDREN},
        }


def entered(home: Home, group) -> Drawn:
    """Two adults with an address and a way to reach each; the household's address beside."""
    contacts = {
        name: NewContact(kind=ContactKind.EMAIL, value=f"{name.lower()}@home.example", safe_to_email=True)
        for name in ADULTS
    }
    adults = tuple(NewAdult(given_name=name, living=home.adults[name], contacts=(contacts[name],)) for name in ADULTS)
    homes = (
        NewHome(lines="1 Hearthside", postcode="WM1 2AB", hidden=home.hidden),
        *(NewHome(lines=f"2 {name}gate", postcode="WM2 2AB", of=place) for place, name in enumerate(ADULTS)),
    )
    family = make_family(group, NewFamily(adults=adults, children=tuple(_children(home)), homes=homes))
    for kept_from, about in sorted(home.kept):
        people = {"kept_from": named(family, kept_from).reference, "about": named(family, about).reference}
        add_restriction(reference=family.reference, basis=Basis.POLICE, by=CONSOLE, on=TODAY, **people)
    for name in ADULTS:
        tell_trust(family, name)
    return Drawn(home, family)


def tell_trust(family: Family, name: str) -> None:
    """An organisation of their own is told about one adult, who agreed to it."""
    adult, trust = named(family, name), make_organisation(name=f"{name}trust")
    make_agreement(trust)
    agrees(adult, family, wording=version_in_force(authority(), "en", TODAY).reference)
    make_share(family, trust, adults=frozenset({adult.reference}), children=frozenset())


def trust_of(name: str) -> str:
    return str(Organisation.objects.get(name=f"{name}trust").reference)


def _children(home: Home) -> Iterator[NewChild]:
    for child in CHILDREN:
        cares = tuple(
            NewCare(
                adult=place,
                relationship=Relationship.PARENT,
                responsibility=Responsibility.YES if (adult, child) in home.responsible else Responsibility.NO,
            )
            for place, adult in enumerate(ADULTS)
            if (adult, child) in home.cares
        )
        yield NewChild(given_name=child, date_of_birth=TODAY, living=home.children[child], cares=cares)


def look_at(family: Family, at) -> None:
    """A worker of the family's centre looks, which is told to those who live there."""
    posting = make_posting(Role.GROUP_LEAD, at)
    by = Who(posting.user.reference, posting.reference, Desk.CENTRE.value)
    family_for(viewer=viewer_of(posting.user, on=TODAY), reference=family.reference, on=TODAY, by=by)


def addresses(family: Family) -> list[str]:
    """Every address of the desk, also those of the other adult's things, should somebody know them."""
    children = [named(family, child).reference for child in CHILDREN]
    contacts = [contact.reference for name in ADULTS for contact in named(family, name).contacts.told("a test").all()]
    return [
        *(reverse(f"family:{page}") for page in ("desk", "record", "choices", "sharing", "looks", "everything")),
        reverse("family:everything-file"),
        reverse("family:new-contact"),
        *(reverse("family:change", args=[what]) for what in ("name", "birthday", "language", "home", "secret")),
        *(reverse("family:new-child", args=[what]) for what in ("born", "expected")),
        *(reverse("family:contact", args=[reference]) for reference in contacts),
        *(reverse("family:child", args=[child, what]) for child in children for what in ("name", "birthday", "born")),
        *(reverse("family:choice", args=[f"photos--web--{child}"]) for child in children),
        *(reverse("family:choice", args=[f"not-with--{trust_of(name)}"]) for name in ADULTS),
    ]


def read(client: Client, address: str) -> str:
    """What is between the head of a page, which names who is signed in, and its foot."""
    answer = client.get(address)
    assert answer.status_code in (200, 404), address
    return str(answer.content.decode().partition("<main")[2] or answer.content.decode())


@pytest.fixture
def wicket(county):
    """A group with a name that is found nowhere else."""
    county.group.name = "Wicket group"
    county.group.save()
    return county.group


@settings(SLOW, max_examples=FAMILIES)
@given(home=HOMES)
def test_no_adult_reads_what_is_hidden_of_another(home, wicket):
    with transaction.atomic():
        drawn = entered(home, wicket)
        look_at(drawn.family, wicket)
        for me in ADULTS:
            client = signed_in(named(drawn.family, me))
            pages = {address: read(client, address) for address in addresses(drawn.family)}
            for word, allowed in drawn.words(me).items():
                told = [address for address, page in pages.items() if word in page]
                assert allowed or not told, f"{me} reads {word} at {told}"
                assert told or not allowed, f"{me} may read {word}, and the search finds nothing"
            offered = pages[reverse("family:record")]
            assert (reverse("family:new-child", args=["born"]) in offered) is may_move(me, home)
            mine = [child for child in CHILDREN if named(drawn.family, child).reference in offered]
            assert mine == [child for child in CHILDREN if may_correct(me, child, home)]
        transaction.set_rollback(True)


@settings(SLOW, max_examples=FAMILIES // 2)
@given(home=HOMES, me=st.sampled_from(ADULTS))
def test_no_press_of_one_adult_changes_what_is_anothers_alone(home, me, wicket):
    """Whatever they send anywhere: the other's own number, address, name and choices stay as they were."""
    (other,) = set(ADULTS) - {me}
    press = {
        "given_name": "Spoilt",
        "value": "spoilt@home.example",
        "kind": "email",
        "lines": "9 Spoilt",
        "postcode": "WM3 2AB",
        "who": "me",
        "post": "yes",
        "given": "yes",
        "end": "yes",
    }
    with transaction.atomic():
        drawn = entered(home, wicket)
        client, before = signed_in(named(drawn.family, me)), _own(drawn.family, other)
        press["not_with"] = trust_of(other)
        for address in addresses(drawn.family):
            client.post(address, press)
        assert _own(drawn.family, other) == before
        transaction.set_rollback(True)


def _own(family: Family, name: str) -> list[str]:
    """What is one adult's alone, as it stands in the database."""
    adult = named(family, name)
    contacts, homes = adult.contacts.told("a test").all(), adult.addresses.told("a test").all()
    members = adult.memberships.told("a test").all()
    shares = Share.objects.told("a test").filter(decision__subjects__adult=adult)
    chosen = Choice.objects.told("a test").filter(adult=adult)
    return [
        adult.name,
        *(f"{row.value.shown()} {row.valid_to}" for row in contacts),
        *(f"{row.lines.shown()} {row.valid_to}" for row in homes),
        *(f"{row.living} {row.valid_to}" for row in members),
        *(f"{row.valid_to} {row.ended_why}" for row in shares),
        *(f"{row.purpose} {row.given}" for row in chosen),
    ]
