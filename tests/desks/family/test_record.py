"""What we hold about a parent, on the parent's own page: nothing that endangers the other parent or a child."""

from django.test import Client
from django.urls import reverse

from fingerpost.accounts.models import User
from fingerpost.accounts.vocabulary import Role
from fingerpost.families.models import Family
from fingerpost.families.operations import add_restriction, link_adult, move_house
from fingerpost.families.rules.entering import NewHome
from fingerpost.families.vocabulary import Basis
from tests.factories.accounts import CONSOLE, make_posting
from tests.factories.door import seated
from tests.factories.families import TODAY, named
from tests.house.pages import EXAMPLES

RECORD = reverse("family:record")
NEVER = ("Canary", "WM3 2AB", "WM32AB", "07700 900 111", "07700900111")
SECRETS = ("3 Canary Row", "WM3", "07700 900 111", "Moorside", "Amara", "Canary")


def parent(client: Client, family: Family, given_name: str) -> Client:
    user: User = make_posting(Role.PARENT).user
    adult = named(family, given_name).reference
    link_adult(reference=family.reference, adult=adult, user=user, by=CONSOLE, on=TODAY)
    return seated(client, user, twice=False)


def text(client: Client) -> str:
    answer = client.get(RECORD)
    assert answer.status_code == 200
    return str(answer.content.decode()).partition("<main")[2]


def test_a_mother_reads_all_that_is_hers(client, family):
    page = text(parent(client, family, "Amara"))
    for word in ("Amara Okoye", "07700 900 111", "Tobi Okoye", "7 Larkspur Way, WM1 2AB", "Moorside group", "Suharto"):
        assert word in page
    assert f"say this reference: {family.reference}" in page


def test_a_father_who_lives_elsewhere_reads_what_is_his(client, family):
    page = text(parent(client, family, "Suharto"))
    assert "Tobi Okoye" in page
    assert "Flat 9, Thornbury Court" in page
    assert not [word for word in ("Larkspur", "07700", "Moorside", "Amara", family.reference) if word in page]


def test_he_never_reads_where_she_went_nor_that_it_is_kept_from_him(client, family):
    father, mother = parent(client, family, "Suharto"), named(family, "Amara").reference
    before = text(father)
    home = NewHome(lines=SECRETS[0], postcode="WM3 2AB", hidden=True)
    move_house(reference=family.reference, home=home, residents=[mother], by=CONSOLE, on=TODAY)
    kept = {"kept_from": named(family, "Suharto").reference, "about": mother, "details": "Canary"}
    add_restriction(reference=family.reference, basis=Basis.COURT_ORDER, by=CONSOLE, on=TODAY, **kept)
    after = text(father)
    assert after == before
    assert not [secret for secret in SECRETS if secret in after]


def test_he_reads_it_at_no_address_at_all(client, family, county):
    """Every page that there is, asked for by him; and her record by its reference, should he know it."""
    father, mother = parent(client, family, "Suharto"), named(family, "Amara").reference
    home = NewHome(lines=SECRETS[0], postcode="WM3 2AB", hidden=True)
    move_house(reference=family.reference, home=home, residents=[mother], by=CONSOLE, on=TODAY)
    addresses = [example.address(name, county) for name, example in EXAMPLES.items()]
    addresses.append(reverse("centre:family", kwargs={"reference": family.reference}))
    told = [address for address in addresses if any(word in body(father, address) for word in NEVER)]
    assert not told
    assert any(word in body(parent(Client(), family, "Amara"), RECORD) for word in NEVER), "the search finds nothing"


def body(client: Client, address: str) -> str:
    answer = client.get(address)
    return b"".join(answer).decode(errors="replace")


def test_somebody_whose_family_is_not_here_reads_so(client, county):
    user = make_posting(Role.PARENT).user
    assert "We hold nothing about your family" in text(seated(client, user, twice=False))
