"""Journeys: a real browser walks through the product, one test for each sentence of the mission it proves.

It is always nine o'clock on a Tuesday in term time, in Wealdmoor.
"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
import time_machine
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.journeys.browser import DESKTOP, PHONE, opened_page, started_chromium

if TYPE_CHECKING:  # models cannot be imported while pytest still reads this file
    from tests.factories.county import County

HERE = Path(__file__).parent
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=ZoneInfo("Europe/London"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all journeys of a worker."""
    with pytest.MonkeyPatch.context() as patch, started_chromium() as started:
        # Playwright keeps an event loop in this thread, where the tests make their records.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield started


@pytest.fixture
def now() -> Iterator[datetime]:
    """The moment of all journeys; the clock goes on from there."""
    with time_machine.travel(NOW, tick=True):
        yield NOW


@pytest.fixture
def county(now: datetime, live_server: LiveServer) -> "County":
    """Wealdmoor, whose sessions begin today."""
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
