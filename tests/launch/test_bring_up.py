"""The tests' own database is a real one, and nothing leaves this machine."""

import socket

import pytest
from django.core.management import call_command
from django.db import connection

from tests.loopback import is_here


@pytest.mark.both_engines
@pytest.mark.django_db
def test_every_migration_is_applied():
    call_command("migrate", check_unapplied=True)


@pytest.mark.both_engines
@pytest.mark.django_db
def test_the_role_is_no_superuser():
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False,)


@pytest.mark.both_engines
@pytest.mark.django_db
def test_the_engine_is_one_that_we_promise():
    assert connection.pg_version >= 15_00_00  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("host", "here"),
    [("127.0.0.1", True), ("::1", True), ("localhost", True), (None, True), ("192.0.2.1", False), ("a.example", False)],
)
def test_here_is_only_this_machine(host, here):
    assert is_here(host) is here


def test_a_connection_to_the_world_is_refused():
    with pytest.raises(RuntimeError, match="stay on this machine"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
