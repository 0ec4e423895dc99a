"""Records on a server of their own: what runs on the tests' server would hold sealing back."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from psycopg import Connection
from pytest_django.plugin import DjangoDbBlocker

from benchmarks.ledger import Ledger, ledger
from tests.bring_up import binaries


@dataclass
class Record:
    """An empty record that Django's connection points at, and other ways into the same database."""

    ledger: Ledger
    name: str
    owner: Connection[Any]  # the database's superuser

    def writer(self) -> Connection[Any]:
        return self.ledger.writer(self.name)


@pytest.fixture(scope="session")
def ledgers(pytestconfig: pytest.Config, django_db_blocker: DjangoDbBlocker) -> Iterator[Ledger]:
    with django_db_blocker.unblock(), ledger(binaries(pytestconfig.getoption("engine"))) as made:
        yield made


@pytest.fixture
def log(ledgers: Ledger, django_db_blocker: DjangoDbBlocker) -> Iterator[Record]:
    with django_db_blocker.unblock(), ledgers.fresh() as name, ledgers.superuser(name) as owner:
        yield Record(ledgers, name, owner)
