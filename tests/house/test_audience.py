"""Every page says who may come in, and holds to it: each persona asks for each URL. The table is personas.txt."""

from typing import Any

import pytest
from django.test import Client

from fingerpost.accounts.vocabulary import Role
from fingerpost.base.audience import Audience, audience_of
from tests.factories.accounts import make_posting, make_user
from tests.factories.county import County
from tests.factories.door import seated
from tests.house.pages import EXAMPLES, views
from tests.house.personas import EXPECTED, PERSONAS, ROLES, in_a_word

NAMES = sorted(views())


def become(client: Client, persona: str, county: County) -> Client:
    if persona == "stranger":
        return client
    user = make_user("Kit")
    ended: dict[str, Any] = {"valid_to": county.today.replace(day=1)} if persona == "left" else {}
    make_posting(ROLES[persona], user=user, **ended)
    return seated(client, user, twice=persona != "one-step")


@pytest.mark.parametrize("name", NAMES)
def test_every_view_says_who_may_come_in(name: str):
    assert audience_of(views()[name]), f"{name}: add @open_to(...)"


@pytest.mark.parametrize("name", NAMES)
def test_every_url_has_a_line_in_the_table(name: str):
    assert len(EXPECTED.get(name, ())) == len(PERSONAS), f"{name}: say in personas.txt what each persona gets"


def test_no_line_is_of_a_url_that_is_gone():
    assert EXPECTED.keys() <= set(NAMES)


@pytest.mark.parametrize("persona", PERSONAS)
def test_a_persona_gets_what_the_table_says(persona: str, county: County, client: Client):
    asker, column = become(client, persona, county), PERSONAS.index(persona)
    got = {name: in_a_word(asker.get(EXAMPLES[name].address(name, county), EXAMPLES[name].query)) for name in NAMES}
    expected = {name: EXPECTED[name][column] for name in NAMES}
    assert got == expected


def test_every_role_is_tried_by_somebody():
    assert set(Role) - set(ROLES.values()) == {Role.PARTNER_LEAD, Role.FAMILY_INFORMATION_ADVISER}


def test_every_audience_is_asked_for_somewhere():
    assert {audience_of(view) for view in views().values()} == set(Audience)


def test_a_view_that_says_nothing_is_open_to_nobody(county: County, client: Client, settings):
    settings.ROOT_URLCONF = "tests.house.undeclared"
    assert in_a_word(client.get("/undeclared/")) == "door"
    assert become(client, "county", county).get("/undeclared/").status_code == 403
