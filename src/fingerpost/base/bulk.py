"""Writing thousands of new records at once, by COPY: a county's families come in while one waits.

PostgreSQL copies into no table that row security holds, so rows go through a temporary table of the same shape, and
from there under the same policies and constraints as any other.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final

import numpy as np
from django.db import connection, models
from numpy.typing import NDArray
from psycopg import Copy, sql

from fingerpost.base.identifiers import new_reference, new_references

FEW: Final = 200  # rows that are written in the ordinary way
Values = Mapping[str, Any]
# How COPY writes numbers in binary: https://www.postgresql.org/docs/current/sql-copy.html
HEAD: Final = b"PGCOPY\n\xff\r\n\0" + bytes(8)
TAIL: Final = b"\xff\xff"
NEXT: Final = """
    (select {place}, nextval(name) from generate_series(1, {count}),
        (select pg_get_serial_sequence({table}, 'id')::regclass as name offset 0) as sequence)
"""


def numbers(counts: Mapping[type[models.Model], int]) -> list[list[int]]:
    """Numbers for so many new rows of each table, so that others can point to them before they are there."""
    words = [
        sql.SQL(NEXT).format(place=place, table=model._meta.db_table, count=count)
        for place, (model, count) in enumerate(counts.items())
    ]
    found: list[list[int]] = [[] for _ in counts]
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(" union all ").join(words))
        for place, number in cursor.fetchall():
            found[place].append(number)
    return found


def write(model: type[models.Model], rows: Sequence[Values], *, but_known: bool = False) -> None:
    """Write new rows of one table. Each says the same columns, by the names of the fields; for the others holds what
    the model says, and what a field is made of others is made, such as a text that is kept encrypted.

    but_known: a row that may stand there once, and does already, is left as it is."""
    if len(rows) <= FEW:
        made = [model(**row) for row in rows]
        model._base_manager.bulk_create(made, ignore_conflicts=but_known)  # noqa: SLF001 - nothing is read
        return
    columns = _columns(model, rows)
    with _incoming(model, list(columns), but_known=but_known) as copy:
        for row in zip(*columns.values(), strict=True):
            copy.write_row(row)


def write_numbers(model: type[models.Model], **columns: NDArray[np.int64]) -> None:
    """Write new rows of a table that holds numbers alone, column by column."""
    lines = np.empty(len(next(iter(columns.values()))), _line_of(len(columns)))
    lines["fields"] = len(columns)
    for place, values in enumerate(columns.values()):
        lines[f"bytes {place}"], lines[f"value {place}"] = 8, values
    with _incoming(model, list(columns), binary=True) as copy:
        copy.write(HEAD + lines.tobytes() + TAIL)


def read_numbers(model: type[models.Model], *columns: str) -> list[NDArray[np.int64]]:
    """Columns of whole numbers of a whole table, in the same order: millions of rows that never become records."""
    parts = sql.SQL(", ").join(sql.SQL("string_agg(int8send({}), '')").format(sql.Identifier(each)) for each in columns)
    words = sql.SQL("select {} from {}").format(parts, sql.Identifier(model._meta.db_table))
    connection.ensure_connection()
    row = connection.connection.cursor(binary=True).execute(words).fetchone()
    return [np.frombuffer(each or b"", ">i8").astype(np.int64) for each in row]


def _line_of(columns: int) -> np.dtype[Any]:
    """A row of so many numbers, as COPY reads it."""
    parts = [pair for place in range(columns) for pair in ((f"bytes {place}", ">i4"), (f"value {place}", ">i8"))]
    return np.dtype([("fields", ">i2"), *parts])


@contextmanager
def _incoming(
    model: type[models.Model], columns: Sequence[str], *, binary: bool = False, but_known: bool = False
) -> Iterator[Copy]:
    """Rows that are copied into a temporary table, and from there into the model's."""
    names = {
        "table": sql.Identifier(model._meta.db_table),
        "incoming": sql.Identifier(f"incoming_{model._meta.db_table}"),
        "columns": sql.SQL(", ").join(map(sql.Identifier, columns)),
        "form": sql.SQL("binary" if binary else "text"),
        "known": sql.SQL(" on conflict do nothing" if but_known else ""),
    }
    make, copying, write, drop = (sql.SQL(words).format(**names) for words in WORDS)
    with connection.cursor() as cursor:
        cursor.execute(make)
        with cursor.copy(copying) as copy:
            yield copy
        cursor.execute(write)
        cursor.execute(drop)


WORDS: Final = (
    "create temporary table {incoming} on commit drop as select {columns} from {table} with no data",
    "copy {incoming} ({columns}) from stdin (format {form})",
    "insert into {table} ({columns}) select {columns} from {incoming}{known}",
    "drop table {incoming}",
)


def _columns(model: type[models.Model], rows: Sequence[Values]) -> dict[str, Sequence[Any]]:
    """The columns that are written, by their names in the database. A number that nobody gave is left to it."""
    said: dict[str, Sequence[Any]] = {name: [row[name] for row in rows] for name in rows[0]}
    fields = [each for each in model._meta.local_concrete_fields if each.attname in said or not each.primary_key]
    for field in fields:
        if field.attname not in said:
            said[field.attname] = _defaults(field, len(rows))
    return {str(field.column): _kept(field, said) for field in fields}


def _defaults(field: Any, count: int) -> Sequence[Any]:
    if field.default is new_reference:
        return new_references(count)
    return [field.get_default() for _ in range(count)] if callable(field.default) else [field.get_default()] * count


def _kept(field: Any, said: Mapping[str, Sequence[Any]]) -> Sequence[Any]:
    """A column as it is kept. `made_from` names the fields that a field makes its value from, by `made`."""
    if made_from := getattr(field, "made_from", ()):
        return list(map(field.made, *(said[name] for name in made_from)))
    values = said[field.attname]
    return [getattr(each, "value", each) for each in values] if field.choices else values
