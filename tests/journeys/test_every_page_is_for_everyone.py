"""Every page of the site, on a phone and on a desktop: nothing that axe finds, nothing to scroll sideways for."""

from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page

from tests.factories.county import County
from tests.house.pages import EXAMPLES, pages
from tests.journeys.browser import assert_accessible


@pytest.mark.parametrize("name", pages())
@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_a_page_is_accessible(size: str, name: str, county: County, request: pytest.FixtureRequest):
    page: Page = request.getfixturevalue(size)
    for query in EXAMPLES[name].queries:
        page.goto(EXAMPLES[name].address(name, county) + "?" + urlencode(query))
        assert_accessible(page)
