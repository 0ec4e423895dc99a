"""A connection of the pool is found to be dead before anybody is answered by it."""

import psycopg
import pytest
from django.db import connection

from fingerpost.base.pooled import STILL_THERE, Pooled

pytestmark = pytest.mark.django_db


@pytest.fixture
def pooled():
    with Pooled.connect(**connection.get_connection_params(), autocommit=True) as opened:
        yield opened


def end(number: int) -> None:
    """As when the server is stopped."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_terminate_backend(%s, 10000)", [number])
        assert cursor.fetchone() == (True,)


def test_the_pool_makes_such_connections_and_checks_them():
    pool = connection.pool  # type: ignore[attr-defined]  # PostgreSQL's own
    assert pool.connection_class is Pooled
    assert pool._check is not None


def test_a_connection_that_works_is_not_asked_again(pooled, monkeypatch):
    monkeypatch.setattr(psycopg.Connection, "execute", lambda *_: pytest.fail("the server was asked"))
    pooled.execute(STILL_THERE)


def test_one_whose_server_went_away_is_found(pooled):
    end(pooled.info.backend_pid)
    with pytest.raises(psycopg.OperationalError):
        pooled.execute(STILL_THERE)


def test_one_that_is_closed_is_found(pooled):
    pooled.close()
    with pytest.raises(psycopg.OperationalError):
        pooled.execute(STILL_THERE)


def test_a_statement_is_executed(pooled):
    assert pooled.execute("select %s::int", [2]).fetchone() == (2,)
