"""Somebody who works at a centre comes in: with a password and an app, without JavaScript; with a passkey alone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from fingerpost.accounts.models import User
from fingerpost.accounts.vocabulary import Role
from tests.factories.accounts import PASSWORD, make_posting, make_user
from tests.factories.county import County
from tests.factories.door import add_app, code_in_mail, code_of
from tests.journeys.browser import assert_accessible

A_DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def worker(county: County) -> User:
    user = make_user("Robin")
    make_posting(Role.RECEPTIONIST, county.centres[0], user)
    return user


@pytest.fixture
def device(phone: Page) -> Iterator[Page]:
    """A phone that can make passkeys, and whose owner is there."""
    tools = phone.context.new_cdp_session(phone)
    tools.send("WebAuthn.enable")
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": A_DEVICE})
    yield phone
    tools.detach()


def type_password(page: Page, user: User) -> None:
    page.goto("/sign-in/")
    page.get_by_label("E-mail address").fill(user.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_with_a_password_and_an_app_and_no_script(plain: Page, worker: User):
    secret = add_app(worker)
    type_password(plain, worker)
    plain.get_by_label("Code from your authenticator app").fill(code_of(secret))
    plain.get_by_role("button", name="Go on").click()
    plain.get_by_role("button", name="Centre desk").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("Today at Oak Tree")
    expect(plain.get_by_text("Stay and play").first).to_be_visible()


def test_a_second_step_is_added_before_the_desk_opens(phone: Page, worker: User):
    type_password(phone, worker)
    phone.get_by_role("button", name="Centre desk").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Your second step")
    assert_accessible(phone)
    phone.get_by_role("link", name="Add an app").click()
    phone.get_by_role("button", name="I have the app").click()
    phone.get_by_text("I cannot scan it").click()
    secret = phone.locator(".fp-code").inner_text().replace(" ", "")
    assert_accessible(phone)
    phone.get_by_label("The six digits").fill(code_of(secret))
    phone.get_by_role("button", name="Add the app").click()
    phone.get_by_role("button", name="Show my codes").click()
    expect(phone.locator(".fp-codes li")).to_have_count(10)
    assert_accessible(phone)
    phone.goto("/centre/")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Today at Oak Tree")
    assert_accessible(phone)


def test_with_a_passkey_alone(device: Page, worker: User):
    type_password(device, worker)
    device.goto("/your-account/second-factor/passkey/")
    assert_accessible(device)
    device.get_by_role("button", name="Make a passkey").click()
    expect(device.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    device.get_by_role("button", name="Sign out").click()
    device.goto("/sign-in/?next=/centre/")
    assert_accessible(device)
    device.get_by_role("button", name="Sign in with a passkey").click()
    expect(device.get_by_role("heading", level=1)).to_have_text("Today at Oak Tree")


def test_a_passkey_as_the_second_step(device: Page, worker: User):
    type_password(device, worker)
    device.goto("/your-account/second-factor/passkey/")
    device.get_by_role("button", name="Make a passkey").click()
    expect(device.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    device.get_by_role("button", name="Sign out").click()
    type_password(device, worker)
    expect(device.get_by_role("heading", level=1)).to_have_text("One more step")
    assert_accessible(device)
    device.get_by_role("button", name="Use your passkey").click()
    expect(device.get_by_role("heading", level=1)).to_have_text("Hello Robin")
    assert_accessible(device)


def test_a_device_that_does_not_know_the_person_says_so(device: Page, worker: User):
    device.goto("/sign-in/")
    device.get_by_role("button", name="Sign in with a passkey").click()
    expect(device.get_by_text("That did not work")).to_be_visible()


def test_a_parent_comes_in_with_a_code_and_no_script(plain: Page, county: County):
    parent = make_user("Sam", password=None)
    make_posting(Role.PARENT, user=parent)
    plain.goto("/sign-in/")
    plain.get_by_role("link", name="Get a code by e-mail").click()
    plain.get_by_label("Your e-mail address").fill(parent.email)
    plain.get_by_role("button", name="Send me a code").click()
    plain.get_by_label("The code").fill(code_in_mail())
    plain.get_by_role("button", name="Go on").click()
    plain.get_by_role("button", name="Your family").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("Your family")


def test_a_manager_invites_a_colleague(desktop: Page, county: County):
    manager = make_user("Morgan")
    make_posting(Role.CENTRE_MANAGER, county.centres[0], manager)
    secret = add_app(manager)
    type_password(desktop, manager)
    desktop.get_by_label("Code from your authenticator app").fill(code_of(secret))
    desktop.get_by_role("button", name="Go on").click()
    desktop.get_by_role("link", name="Colleagues").click()
    desktop.get_by_role("link", name="Invite a colleague").first.click()
    expect(desktop.get_by_label("First name")).to_be_visible()
    assert_accessible(desktop)
    desktop.get_by_label("First name").fill("Kit")
    desktop.get_by_label("E-mail address at work").fill("kit@wealdmoor.example")
    desktop.get_by_label("What they will do").select_option(label="Oak Tree: Outreach worker")
    desktop.get_by_role("button", name="Send the invitation").click()
    expect(desktop.get_by_text("kit@wealdmoor.example")).to_be_visible()
    assert_accessible(desktop)
