"""“Contact the Family Information Service if you have any further questions.” “The Family Information Service page has
information about services for older children.”"""

import pytest
from playwright.sync_api import Page, expect


@pytest.mark.parametrize("address", ["/", "/find/?q=Nowhere", "/centres/", "/nothing-is-here/"])
def test_every_page_says_whom_to_ring(address: str, phone: Page):
    phone.goto(address)
    expect(phone.get_by_role("link", name="01632 960002").last).to_have_attribute("href", "tel:01632960002")


def test_older_children_have_their_own_way(phone: Page):
    phone.goto("/services/")
    expect(phone.locator('a[href="https://wealdmoor.example/families"]').first).to_be_visible()
