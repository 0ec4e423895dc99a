"""What the service's own database roles may do: add to the record, and never change it.

The role that owns the tables migrates and grants; the role that serves people has no right to update, delete or
truncate the record, so that no fault in a page can. Triggers refuse it to the owner as well.

Beside it may stand a second role, which it puts on where the machinery reads or writes of families, and takes off
again. Row security shows that one every row, so that nothing needs to be asked there. Its other rights are the same.
"""

from typing import Final

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from psycopg import sql

from fingerpost.base.verdict import Refused

APPLICATION: Final = "fingerpost_app"
# Only ever added to, or only ever read.
ADDED_TO: Final = ("audit_event", "audit_seal")
READ_ONLY: Final = ("django_migrations",)
# What is shown to those who keep a watch on the record, and to no machinery but a command at the console.
WATCHED: Final = ("audit_unusualaccess",)
_GRANTS: Final = (
    "grant usage on schema public to {role}",
    "grant select, insert, update, delete on all tables in schema public to {role}",
    "grant usage, select on all sequences in schema public to {role}",
    "grant execute on all functions in schema public to {role}",
    "revoke update, delete, truncate, references, trigger on {added_to} from {role}",
    "revoke insert, update, delete, truncate on {read_only} from {role}",
)
_LOCKED: Final = """
select relname from pg_class
where relnamespace = 'public'::regnamespace and relrowsecurity and relname <> all (%s)
    and not exists (select from pg_policy where polrelid = pg_class.oid and polname = %s)
order by relname
"""
_UNLOCK: Final = "create policy {policy} on {table} for all to {role} using (true) with check (true)"


@transaction.atomic
def grant_rights(role: str = APPLICATION) -> None:
    """Give the role what the service needs, as things stand; to be run again after every migration. Raises Refused."""
    if role == connection.settings_dict["USER"]:
        raise Refused(f"{role} owns the tables. The service needs a role of its own.")
    with connection.cursor() as cursor:
        if not _there(cursor, role):
            raise Refused(f"There is no role {role}. Make it first: see docs/operations.md.")
        _grant(cursor, role)
        if _there(cursor, machinery := f"{role}_machinery"):
            _refuse_an_heir(cursor, role, machinery)
            _grant(cursor, machinery)
            _unlock(cursor, machinery)


def _there(cursor: CursorWrapper, role: str) -> bool:
    cursor.execute("select 1 from pg_roles where rolname = %s", [role])
    return cursor.fetchone() is not None


def _grant(cursor: CursorWrapper, role: str) -> None:
    words = {
        "role": sql.Identifier(role),
        "added_to": sql.SQL(", ").join(map(sql.Identifier, ADDED_TO)),
        "read_only": sql.SQL(", ").join(map(sql.Identifier, READ_ONLY)),
    }
    for grant in _GRANTS:
        cursor.execute(sql.SQL(grant).format(**words))


def _refuse_an_heir(cursor: CursorWrapper, role: str, machinery: str) -> None:
    """Whoever inherits from the machinery sees what it sees without putting it on: there would be no lock."""
    cursor.execute("select pg_has_role(%s, %s, 'usage')", [role, machinery])
    if cursor.fetchone()[0]:
        raise Refused(f"{role} inherits what {machinery} may do. It must not: see docs/operations.md.")


def _unlock(cursor: CursorWrapper, machinery: str) -> None:
    """Policies for the machinery alone, named after it: two installations may share a server, and not a database."""
    cursor.execute(_LOCKED, [list(WATCHED), machinery])
    for (table,) in cursor.fetchall():
        words = {"policy": sql.Identifier(machinery), "table": sql.Identifier(table), "role": sql.Identifier(machinery)}
        cursor.execute(sql.SQL(_UNLOCK).format(**words))
