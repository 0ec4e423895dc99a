"""One family of Wealdmoor, whose parents live apart."""

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:  # models cannot be imported while pytest still reads this file
    from fingerpost.families.models import Family


@pytest.fixture
def family(county) -> "Family":
    from tests.factories.families import make_family

    return make_family(county.group)


@pytest.fixture
def mum(family) -> Any:
    return _named(family, "Amara")


@pytest.fixture
def dad(family) -> Any:
    return _named(family, "Suharto")


@pytest.fixture
def tobi(family) -> Any:
    return _named(family, "Tobi")


def _named(family: "Family", given_name: str) -> Any:
    from tests.factories.families import named

    return named(family, given_name)
