"""At the desk a family is found by what somebody says; on their own page parents who live apart read what is theirs."""

from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from fingerpost.accounts.models import User
from fingerpost.accounts.vocabulary import Role
from fingerpost.families.models import Family
from fingerpost.families.operations import add_restriction, link_adult, move_house
from fingerpost.families.rules.entering import NewHome
from fingerpost.families.vocabulary import Basis
from tests.factories.accounts import CONSOLE, make_posting
from tests.factories.county import County
from tests.factories.door import seated
from tests.factories.families import make_family, named
from tests.factories.places import make_group
from tests.journeys.browser import assert_accessible

HIDDEN = NewHome(lines="3 Canary Row", postcode="WM3 2AB", hidden=True)


@pytest.fixture
def family(county: County) -> Family:
    """The mother fled with the child; the father must not learn where to."""
    family = make_family(county.group, on=county.today)
    mother, father = named(family, "Amara").reference, named(family, "Suharto").reference
    told: dict[str, Any] = {"reference": family.reference, "by": CONSOLE, "on": county.today}
    move_house(home=HIDDEN, residents=[mother], **told)
    add_restriction(kept_from=father, about=mother, basis=Basis.COURT_ORDER, **told)
    return family


def come_in(page: Page, user: User, live_server) -> None:
    """With the session that signing in leaves."""
    cookies = seated(Client(), user).cookies
    page.context.add_cookies(
        [{"name": name, "value": morsel.value, "url": live_server.url} for name, morsel in cookies.items()]
    )


def test_a_receptionist_finds_the_family_and_is_warned(desktop: Page, family: Family, county: County, live_server):
    come_in(desktop, make_posting(Role.RECEPTIONIST, county.centres[0]).user, live_server)
    desktop.goto("/centre/")
    desktop.get_by_role("link", name="Families of your group").click()
    expect(desktop.get_by_text("A… O…")).to_be_visible()
    assert_accessible(desktop)
    desktop.get_by_label("Find a family").fill("tobi okoye")
    desktop.get_by_role("button", name="Find", exact=True).click()
    expect(desktop.get_by_text("1 family found.")).to_be_visible()
    assert "tobi" not in desktop.url
    assert_accessible(desktop)
    desktop.get_by_role("link", name="Amara Okoye, Suharto").click()
    expect(desktop.get_by_text("Tell Suharto nothing about Amara Okoye")).to_be_visible()
    expect(desktop.get_by_text("Your role allows this: Centre receptionist.")).to_be_visible()
    assert_accessible(desktop)


def test_a_record_of_another_group_stays_closed_politely(phone: Page, county: County, live_server):
    elsewhere = make_family(make_group("Vale group"), on=county.today)
    come_in(phone, make_posting(Role.RECEPTIONIST, county.centres[0]).user, live_server)
    phone.goto(f"/centre/families/{elsewhere.reference}/")
    expect(phone.get_by_role("heading", level=1)).to_have_text("This record is not open to you")
    assert_accessible(phone)


@pytest.mark.parametrize("who", ["Amara", "Suharto"])
def test_each_parent_reads_what_is_theirs(phone: Page, family: Family, county: County, live_server, who):
    user = make_posting(Role.PARENT).user
    adult = named(family, who).reference
    link_adult(reference=family.reference, adult=adult, user=user, by=CONSOLE, on=county.today)
    come_in(phone, user, live_server)
    phone.goto("/family/")
    phone.get_by_role("link", name="What we hold about you").click()
    expect(phone.get_by_text("Tobi Okoye").first).to_be_visible()
    assert_accessible(phone)
    assert ("Canary" in phone.content()) is (who == "Amara")
