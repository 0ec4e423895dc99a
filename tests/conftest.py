"""What every test stands on: a database of its own, no network, and a second engine where one is installed."""

import os
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import django
import pytest
import time_machine
from django.core.management import call_command
from playwright.sync_api import Browser
from pytest_django.plugin import DjangoDbBlocker

from fingerpost.launch.postgres import ROLE, SERVING
from tests.bring_up import bring_up
from tests.journeys.browser import started_chromium
from tests.loopback import refuse_the_world

if TYPE_CHECKING:  # models cannot be imported while pytest still reads this file
    from tests.factories.county import County

TUESDAY_MORNING = datetime(2026, 11, 24, 9, 0, tzinfo=ZoneInfo("Europe/London"))
ON_BOTH_ENGINES = ("test_models", "test_migrations", "test_queries", "test_search")
ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "fingerpost.settings",
    "SECRET_KEY": "only-for-tests-and-never-anywhere-else-0123456789",
    "AUDIT_SIGNING_KEY": "only-for-tests-and-never-anywhere-else-9876543210",
    "FINGERPOST_KEYS": "tests:only-for-tests-and-never-anywhere-else-5647382910",
    "HTTPS": "off",
    "SINGLE_SIGN_ON": "council",
    "SINGLE_SIGN_ON_COUNCIL_NAME": "Wealdmoor Council",
    "SINGLE_SIGN_ON_COUNCIL_SERVER": "http://127.0.0.1:9",
    "SINGLE_SIGN_ON_COUNCIL_CLIENT": "fingerpost",
    "SINGLE_SIGN_ON_COUNCIL_SECRET": "only-for-tests",
}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--engine",
        choices=["wheel", "debian"],
        default="wheel",
        help="the PostgreSQL to test on: the one that comes with the product, or Debian's",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Before Django is set up; only where the run begins: xdist's workers inherit the address."""
    refuse_the_world()
    os.environ.update(ENVIRONMENT)
    if not hasattr(config, "workerinput"):
        config.add_cleanup(bring_up(config.getoption("engine")))
    django.setup()
    _see_as_in_service()
    _serve_static_files_as_they_are()
    _scramble_passwords_quickly()


def _see_as_in_service() -> None:
    """A test's own hand is machinery; the pages that it asks for are not."""
    from django.conf import settings

    from fingerpost.base.scope import this_process_is_machinery

    this_process_is_machinery()
    settings.MIDDLEWARE.insert(0, "tests.as_in_service.SeesNobodyAtFirst")


def _serve_static_files_as_they_are() -> None:
    """No fingerprints and no collecting: pages under test name the files in the tree."""
    from django.conf import settings

    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"


def _scramble_passwords_quickly() -> None:
    """A good scrambler takes half a second on purpose, and tests sign in hundreds of times."""
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """From here on the tests come to the database as the role that serves people, unless they were given one."""
    from django.db import connection

    from tests.as_in_service import empty_as, serve_as

    with django_db_blocker.unblock():
        _let_tests_empty_the_record()
        if connection.settings_dict["USER"] != ROLE:
            yield
            return
        call_command("grant_rights", role=SERVING, verbosity=0)
        owner = serve_as(SERVING)
        empty_as(owner)
    yield
    with django_db_blocker.unblock():
        serve_as(owner)


def _let_tests_empty_the_record() -> None:
    """Tests that commit are cleaned up by truncating every table, which the audit trail refuses; here it may not."""
    from django.db import connection

    with connection.cursor() as cursor:
        for table in ("audit_event", "audit_seal"):
            cursor.execute(f"alter table {table} disable trigger {table}_no_truncate")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What the database itself promises, and each page once: both engines must keep it."""
    for item in items:
        if item.path.name.startswith(ON_BOTH_ENGINES):
            item.add_marker(pytest.mark.both_engines)


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    """Places and sessions are kept in the process for half a second, which is longer than a test."""
    from fingerpost.places.queries import forget
    from fingerpost.timetable.queries.rows import live

    forget()
    live.forget()


@pytest.fixture
def looked_just_now(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether the half second is over after which a worker asks if places have changed, is chance: one query or none.

    None for the tests that count; they leave room for it.
    """
    monkeypatch.setattr("fingerpost.places.queries.snapshot.LOOK_AGAIN", float("inf"))


@pytest.fixture
def now() -> Iterator[datetime]:
    """Nine o'clock on a Tuesday in term time; the clock goes on from there."""
    with time_machine.travel(TUESDAY_MORNING, tick=True):
        yield TUESDAY_MORNING


@pytest.fixture
def county(db: None, now: datetime) -> "County":
    """Wealdmoor, whose sessions begin today."""
    from tests.factories.county import make_county

    return make_county(now.date())


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One headless Chromium for all tests of a worker: two cannot be driven from one thread."""
    with pytest.MonkeyPatch.context() as patch, started_chromium() as started:
        # Playwright keeps an event loop in this thread, where the tests make their records.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield started
        from django.db import connections

        # Beside that loop Django keeps a database connection of its own, which nobody else would hand back.
        connections.close_all()
