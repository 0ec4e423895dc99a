"""Journeys: a real browser walks through the product, one test for each sentence of the mission it proves.

It is always nine o'clock on a Tuesday in term time, in Wealdmoor.
"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.journeys.browser import DESKTOP, PHONE, opened_page

if TYPE_CHECKING:  # models cannot be imported while pytest still reads this file
    from tests.factories.county import County

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)


@pytest.fixture
def county(live_server: LiveServer, now: datetime) -> "County":
    """Wealdmoor as everywhere in the tests, but committed, so that the server sees it."""
    from tests.factories.county import make_county

    return make_county(now.date())


@pytest.fixture
def phone(browser: Browser, live_server: LiveServer, county: "County") -> Iterator[Page]:
    with opened_page(browser, live_server.url, PHONE) as page:
        yield page


@pytest.fixture
def desktop(browser: Browser, live_server: LiveServer, county: "County") -> Iterator[Page]:
    with opened_page(browser, live_server.url, DESKTOP) as page:
        yield page


@pytest.fixture
def plain(browser: Browser, live_server: LiveServer, county: "County") -> Iterator[Page]:
    """A phone whose JavaScript did not arrive."""
    with opened_page(browser, live_server.url, PHONE, javascript=False) as page:
        yield page
