"""Tests as the product runs: pages are answered by the role that owns nothing, and begin by seeing nobody.

What a test does by its own hand is machinery, as a command at the console is.
"""

from collections.abc import Callable, Iterable
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection
from django.db.backends.postgresql.operations import DatabaseOperations
from django.http import HttpRequest, HttpResponse
from psycopg.pq import TransactionStatus

from fingerpost.base.scope import NAMES, SESSION

EVERY = (*NAMES, SESSION)
# No model's table, so Django would leave it: tries to sign in that one test committed would be held against the next.
EMPTY_CACHE = "truncate cache_entry"


class SeesNobodyAtFirst:
    """Middleware, the outermost: the connection is as a server's, that no command ever used."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        before = _kept()
        if before:
            _say(dict.fromkeys(EVERY, ""))
        try:
            return self.get_response(request)
        finally:
            if before and _usable():
                _say(before)


def _kept() -> dict[str, str]:
    """What the connection was told; nothing where the test may not use a database."""
    try:
        connection.ensure_connection()
    except RuntimeError:
        return {}
    words = ", ".join("coalesce(current_setting(%s, true), '')" for _ in EVERY)
    row = connection.connection.execute(f"select {words}", EVERY).fetchone()
    return dict(zip(EVERY, row, strict=True))


def _say(values: dict[str, str]) -> None:
    words = ", ".join("set_config(%s, %s, false)" for _ in values)
    connection.connection.execute(f"select {words}", [part for pair in values.items() for part in pair])


def _usable() -> bool:
    there = connection.connection
    return there is not None and there.info.transaction_status is not TransactionStatus.INERROR


def serve_as(role: str) -> str:
    """Let Django come to the database as another role from now on; gives whom it came as before."""
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]  # PostgreSQL's own
    before = connection.settings_dict["USER"]
    connection.settings_dict["USER"] = settings.DATABASES["default"]["USER"] = role
    return str(before)


def empty_as(owner: str) -> None:
    """Tests that commit are cleaned up by emptying the tables, and the cache, which only their owner may."""

    def flush(self: DatabaseOperations, statements: Iterable[str]) -> None:
        parameters: dict[str, Any] = self.connection.get_connection_params()
        wanted = {name: parameters[name] for name in ("dbname", "host", "password") if name in parameters}
        with psycopg.connect(**wanted, user=owner, autocommit=True) as emptying:
            for statement in (*statements, EMPTY_CACHE):
                emptying.execute(statement)

    DatabaseOperations.execute_sql_flush = flush  # type: ignore[method-assign,assignment]
