"""Trust that can be looked into: a worker opens a record in need, the lead reviews it, and who looked is found."""

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from fingerpost.accounts.models import User
from fingerpost.accounts.vocabulary import Role
from tests.factories.accounts import make_posting, make_user
from tests.factories.county import County
from tests.factories.door import add_app, code_of
from tests.factories.glass import WHY, family_elsewhere
from tests.journeys.browser import DESKTOP, PHONE, assert_accessible, opened_page
from tests.journeys.test_people_sign_in_to_their_desk import type_password


@pytest.fixture
def people(county: County) -> dict[str, User]:
    """A worker and their lead, and a data-protection officer."""
    roles = {"Robin": Role.OUTREACH_WORKER, "Lee": Role.GROUP_LEAD, "Olive": Role.DATA_PROTECTION_OFFICER}
    found = {name: make_user(name) for name in roles}
    for name, role in roles.items():
        make_posting(role, county.group if name == "Lee" else None, found[name])
    return found


def come_in(page: Page, user: User) -> Page:
    secret = add_app(user)
    type_password(page, user)
    page.get_by_label("Code from your authenticator app").fill(code_of(secret))
    page.get_by_role("button", name="Go on").click()
    return page


def test_a_record_opened_in_need_is_reviewed_and_who_looked_is_found(
    browser: Browser, live_server: LiveServer, people: dict[str, User]
):
    reference = family_elsewhere().reference
    with opened_page(browser, live_server.url, PHONE) as page:
        open_in_need(come_in(page, people["Robin"]), reference)
    with opened_page(browser, live_server.url, DESKTOP) as page:
        review(come_in(page, people["Lee"]))
    with opened_page(browser, live_server.url, DESKTOP) as page:
        find_who_looked(come_in(page, people["Olive"]), reference)


def open_in_need(page: Page, reference: str) -> None:
    page.goto(f"/centre/families/{reference}/")
    assert_accessible(page)
    page.get_by_role("link", name="I need to see this record").click()
    page.get_by_role("button", name="Open the record").click()
    expect(page.get_by_role("link", name="Write down why")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("Why do you need to see this record now?").fill(WHY)
    page.get_by_role("button", name="Open the record").click()
    expect(page.get_by_text("You opened this record without leave")).to_be_visible()
    assert_accessible(page)


def review(page: Page) -> None:
    page.goto("/centre/")
    page.get_by_role("link", name="See what was opened, and why").click()
    expect(page.get_by_role("table")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("table").get_by_role("link").first.click()
    expect(page.get_by_text(WHY)).to_be_visible()
    page.get_by_label("I asked the person").check()
    page.get_by_label("How do you know, or who has it now?").fill("I rang Robin.")
    assert_accessible(page)
    page.get_by_role("button", name="Save the review").click()
    expect(page.get_by_role("cell", name="I asked the person")).to_be_visible()


def find_who_looked(page: Page, reference: str) -> None:
    page.goto("/county/data-protection/")
    assert_accessible(page)
    page.get_by_role("link", name="Search the record: who looked").click()
    page.get_by_label("Why do you look into the record?").fill("A complaint of 3 November")
    page.get_by_label("At which record").fill(reference)
    assert_accessible(page)
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_text("Looked without leave, for a reason given")).to_be_visible()
    page.get_by_role("link", name="Show who they are").click()
    expect(page.get_by_text("Robin Marsh").first).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="Unusual looks").click()
    page.get_by_text("Look at some days again").click()
    page.get_by_role("button", name="Look again").click()
    page.get_by_role("link", name="Looked without leave, for a reason given").click()
    expect(page.get_by_label("It was in order")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("It was in order").check()
    page.get_by_label("How do you know, or who has it now?").fill("Lee asked Robin.")
    page.get_by_role("button", name="Save the review").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Unusual looks")
