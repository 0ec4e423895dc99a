"""A country at the scale of one to two hundred."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker


@pytest.fixture(scope="module")
def country(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, int]]:
    """Made once for a module's tests, and gone after them."""
    from fingerpost.demo import national
    from tests.benchmarks.test_brute_force import TODAY

    with django_db_blocker.unblock(), transaction.atomic():
        yield national.make(seed=3, today=TODAY, size=national.scaled(200))
        transaction.set_rollback(True)
