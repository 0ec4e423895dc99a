"""“Register for a children’s centre online”"""

import re

import pytest
from playwright.sync_api import Page, expect

from fingerpost.registration.models import FilledForm
from tests.factories.county import County
from tests.journeys.browser import assert_accessible

WHAT_IS_ASKED = {
    "First name": "Amara",
    "Last name (optional)": "Oatenshaw",
    "Day": "27",
    "Month": "3",
    "Year": "2025",
    "Mobile phone number": "07700 900 982",
    "Address": "4 Brook Lane",
    "Postcode": "WM2 2AB",
}
CHOSEN = (
    "Send a text message",
    "English",
    "Yes",
    "No",
    "Mother",
    "I have read this, and what I wrote is right as far as I know",
)


def go_on(page: Page) -> None:
    with page.expect_navigation():  # also where the same page comes back
        page.get_by_role("button", name="Continue").click()


def start(page: Page) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name="Start now").click()


def answer(page: Page) -> None:
    """Fill in whatever this page asks, as Amara would."""
    for label, text in WHAT_IS_ASKED.items():
        field = page.get_by_label(label, exact=True)
        if field.count():
            field.fill(text if label != "Year" or "adults" not in page.url else "1996")
    for label in CHOSEN:
        choice = page.get_by_label(label, exact=True)
        if choice.count() == 1:
            choice.check()


def fill_in(page: Page, *, thoroughly: bool) -> None:
    """Every page of the form; thoroughly, each is held to what is held against all, and once something is left out."""
    for _page in range(40):
        if page.url.endswith("/check/"):
            return
        if thoroughly:
            assert_accessible(page)
        if thoroughly and page.url.endswith("/adults/0/name/"):
            go_on(page)
            expect(page.get_by_role("alert")).to_contain_text("One word is enough")
            assert_accessible(page)
        answer(page)
        go_on(page)
    raise AssertionError(f"{page.url} is the fortieth page")


@pytest.mark.parametrize("device", ["phone", "plain", "desktop"])
def test_a_family_registers_without_an_account(device, request, county: County):
    page: Page = request.getfixturevalue(device)
    page.goto("/")
    page.get_by_role("link", name="Register your family").click()
    expect(page.get_by_role("button", name="Start now")).to_be_visible()
    assert_accessible(page)
    start(page)
    fill_in(page, thoroughly=device == "phone")
    expect(page.get_by_text("Birchwood")).to_be_visible()  # by the postcode
    assert_accessible(page)
    page.get_by_role("button", name="Send my form").click()
    expect(page.get_by_role("heading", name="We have your form")).to_be_visible()
    assert_accessible(page)
    assert re.search(r"\b[2-9a-z]{10}\b", page.locator(".fp-receipt").inner_text())
    form = FilledForm.objects.told("a test").get()
    assert (form.state, form.centre) == ("sent", county.centres[1])


def test_going_back_loses_nothing_and_says_what_is_saved(phone: Page, county: County):
    phone.goto("/register/")
    start(phone)
    answer(phone)
    go_on(phone)
    phone.go_back()
    expect(phone.get_by_label("First name")).to_have_value("Amara")
    phone.get_by_label("First name").fill("Amy")
    go_on(phone)
    if "There is a problem" in phone.content():  # the browser showed the page as it was
        expect(phone.get_by_label("First name")).to_have_value("Amy")
        assert_accessible(phone)
        go_on(phone)
    assert "Amy" in FilledForm.objects.told("a test").get().answers.shown()


def test_whoever_is_watched_leaves_at_one_press(phone: Page):
    phone.goto("/register/")
    way_out = phone.get_by_role("link", name="Leave this site quickly")
    expect(way_out).to_be_in_viewport()
    expect(way_out).to_have_attribute("rel", re.compile("noreferrer"))
