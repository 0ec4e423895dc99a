"""Two authorities, each loaded once for a file of tests: the one that ships, and one that is nowhere."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

TODAY = date(2026, 11, 22)
SECOND = Path(__file__).parent / "second_authority"
EXTRACT = SECOND / "edubaseallchildrencentre20261101.csv"


@pytest.fixture(scope="module")
def shipped_county(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[object]:
    """The county that comes with the product. Tests see it and may change it; each change is undone."""
    from fingerpost.places.operations.authority import DATA, load_authority

    with django_db_blocker.unblock(), undone():
        yield load_authority(DATA / "hertfordshire", today=TODAY, by="tests")


@pytest.fixture
def second(db: None) -> object:
    """Wealdmoor from its folder of tables."""
    from fingerpost.places.operations import load_authority

    return load_authority(SECOND, today=TODAY, by="tests")


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
