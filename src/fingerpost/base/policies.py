"""Row-level security as migrations declare it: one line a table, in SQL that can be read.

Settings are asked for in the form `(select current_setting(...))`, which PostgreSQL works out once for a query and not
for each row. `force` holds the owner of a table to it as well.
"""

from typing import Final

from django.db.migrations import RunSQL

from fingerpost.base.scope import PREFIX, Machinery


def setting(name: str, kind: str = "text") -> str:
    """A setting of this transaction; null where nothing was said."""
    return f"(select nullif(current_setting('{PREFIX}{name}', true), '')::{kind})"


def among(column: str, name: str, kind: str) -> str:
    """Whether a column is among the values of a setting; the second cast is for PostgreSQL's grammar alone."""
    return f"{column} = any ({setting(name, f'{kind}[]')}::{kind}[])"


def outside(column: str, name: str, kind: str) -> str:
    """Whether a column is among none of the values of a setting."""
    values = f"(select coalesce(nullif(current_setting('{PREFIX}{name}', true), ''), '{{}}')::{kind}[])"
    return f"{column} <> all ({values}::{kind}[])"


def either(*conditions: str) -> str:
    """Whether any of the conditions holds."""
    return "(" + "\n    or ".join(conditions) + ")"


def row_security(table: str, *, sees: str, writes: str | None = None) -> RunSQL:
    """Rows are seen where `sees` holds, and written where `writes` does; where it is not given, the same."""
    words = [f"alter table {table} enable row level security", f"alter table {table} force row level security"]
    undo = [f"alter table {table} no force row level security", f"alter table {table} disable row level security"]
    for name, policy in _policies(sees, writes or sees).items():
        words.append(f"create policy {name} on {table} {policy}")
        undo.insert(0, f"drop policy {name} on {table}")
    return RunSQL(";\n".join(words), ";\n".join(undo))


def row_security_anew(table: str, *, sees: str, writes: str | None = None) -> RunSQL:
    """Other policies than an earlier migration gave the table. There is no way back but a newer migration."""
    words = [f"drop policy if exists {name} on {table}" for name in NAMES]
    words += [f"create policy {name} on {table} {policy}" for name, policy in _policies(sees, writes or sees).items()]
    return RunSQL(";\n".join(words))


def _policies(sees: str, writes: str) -> dict[str, str]:
    if sees == writes:
        return {"scope": f"for all using ({sees}) with check ({writes})"}
    return {
        "scope_sees": f"for select using ({sees})",
        "scope_adds": f"for insert with check ({writes})",
        "scope_changes": f"for update using ({writes}) with check ({writes})",
        "scope_removes": f"for delete using ({writes})",
    }


NAMES: Final = ("scope", "scope_sees", "scope_adds", "scope_changes", "scope_removes")
MINE: Final = setting("user", "bigint")
EVERYTHING: Final = f"{setting('machinery')} = '{Machinery.EVERYTHING}'"
FAMILIES: Final = f"{setting('machinery')} in ('{Machinery.FAMILIES}', '{Machinery.EVERYTHING}')"
ACCOUNTS: Final = (
    f"{setting('machinery')} in ('{Machinery.ACCOUNTS}', '{Machinery.FAMILIES}', '{Machinery.EVERYTHING}')"
)
# What is dated from a day to a day, both included, on the day that the transaction was told.
TODAY: Final = f"(valid_from <= {setting('on', 'date')} and coalesce(valid_to >= {setting('on', 'date')}, true))"
