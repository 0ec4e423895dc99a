"""“82 children’s centres … clustered in 29 geographical groups”"""

from playwright.sync_api import Page, expect

from tests.journeys.browser import assert_accessible


def test_from_all_centres_to_a_group_to_a_centre(phone: Page):
    phone.goto("/centres/")
    expect(phone.get_by_text("3 family centres in 1 group")).to_be_visible()
    phone.get_by_role("link", name="Moorside group", exact=True).click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Moorside group")
    assert_accessible(phone)
    phone.get_by_role("link", name="Birchwood", exact=True).click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Birchwood")
    assert_accessible(phone)


def test_a_day_before_all_of_it_has_no_centres(phone: Page):
    phone.goto("/centres/?on=2012-01-01")
    expect(phone.get_by_text("No centres are on record for this day")).to_be_visible()
