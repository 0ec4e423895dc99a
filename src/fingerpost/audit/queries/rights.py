"""Whether the role that serves people could change the record, or see past the lock on rows about people.

`fingerpost check --deploy --database default` asks.
"""

from collections.abc import Iterable
from typing import Any, Final

from django.core.checks import CheckMessage, Error
from django.db import connections

# Any role that this one may put on counts as this one.
_COULD: Final = """
select current_setting('is_superuser') = 'on' or exists (
    select from pg_class, pg_roles one where relname in ('audit_event', 'audit_seal') and relkind = 'r'
        and pg_table_is_visible(pg_class.oid) and pg_has_role(current_user, one.oid, 'member') and (
            pg_has_role(one.oid, relowner, 'member') or has_table_privilege(one.oid, pg_class.oid, 'update')
            or has_table_privilege(one.oid, pg_class.oid, 'delete')
            or has_table_privilege(one.oid, pg_class.oid, 'truncate')
        )
)
"""
# Whoever owns a table may take its row security away; a superuser and a role that bypasses it are not held to it.
_COULD_SEE_PAST: Final = """
select exists (
    select from pg_roles where (rolsuper or rolbypassrls) and pg_has_role(current_user, oid, 'member')
) or exists (
    select from pg_class where relnamespace = 'public'::regnamespace and pg_has_role(current_user, relowner, 'member')
)
"""
# Row security shows the machinery every family; whoever inherits from it need not put it on.
_INHERITS: Final = """
select exists (
    select from pg_roles where rolname = current_user || '_machinery' and pg_has_role(current_user, oid, 'usage')
)
"""
HINT: Final = "Serve with a role of its own and run `fingerpost grant-rights`: see docs/operations.md."


def could_change_the_record(database: str = "default") -> bool:
    """Whether the role of this connection owns the record's tables, or may change or empty them."""
    return _asked(database, _COULD)


def could_see_past_row_security(database: str = "default") -> bool:
    """Whether the role of this connection owns anything here, or is not held to row security at all."""
    return _asked(database, _COULD_SEE_PAST)


def inherits_the_machinery(database: str = "default") -> bool:
    """Whether the role of this connection sees what its machinery sees, without putting that role on."""
    return _asked(database, _INHERITS)


def _asked(database: str, question: str) -> bool:
    with connections[database].cursor() as cursor:
        cursor.execute(question)
        return bool(cursor.fetchone()[0])


def refuse_a_role_that_could_change_the_record(
    *, databases: Iterable[str] | None = None, **_: Any
) -> list[CheckMessage]:
    """Run where the check is told which database to ask."""
    found = [name for name in databases or () if could_change_the_record(name)]
    return [Error(f"The role of {name} could change the record.", hint=HINT, id="fingerpost.E021") for name in found]


def refuse_a_role_that_could_see_past_row_security(
    *, databases: Iterable[str] | None = None, **_: Any
) -> list[CheckMessage]:
    """The second lock holds only whoever does not have its key."""
    found = [name for name in databases or () if could_see_past_row_security(name)]
    says = "The role of {} owns tables, or is not held to row security."
    return [Error(says.format(name), hint=HINT, id="fingerpost.E023") for name in found]


def refuse_a_role_that_inherits_the_machinery(
    *, databases: Iterable[str] | None = None, **_: Any
) -> list[CheckMessage]:
    """A grant in passing would take the lock off every page."""
    found = [name for name in databases or () if inherits_the_machinery(name)]
    says = "The role of {} inherits what its machinery may see."
    return [Error(says.format(name), hint=HINT, id="fingerpost.E027") for name in found]
