"""A family of Wealdmoor whose parents live apart, each of them signed in on a browser of their own."""

from typing import TYPE_CHECKING

import pytest
from django.test import Client

if TYPE_CHECKING:  # models cannot be imported while pytest still reads this file
    from fingerpost.families.models import Family


@pytest.fixture
def family(county) -> "Family":
    from tests.factories.families import make_family

    return make_family(county.group)


@pytest.fixture
def mother(family) -> Client:
    return _signed_in(family, "Amara")


@pytest.fixture
def father(family) -> Client:
    return _signed_in(family, "Suharto")


def _signed_in(family: "Family", given_name: str) -> Client:
    from tests.factories.families import named, signed_in

    client: Client = signed_in(named(family, given_name))
    return client
