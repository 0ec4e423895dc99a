"""Families see and control what is shared about them: they put it right, choose, take back, and see who looked."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from fingerpost.accounts.queries import viewer_of
from fingerpost.accounts.vocabulary import Desk, Role
from fingerpost.audit.operations import Who
from fingerpost.families.models import Child, Family
from fingerpost.families.operations import link_adult
from fingerpost.families.queries import family_for
from fingerpost.registration.operations.wording import version_in_force
from tests.factories.accounts import CONSOLE, make_posting
from tests.factories.county import County
from tests.factories.families import make_family, named
from tests.factories.sharing import agrees, make_agreement, make_organisation
from tests.journeys.browser import assert_accessible
from tests.journeys.test_a_family_is_found_and_kept_safe import come_in


@pytest.fixture
def family(county: County) -> Family:
    """A family whose record a worker of its centre has opened."""
    family = make_family(county.group, on=county.today)
    worker = make_posting(Role.OUTREACH_WORKER, county.centres[0])
    by = Who(worker.user.reference, worker.reference, Desk.CENTRE.value)
    family_for(viewer=viewer_of(worker.user, on=county.today), reference=family.reference, on=county.today, by=by)
    return family


def at_the_desk(page: Page, family: Family, county: County, live_server) -> Page:
    """The mother, at her desk."""
    user = make_posting(Role.PARENT).user
    adult = named(family, "Amara").reference
    link_adult(reference=family.reference, adult=adult, user=user, by=CONSOLE, on=county.today)
    come_in(page, user, live_server)
    page.goto("/family/")
    assert_accessible(page)
    return page


def follow(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("link", name=name).first.click()
    assert_accessible(page)


def press(page: Page, name: str) -> None:
    with page.expect_navigation():  # also where the same page comes back
        page.get_by_role("button", name=name).first.click()
    assert_accessible(page)


@pytest.mark.parametrize("device", ["phone", "plain"])
def test_a_mother_puts_right_what_is_held_and_adds_a_child(device, request, family, county: County, live_server):
    page = at_the_desk(request.getfixturevalue(device), family, county, live_server)
    follow(page, "What we hold about you")
    follow(page, "Change Name")
    page.get_by_label("First name").fill("")
    press(page, "Save")
    expect(page.get_by_text("There is a problem")).to_be_visible()
    expect(page.get_by_label("Last name (optional)")).to_have_value("Okoye")
    page.get_by_label("First name").fill("Amy")
    press(page, "Save")
    expect(page.get_by_text("Amy Okoye")).to_be_visible()
    follow(page, "Keep your address secret")
    press(page, "Keep it secret")
    expect(page.get_by_text("Your address is hidden.")).to_be_visible()
    follow(page, "Add a baby who is on the way")
    for label, text in {"Day": "1", "Month": "3", "Year": "2027"}.items():
        page.get_by_label(label, exact=True).fill(text)
    for choice in ("Twins", "Mother", "Yes"):
        page.get_by_label(choice, exact=True).check()
    press(page, "Save")
    expect(page.get_by_text("due on 1 March 2027")).to_have_count(2)
    assert Child.objects.told("a test").filter(due_on__isnull=False).count() == 2


def test_a_mother_chooses_takes_it_back_and_sees_who_looked(phone: Page, family, county: County, live_server):
    page = at_the_desk(phone, family, county, live_server)
    follow(page, "Your choices")
    follow(page, "Read it and say yes Health visitors")
    expect(page.get_by_text("the law may ask us")).to_be_visible()
    press(page, "Yes, I agree")
    expect(page.get_by_text("You said yes on 24 November 2026.")).to_be_visible()
    press(page, "Say no from now on Health visitors")
    expect(page.get_by_text("You said no on 24 November 2026.")).to_be_visible()
    page.goto("/family/")
    follow(page, "Who looked at your record")
    expect(page.get_by_role("row", name="Outreach worker, Moorside group")).to_be_visible()
    page.goto("/family/")
    follow(page, "All of it, to print or download")
    expect(page.get_by_text("7 Larkspur Way, WM1 2AB")).to_be_visible()
    with page.expect_download() as saved:
        page.get_by_role("link", name="Download it as a file (JSON)").click()
    told = json.loads(Path(saved.value.path()).read_text(encoding="utf-8"))
    assert (told["you"]["given_name"], told["looks"][0]["place"]) == ("Amara", "Moorside group")


def test_a_worker_tells_an_organisation_after_seeing_what_it_reads_and_the_mother_says_no(
    plain: Page, phone: Page, family, county: County, live_server
):
    visitors, amara = make_organisation(), named(family, "Amara")
    make_agreement(visitors)
    agrees(amara, family, wording=version_in_force(county.authority, "en", county.today).reference)
    come_in(plain, make_posting(Role.OUTREACH_WORKER).user, live_server)
    plain.goto(f"/centre/families/{family.reference}/")
    follow(plain, "What others are told")
    follow(plain, "Tell an organisation")
    plain.get_by_label("Organisation").select_option(visitors.reference)
    press(plain, "Tell them")
    for choice in (
        "Visits and reviews",
        "Amara Okoye",
        "The basics",
        "The family agreed",
        "Yes",
        "Facts",
        "We tell them",
    ):
        plain.get_by_label(choice, exact=choice in ("Amara Okoye", "The basics", "Yes", "Facts")).first.check()
    plain.get_by_label("Why is it needed").fill("She asked us to tell them after the birth.")
    press(plain, "See what they would read")
    expect(plain.get_by_text("07700 900 111")).to_be_visible()
    expect(plain.get_by_text("7 Larkspur Way")).to_have_count(0)
    press(plain, "Tell them this")
    expect(plain.get_by_text("They can read it", exact=True)).to_be_visible()
    mother = at_the_desk(phone, family, county, live_server)
    follow(mother, "Who can see what about us")
    press(mother, "Not with this organisation")
    expect(mother.get_by_text("cannot read this")).to_be_visible()
    press(mother, "Allow it again")
    expect(mother.get_by_text("You said no to")).to_have_count(0)


def test_every_page_on_which_something_is_changed_is_for_everyone(phone: Page, family, county: County, live_server):
    page = at_the_desk(phone, family, county, live_server)
    child = named(family, "Tobi").reference
    ways = ["record/birthday", "record/language", "record/home", "contacts/new", "children/new/born"]
    ways += [f"children/{child}/name", f"children/{child}/birthday"]
    for way in ways:
        page.goto(f"/family/{way}/")
        assert_accessible(page)
    page.goto("/family/record/home/")
    press(page, "Save")
    expect(page.get_by_role("alert")).to_contain_text("Write your address.")
    page.goto("/family/record/")
    page.locator("a[href*='/family/contacts/']").first.click()
    expect(page.get_by_role("button", name="Do not use it any more")).to_be_visible()
    assert_accessible(page)
