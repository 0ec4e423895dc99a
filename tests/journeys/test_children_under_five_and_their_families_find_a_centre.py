"""“Children’s Centres are for children under five and their families, and offer a range of activities …”"""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.factories.county import County
from tests.journeys.browser import assert_accessible, reach

BOX = "Postcode, town or centre"


@pytest.mark.parametrize("visitor", ["phone", "desktop", "plain"])
def test_a_postcode_finds_the_centre_and_what_is_on(visitor: str, county: County, request: pytest.FixtureRequest):
    page: Page = request.getfixturevalue(visitor)
    page.goto("/")
    page.get_by_label(BOX).fill("wm1 2ab")
    page.get_by_role("button", name="Find").click()
    expect(page.get_by_role("heading", name="Oak Tree").first).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="Stay and play").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Stay and play")
    expect(page.get_by_text("10am to 11:30am").first).to_be_visible()
    assert_accessible(page)


@pytest.mark.parametrize("typed", ["WM12AB", "wm1 2ab", " WM1  2 AB ", "WMI 2AB", "Wealdmoor", "Oak Tree"])
def test_however_it_is_typed_it_is_understood(typed: str, phone: Page):
    phone.goto("/")
    phone.get_by_label(BOX).fill(typed)
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("heading", name="Oak Tree").first).to_be_visible()


def test_what_is_not_known_is_said_plainly(phone: Page):
    phone.goto("/find/?q=Nowhere+at+all")
    expect(phone.get_by_role("alert")).to_contain_text("Nowhere at all")
    assert_accessible(phone)


def test_the_keyboard_alone_is_enough(desktop: Page):
    desktop.goto("/")
    reach(desktop, BOX)
    desktop.keyboard.type("WM1 2AB")
    desktop.keyboard.press("Enter")
    desktop.wait_for_url(re.compile(r"/find/\?q="))
    reach(desktop, "Oak Tree")
    desktop.keyboard.press("Enter")
    desktop.wait_for_url("**/centres/oak-tree/")
    reach(desktop, "Stay and play", presses=120)
    desktop.keyboard.press("Enter")
    desktop.wait_for_url("**/sessions/**")
    expect(desktop.get_by_role("heading", level=1)).to_have_text("Stay and play")


def test_the_focus_can_be_seen_wherever_it_is(desktop: Page):
    desktop.goto("/")
    for _ in range(20):
        desktop.keyboard.press("Tab")
        assert desktop.evaluate(SHOWN_BY), desktop.evaluate("document.activeElement.outerHTML")


SHOWN_BY = """() => {
    const style = getComputedStyle(document.activeElement);
    return style.outlineStyle !== "none" || style.boxShadow !== "none";
}"""
