"""“Many Children’s centres run activities especially for fathers and their children.”"""

from playwright.sync_api import Page, expect

from tests.journeys.browser import assert_accessible


def test_a_father_finds_what_is_meant_for_him(phone: Page):
    phone.goto("/whats-on/?q=WM1+2AB")
    phone.get_by_text("Choose days, ages and more").click()
    phone.get_by_text("Meant for", exact=True).first.click()
    phone.get_by_label("Dads and male carers").check()
    phone.get_by_role("button", name="Show what’s on").click()
    expect(phone.get_by_role("link", name="Dads and male carers")).to_be_visible()  # the chip that takes it away
    titles = phone.locator("main h3").all_inner_texts()
    assert set(titles) == {"Dads and little ones"}
    assert_accessible(phone)
