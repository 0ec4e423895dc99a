"""“All centres have a website and produce newsletters with details of their services.”"""

from playwright.sync_api import Page, expect

from tests.factories.county import County
from tests.journeys.browser import assert_accessible


def test_each_centre_has_a_page_of_its_own(desktop: Page, county: County):
    for centre in county.centres:
        desktop.goto(f"/centres/{centre.slug}/")
        for heading in ("This week", "Opening hours", "Find us", "Get in touch"):
            expect(desktop.get_by_role("heading", name=heading)).to_be_visible()
    assert_accessible(desktop)


def test_its_own_website_is_named(desktop: Page):
    desktop.goto("/centres/oak-tree/")
    expect(desktop.get_by_role("link", name="centre.example", exact=True)).to_have_attribute(
        "href", "https://centre.example"
    )
