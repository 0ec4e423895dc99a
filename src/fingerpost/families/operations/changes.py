"""Changes that can be undone to the byte: each value as PostgreSQL wrote it, before and after.

Nothing is added to a record and nothing removed by making two of them one: rows are moved, and values changed.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import orjson
from django.db import IntegrityError, connection, models, transaction
from django.utils.translation import gettext as _
from psycopg import sql

from fingerpost.base.verdict import Refused
from fingerpost.families.models import Adult, Child, Family, FamilyKey

PEOPLE: Final = (Adult, Child)
Numbers = Mapping[type[models.Model], Mapping[int, int]]
Values = Mapping[str, str | None]


class Changes:
    """What is changed while two records are made one. added: the pairs that were found then."""

    def __init__(self, text: str = "") -> None:
        told = orjson.loads(text) if text else {"rows": [], "added": []}
        self.rows: list[tuple[str, int, bool, dict[str, list[str | None]]]] = [tuple(row) for row in told["rows"]]
        self.added: list[int] = told["added"]

    def written(self) -> str:
        return orjson.dumps({"rows": self.rows, "added": self.added}).decode()

    def set(self, row: models.Model, **values: str | int | None) -> None:
        """Change what a row says."""
        self.change(row._meta.db_table, row.pk, values, moved=False)

    def point(self, row: models.Model, **values: str | int | None) -> None:
        """Let a row point to another record. It cannot be undone once it points further on."""
        self.change(row._meta.db_table, row.pk, values, moved=True)

    def change(self, table: str, number: int, values: Mapping[str, Any], *, moved: bool) -> None:
        columns = list(values)
        before = read(table, number, columns)
        write(table, number, {name: None if value is None else str(value) for name, value in values.items()})
        after = read(table, number, columns)
        if before != after and before and after:
            self.note(table, number, before, after, moved=moved)

    def note(self, table: str, number: int, before: Values, after: Values, *, moved: bool = False) -> None:
        """Keep what was changed by something else."""
        self.rows.append((table, number, moved, {name: [before[name], after[name]] for name in before}))

    def move(self, numbers: Numbers, *, stay: frozenset[tuple[str, int]] = frozenset()) -> list[tuple[str, int]]:
        """Let whatever points to one record, or person, point to another; where it cannot, since the same is there
        already, it stays. Answers with what stayed."""
        stayed = []
        for table, columns in pointing(numbers).items():
            for number, values in list(_affected(table, columns)):
                if (table, number) in stay or not self._moved(table, number, values):
                    stayed.append((table, number))
        return stayed

    def _moved(self, table: str, number: int, values: Mapping[str, int]) -> bool:
        try:
            with transaction.atomic():
                self.change(table, number, values, moved=True)
        except IntegrityError:
            return False
        return True

    def undo(self) -> None:
        """Give every value back, the last change first. What was edited since stays as it was edited.

        Raises Refused where a row was moved on since, so that nobody knows any more where it belongs.
        """
        for table, number, moved, values in reversed(self.rows):
            now = read(table, number, list(values))
            if now == {name: after for name, (_before, after) in values.items()}:
                write(table, number, {name: before for name, (before, _after) in values.items()})
            elif moved and now is not None:
                raise Refused(_("One of the two records was merged again since. Undo that first."))


def about(table: str, column: str, people: set[int], family: int) -> list[int]:
    """The rows of a family's record that are about some people."""
    words = sql.SQL("select id from {} where family_id = %s and {} = any(%s)").format(
        sql.Identifier(table), sql.Identifier(column)
    )
    return [number for (number,) in ask(words, [family, sorted(people)])]


def pointing(numbers: Numbers) -> dict[str, dict[str, Mapping[int, int]]]:
    """For each table the columns that point to what is moved, whichever app they are in, with the new numbers."""
    found: dict[str, dict[str, Mapping[int, int]]] = {}
    for model, moved in numbers.items():
        for field in foreign_keys(model):
            found.setdefault(field.model._meta.db_table, {})[field.column] = moved
    return found


def foreign_keys(to: type[models.Model]) -> list[Any]:
    """The fields of all tables that point to one."""
    related = [field for field in to._meta.get_fields(include_hidden=True) if field.auto_created and field.is_relation]
    fields = [field.field for field in related if hasattr(field, "field") and not field.many_to_many]
    return [field for field in fields if field.model is not FamilyKey and field.concrete]


def people_of_families() -> dict[str, list[str]]:
    """The tables that say of somebody which family's record something is on, with the columns that name them."""
    people = [field for model in PEOPLE for field in foreign_keys(model)]
    of_families = {field.model for field in foreign_keys(Family) if field.column == "family_id"}
    found: dict[str, list[str]] = {}
    for field in people:
        if field.model in of_families:
            found.setdefault(field.model._meta.db_table, []).append(field.column)
    return found


def _affected(table: str, columns: Mapping[str, Mapping[int, int]]) -> Iterator[tuple[int, dict[str, int]]]:
    names = list(columns)
    where = sql.SQL(" or ").join(sql.SQL("{} = any(%s)").format(sql.Identifier(name)) for name in names)
    words = sql.SQL("select id, {} from {} where {} order by id").format(
        sql.SQL(", ").join(map(sql.Identifier, names)), sql.Identifier(table), where
    )
    for number, *values in ask(words, [list(columns[name]) for name in names]):
        pairs = zip(names, values, strict=True)
        yield number, {name: columns[name][value] for name, value in pairs if value in columns[name]}


def read(table: str, number: int, columns: list[str]) -> dict[str, str | None] | None:
    """Columns of a row as PostgreSQL writes them; None where there is no such row."""
    words = sql.SQL("select {} from {} where id = %s").format(
        sql.SQL(", ").join(sql.SQL("{}::text").format(sql.Identifier(name)) for name in columns), sql.Identifier(table)
    )
    rows = ask(words, [number])
    return dict(zip(columns, rows[0], strict=True)) if rows else None


def write(table: str, number: int, values: Values) -> None:
    """Set columns of a row to what PostgreSQL wrote."""
    words = sql.SQL("update {} set {} where id = %s").format(
        sql.Identifier(table),
        sql.SQL(", ").join(sql.SQL("{} = %s").format(sql.Identifier(name)) for name in values),
    )
    with connection.cursor() as cursor:
        cursor.execute(words, [*values.values(), number])


def ask(words: sql.Composed, values: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(words, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows
