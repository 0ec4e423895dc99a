"""“… offer a range of activities, play, information and support …”: choosing among them."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.factories.county import County
from tests.journeys.browser import assert_accessible, reach

FILTERS = "Choose days, ages and more"


@pytest.mark.parametrize("visitor", ["phone", "plain"])
def test_a_choice_of_filters_needs_no_script(visitor: str, county: County, request: pytest.FixtureRequest):
    page: Page = request.getfixturevalue(visitor)
    page.goto("/whats-on/?q=WM1+2AB")
    page.get_by_text(FILTERS).click()
    page.get_by_label(re.compile("^Baby clinic and weighing")).check()
    page.get_by_role("button", name="Show what’s on").click()
    expect(page.get_by_role("heading", level=2).first).to_contain_text("15 sessions")
    page.get_by_role("link", name="Remove this filter: Baby clinic and weighing").click()
    expect(page.get_by_role("heading", level=2).first).to_contain_text("45 sessions")


def test_filters_are_folded_on_a_phone_and_open_beside_the_list_elsewhere(phone: Page, desktop: Page):
    for page, visible in ((phone, False), (desktop, True)):
        page.goto("/whats-on/")
        expect(page.get_by_role("button", name="Show what’s on")).to_be_visible(visible=visible)
        assert_accessible(page)


def test_the_map_leads_to_the_same_sessions_by_keyboard(desktop: Page):
    desktop.goto("/whats-on/?q=WM1+2AB&view=map")
    assert_accessible(desktop)
    reach(desktop, "2: Birchwood", presses=120)
    desktop.keyboard.press("Enter")
    desktop.wait_for_url("**#place-2")
    expect(desktop.locator("#place-2 h2")).to_contain_text("Birchwood")


@pytest.mark.parametrize("visitor", ["phone", "plain"])
def test_a_shortlist_needs_no_account_and_no_script(visitor: str, county: County, request: pytest.FixtureRequest):
    page: Page = request.getfixturevalue(visitor)
    page.goto("/whats-on/?days=1")
    page.get_by_role("button", name="Save Stay and play to your shortlist").first.click()
    expect(page).to_have_url(re.compile(r"/whats-on/\?days=1$"))
    page.get_by_role("link", name=re.compile("^Shortlist")).click()
    expect(page.get_by_role("link", name="Stay and play")).to_be_visible()
    assert_accessible(page) if visitor == "phone" else None
    page.get_by_role("button", name=re.compile("^Saved")).click()
    expect(page.get_by_text("Nothing saved yet")).to_be_visible()


def test_on_paper_the_shortlist_has_no_buttons(desktop: Page, county: County):
    desktop.goto(f"/shortlist/?s={county.sessions[0].reference}")
    desktop.emulate_media(media="print")
    expect(desktop.get_by_role("link", name="Stay and play")).to_be_visible()
    assert not [button for button in desktop.get_by_role("button").all() if button.is_visible()]


def test_a_mistake_is_put_right_where_it_was_made(phone: Page):
    phone.goto("/whats-on/?q=WM1+2AB&date=someday&category=play")
    phone.get_by_role("alert").get_by_role("link").first.click()
    expect(phone.get_by_label("From", exact=True)).to_be_focused()
    expect(phone.get_by_label("From", exact=True)).to_have_value("someday")
    assert_accessible(phone)


def test_one_session_can_be_read_by_machines_under_the_strict_policy(phone: Page, county: County):
    phone.goto(f"/sessions/{county.sessions[0].reference}/")
    data = phone.locator('script[type="application/ld+json"]').text_content() or ""
    assert '"@type": "Event"' in data
    assert_accessible(phone)
