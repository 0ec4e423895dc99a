"""The role that serves people can add to the record and not change it, whatever a page tries."""

from collections.abc import Iterator

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection

from benchmarks.ledger import FILL, fill
from fingerpost.audit.operations.rights import ADDED_TO, WATCHED
from fingerpost.audit.queries.rights import (
    refuse_a_role_that_could_change_the_record,
    refuse_a_role_that_could_see_past_row_security,
    refuse_a_role_that_inherits_the_machinery,
)

pytestmark = pytest.mark.both_engines


@pytest.fixture
def role(log) -> Iterator[str]:
    """A role of this test's own: roles belong to the whole server."""
    name = f"app_{log.name}"
    log.owner.execute(f"create role {name} login")
    yield name
    log.owner.execute(f"drop owned by {name}; drop role {name}")


# Here is nothing but the record; a table about people, as its owner makes one.
PEOPLE = """
create table people as select 1 as id;
alter table people owner to fingerpost;
alter table people enable row level security;
"""


@pytest.fixture
def machinery(log, role) -> Iterator[str]:
    """The role that it may put on, and inherits nothing from."""
    name = f"{role}_machinery"
    log.owner.execute(f"alter role {role} noinherit; create role {name}; grant {name} to {role}")
    log.owner.execute(PEOPLE)
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


def opened_to(log, role: str) -> set[str]:
    found = log.owner.execute("select tablename from pg_policies where roles = array[%s]::name[]", [role])
    return {table for (table,) in found.fetchall()}


def test_the_machinery_is_shown_every_table_but_those_that_are_watched(log, machinery, serving):
    assert log.owner.execute("select relrowsecurity from pg_class where relname = %s", WATCHED).fetchone() == (True,)
    assert opened_to(log, machinery) == {"people"}


def test_it_sees_nobody_until_it_puts_the_machinery_on(log, machinery, serving):
    assert seen() == 0
    run(f"set role {machinery}")
    assert seen() == 1


def seen() -> int:
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from people")
        return int(cursor.fetchone()[0])


def test_the_rights_are_given_again_without_a_word(log, role, machinery, serving):
    run("reset role")
    call_command("grant_rights", role=role, verbosity=0)
    assert opened_to(log, machinery) == {"people"}


def test_the_machinery_changes_the_record_no_more_than_who_serves(log, machinery, serving):
    fill(log.owner, 2)
    run(f"set role {machinery}")
    with pytest.raises(DatabaseError, match="permission denied"):
        run("delete from audit_event")


def test_the_check_sees_a_right_too_many_of_the_machinery(log, machinery, serving):
    assert ids() == []
    log.owner.execute(f"grant delete on audit_event to {machinery}")
    assert ids() == ["fingerpost.E021"]


def test_the_check_sees_a_machinery_that_row_security_does_not_hold(log, machinery, serving):
    assert refuse_a_role_that_could_see_past_row_security(databases=["default"]) == []
    log.owner.execute(f"alter role {machinery} bypassrls")
    assert [error.id for error in refuse_a_role_that_could_see_past_row_security(databases=["default"])] == [
        "fingerpost.E023"
    ]


@pytest.fixture
def heir(log, role) -> Iterator[str]:
    """Somebody who made the roles without reading how."""
    name = f"{role}_machinery"
    log.owner.execute(f"create role {name}; grant {name} to {role}")
    log.owner.execute(PEOPLE)
    yield role
    log.owner.execute(f"drop owned by {name}; drop role {name}")


def test_nothing_is_shown_to_a_machinery_that_somebody_inherits_from(log, heir):
    with pytest.raises(CommandError, match="inherits"):
        call_command("grant_rights", role=heir)
    assert not opened_to(log, f"{heir}_machinery")


def test_the_check_lets_who_inherits_nothing_pass(log, machinery, serving):
    assert refuse_a_role_that_inherits_the_machinery(databases=["default"]) == []


def test_the_check_refuses_an_heir(log, role, serving, heir):
    assert [error.id for error in refuse_a_role_that_inherits_the_machinery(databases=["default"])] == [
        "fingerpost.E027"
    ]
