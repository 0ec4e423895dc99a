"""Every page of the site, on a phone and on a desktop: nothing that axe finds, nothing to scroll sideways for."""

from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page

from tests.factories.county import County
from tests.house.pages import EXAMPLES, pages
from tests.journeys.browser import assert_accessible


def addresses(county: County) -> list[str]:
    """Every page, and every state of it that has an example; and the page for what is not there."""
    known = [(EXAMPLES[name].address(name, county), query) for name in pages() for query in EXAMPLES[name].queries]
    return [f"{address}?{urlencode(query)}" for address, query in known] + ["/nothing-is-here/"]


@pytest.mark.slow
@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_every_page_is_accessible(size: str, county: County, request: pytest.FixtureRequest):
    page: Page = request.getfixturevalue(size)
    troubles = []
    for address in addresses(county):
        page.goto(address)
        try:
            assert_accessible(page)
        except AssertionError as trouble:
            troubles.append(str(trouble))
    assert not troubles, "\n\n".join(troubles)
