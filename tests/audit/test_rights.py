"""The role that serves people can add to the record and not change it, whatever a page tries."""

from collections.abc import Iterator

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection

from benchmarks.ledger import FILL, fill
from fingerpost.audit.operations.rights import ADDED_TO
from fingerpost.audit.queries.rights import refuse_a_role_that_could_change_the_record

pytestmark = pytest.mark.both_engines


@pytest.fixture
def role(log) -> Iterator[str]:
    """A role of this test's own: roles belong to the whole server."""
    name = f"app_{log.name}"
    log.owner.execute(f"create role {name} login")
    yield name
    log.owner.execute(f"drop owned by {name}; drop role {name}")


@pytest.fixture
def serving(log, role) -> Iterator[None]:
    """The connection as the service's role, which has its rights; the triggers are out of the way."""
    call_command("grant_rights", role=role, verbosity=0)
    for table in ADDED_TO:
        log.owner.execute(f"alter table {table} disable trigger user")
    log.owner.execute(f"grant {role} to fingerpost")
    with connection.cursor() as cursor:
        cursor.execute(f"set session authorization default; set role {role}")
    yield
    connection.close()


def run(words: str, *values: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(words, values)


def test_it_adds_and_reads(log, serving):
    run(FILL, 2)
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from audit_event")
        assert cursor.fetchone() == (2,)


@pytest.mark.parametrize("table", ADDED_TO)
@pytest.mark.parametrize(
    "words",
    [
        "delete from {}",
        "truncate {}",
        "update {0} set key = ''",
        "drop table {}",
        "alter table {} disable trigger user",
    ],
)
def test_it_changes_nothing(log, serving, table, words):
    fill(log.owner, 2)
    column = "actor" if table == "audit_event" else "key"
    with pytest.raises(DatabaseError, match=r"permission denied|must be owner"):
        run(words.format(table).replace("key", column))


def test_it_pretends_no_migration(log, serving):
    with pytest.raises(DatabaseError, match="permission denied"):
        run("delete from django_migrations")


def ids() -> list[str | None]:
    return [error.id for error in refuse_a_role_that_could_change_the_record(databases=["default"])]


def test_the_check_refuses_to_serve_as_the_owner(log):
    assert ids() == ["fingerpost.E021"]


def test_the_check_lets_the_services_role_pass(log, serving):
    assert ids() == []


@pytest.mark.parametrize("right", ["update", "delete", "truncate"])
def test_the_check_sees_a_right_too_many(log, role, serving, right):
    log.owner.execute(f"grant {right} on audit_event to {role}")
    assert ids() == ["fingerpost.E021"]


def test_without_a_database_named_the_check_asks_nothing():
    assert refuse_a_role_that_could_change_the_record(databases=None) == []


@pytest.mark.parametrize(("name", "says"), [("nobody_here", "no role"), ("fingerpost", "owns the tables")])
def test_the_command_says_what_is_wrong(log, name, says):
    with pytest.raises(CommandError, match=says):
        call_command("grant_rights", role=name)
