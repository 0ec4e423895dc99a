"""Whether the role that serves people could change the record, or see past the lock on rows about people.

`fingerpost check --deploy --database default` asks.
"""

from collections.abc import Iterable
from typing import Any, Final

from django.core.checks import CheckMessage, Error
from django.db import connections

_COULD: Final = """
select current_setting('is_superuser') = 'on' or exists (
    select from pg_class where relname in ('audit_event', 'audit_seal') and relkind = 'r'
        and pg_table_is_visible(oid) and (
            pg_has_role(current_user, relowner, 'member')
            or has_table_privilege(current_user, oid, 'update') or has_table_privilege(current_user, oid, 'delete')
            or has_table_privilege(current_user, oid, 'truncate')
        )
)
"""
# Whoever owns a table may take its row security away; a superuser and a role that bypasses it are not held to it.
_COULD_SEE_PAST: Final = """
select rolsuper or rolbypassrls or exists (
    select from pg_class where relnamespace = 'public'::regnamespace and pg_has_role(current_user, relowner, 'member')
)
from pg_roles where rolname = current_user
"""
HINT: Final = "Serve with a role of its own and run `fingerpost grant-rights`: see docs/operations.md."


def could_change_the_record(database: str = "default") -> bool:
    """Whether the role of this connection owns the record's tables, or may change or empty them."""
    return _asked(database, _COULD)


def could_see_past_row_security(database: str = "default") -> bool:
    """Whether the role of this connection owns anything here, or is not held to row security at all."""
    return _asked(database, _COULD_SEE_PAST)


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
