"""Writing many rows fast: PostgreSQL's COPY, with the defaults that Django would have filled in."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models

Values = Sequence[Any]


def copy(model: type[models.Model], names: Sequence[str], rows: Iterable[Values]) -> list[int]:
    """Write rows of the named fields; the rest take their defaults. Gives the ids that they got, in order."""
    with connection.cursor() as cursor:
        cursor.execute(f'select coalesce(max(id), 0) + 1 from "{model._meta.db_table}"')  # noqa: S608 - our own table
        (first,) = cursor.fetchone()
    written = copy_whole(model, ("id", *names), ((number, *row) for number, row in enumerate(rows, first)))
    _count_on(model._meta.db_table, first + written - 1)
    return list(range(first, first + written))


def _count_on(table: str, last: int) -> None:
    """Let the table's own numbers go on after the last that was written.

    One by one: the role that serves people may draw numbers, and not set them.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_get_serial_sequence(%s, 'id')", [table])
        (sequence,) = cursor.fetchone()
        cursor.execute(
            f"select count(nextval(%s)) from {sequence}, generate_series(last_value + is_called::int, %s)",  # noqa: S608
            [sequence, last],
        )


def copy_whole(model: type[models.Model], names: Sequence[str], rows: Iterable[Values]) -> int:
    """The same with the key among the named fields. Gives how many were written."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    chosen = [fields.pop(name) for name in names]
    others = [field for field in fields.values() if not field.has_db_default()]
    defaults = tuple(field.get_db_prep_save(field.get_default(), connection) for field in others)
    columns = ", ".join(f'"{field.column}"' for field in [*chosen, *others])
    written = 0
    with connection.cursor() as cursor, cursor.copy(f'copy "{model._meta.db_table}" ({columns}) from stdin') as stream:
        for written, row in enumerate(rows, 1):  # noqa: B007 - the last number is the answer
            stream.write_row((*row, *defaults))
    return written
