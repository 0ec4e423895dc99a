"""What the service's own database role may do: add to the record, and never change it.

The role that owns the tables migrates and grants; the role that serves people has no right to update, delete or
truncate the record, so that no fault in a page can. Triggers refuse it to the owner as well.
"""

from typing import Final

from django.db import connection, transaction
from psycopg import sql

from fingerpost.base.verdict import Refused

APPLICATION: Final = "fingerpost_app"
# Only ever added to, or only ever read.
ADDED_TO: Final = ("audit_event", "audit_seal")
READ_ONLY: Final = ("django_migrations",)
_GRANTS: Final = (
    "grant usage on schema public to {role}",
    "grant select, insert, update, delete on all tables in schema public to {role}",
    "grant usage, select on all sequences in schema public to {role}",
    "grant execute on all functions in schema public to {role}",
    "revoke update, delete, truncate, references, trigger on {added_to} from {role}",
    "revoke insert, update, delete, truncate on {read_only} from {role}",
)


@transaction.atomic
def grant_rights(role: str = APPLICATION) -> None:
    """Give the role what the service needs, as things stand; to be run again after every migration. Raises Refused."""
    if role == connection.settings_dict["USER"]:
        raise Refused(f"{role} owns the tables. The service needs a role of its own.")
    words = {
        "role": sql.Identifier(role),
        "added_to": sql.SQL(", ").join(map(sql.Identifier, ADDED_TO)),
        "read_only": sql.SQL(", ").join(map(sql.Identifier, READ_ONLY)),
    }
    with connection.cursor() as cursor:
        cursor.execute("select 1 from pg_roles where rolname = %s", [role])
        if cursor.fetchone() is None:
            raise Refused(f"There is no role {role}. Make it first: see docs/operations.md.")
        for grant in _GRANTS:
            cursor.execute(sql.SQL(grant).format(**words))
