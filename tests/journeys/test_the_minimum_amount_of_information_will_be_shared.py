"""“The minimum amount of information will be shared”: the basics are read, and nothing from the next click on."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from fingerpost.accounts.models import User
from fingerpost.accounts.rules import Viewer
from fingerpost.sharing.operations import Made, choose
from fingerpost.sharing.vocabulary import Purpose
from tests.factories.county import County
from tests.factories.families import parent_of
from tests.factories.sharing import Told, acting, make_share, make_told
from tests.journeys.browser import assert_accessible
from tests.journeys.test_a_family_is_found_and_kept_safe import come_in


@dataclass(frozen=True)
class Scene:
    """A family that is shared with health visiting, one who works there, and the mother."""

    told: Told
    visitor: User
    mother: Viewer


@pytest.fixture
def scene(county: County) -> Scene:
    told = make_told(county.group)
    make_share(told.family, told.visitors, told.worker)
    visitor = User.objects.told("a test").get(reference=told.visitor.user)
    return Scene(told, visitor, parent_of(told.mum))


def withdraw(scene: Scene) -> None:
    """The mother says no from now on."""
    made = Made(purpose=Purpose.SHARE, given=False, detail="health_visiting")
    by = acting(scene.mother)
    choose(viewer=scene.mother, made=made, wording="wording234", by=by["who"], on=by["on"], now=by["now"])


@pytest.mark.parametrize("device", ["phone", "plain"])
def test_a_health_visitor_reads_the_basics_until_the_mother_takes_it_back(device, request, scene, live_server):
    page: Page = request.getfixturevalue(device)
    come_in(page, scene.visitor, live_server)
    page.goto("/partner/")
    assert_accessible(page)
    page.get_by_role("link", name="1 family or person is shared with you today").click()
    assert_accessible(page)
    page.get_by_label("Find a name in this list").fill("okoye")
    page.get_by_role("button", name="Find", exact=True).click()
    expect(page.get_by_text("1 result.")).to_be_visible()
    page.get_by_role("link", name="Tobi Okoye, Amara Okoye").click()
    for said in ("29 February 2024", "07700 900 111", "It stands on: The family agreed."):
        expect(page.get_by_text(said)).to_be_visible()
    for kept in ("Larkspur Way", "WM1 2AB", "1994", "Suharto"):
        assert kept not in page.content()
    assert_accessible(page)
    page.get_by_role("link", name="Families shared with you").click()
    withdraw(scene)
    page.get_by_role("link", name="Tobi Okoye, Amara Okoye").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("This is not shared with you (any more)")
    assert "Okoye" not in page.content()
    assert_accessible(page)
    page.get_by_role("link", name="Families shared with you").click()
    expect(page.get_by_text("Something is no longer shared with you")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="I have read this").click()
    expect(page.get_by_text("Something is no longer shared with you")).to_be_hidden()
    expect(page.get_by_role("heading", name="No family is shared with you today")).to_be_visible()
