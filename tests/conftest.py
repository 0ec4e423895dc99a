"""What every test stands on: a database of its own, no network, and a second engine where one is installed."""

import os

import django
import pytest

from tests.bring_up import bring_up
from tests.loopback import refuse_the_world

ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "fingerpost.settings",
    "SECRET_KEY": "only-for-tests-and-never-anywhere-else-0123456789",
    "HTTPS": "off",
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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The constraints of the models are promises of the database: both engines must keep them."""
    for item in items:
        if item.path.name.startswith("test_models"):
            item.add_marker(pytest.mark.both_engines)
