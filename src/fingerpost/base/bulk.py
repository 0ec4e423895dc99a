"""Writing thousands of new records at once, by COPY: a county's families come in while one waits.

PostgreSQL copies into no table that row security holds, so rows go through a temporary table of the same shape, and
from there under the same policies and constraints as any other.
"""

from collections.abc import Sequence
from typing import Any, Final

from django.db import connection, connections, models
from psycopg import sql

FEW: Final = 200  # rows that are written in the ordinary way


def write(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    """Write new rows of one table. Each has its number afterwards, and what its fields make of it before saving."""
    if len(rows) <= FEW:
        model._base_manager.bulk_create(rows)  # noqa: SLF001 - nothing is read
        return
    _number(model, rows)
    fields = model._meta.local_concrete_fields
    table, incoming = sql.Identifier(model._meta.db_table), sql.Identifier(f"incoming_{model._meta.db_table}")
    columns = sql.SQL(", ").join([sql.Identifier(str(field.column)) for field in fields])
    database = connections[connection.alias]  # asked for hundreds of thousands of times: not through the proxy
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("create temporary table {} (like {}) on commit drop").format(incoming, table))
        with cursor.copy(sql.SQL("copy {} ({}) from stdin").format(incoming, columns)) as copy:
            for row in rows:
                copy.write_row(_values(row, fields, database))
        words = sql.SQL("insert into {} ({columns}) select {columns} from {}").format(table, incoming, columns=columns)
        cursor.execute(words)
        cursor.execute(sql.SQL("drop table {}").format(incoming))


def _number(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    """Give each row its number, so that others can point to it before it is there."""
    with connection.cursor() as cursor:
        words = "select nextval(pg_get_serial_sequence(%s, 'id')) from generate_series(1, %s)"
        cursor.execute(words, [model._meta.db_table, len(rows)])
        for row, (number,) in zip(rows, cursor.fetchall(), strict=True):
            row.pk = number
            row._state.adding, row._state.db = False, connection.alias  # noqa: SLF001 - as Django marks what it wrote


def _values(row: models.Model, fields: Sequence[Any], database: Any) -> list[Any]:
    row._prepare_related_fields_for_save("bulk_create")  # type: ignore[attr-defined]  # noqa: SLF001 - as Django does
    return [field.get_db_prep_save(field.pre_save(row, add=True), database) for field in fields]
