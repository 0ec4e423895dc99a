"""What changed in the timetable, written by the database itself so that no writer can forget it.

Every worker holds the dated sessions in memory for searching; this is how it learns what to read again.
"""

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Func
from django.db.models.functions import Now

from fingerpost.timetable.vocabulary import Changed


class TransactionNumber(models.Field):  # type: ignore[type-arg]
    """PostgreSQL's 64-bit transaction number (xid8)."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str:  # noqa: ARG002
        return "xid8"

    def rel_db_type(self, connection: BaseDatabaseWrapper) -> str:
        return self.db_type(connection)

    def from_db_value(self, value: Any, *_: Any) -> str | None:
        return None if value is None else str(value)


class CurrentTransaction(Func):
    function = "pg_current_xact_id"
    output_field = TransactionNumber()


class Change(models.Model):
    """One record that changed, in one transaction. Triggers write it and, now and then, clear the old ones away."""

    transaction = TransactionNumber(db_default=CurrentTransaction())
    kind = models.CharField(max_length=10, choices=Changed)
    record = models.BigIntegerField(null=True, help_text="its id; empty where everything of the kind changed")
    written_at = models.DateTimeField(db_default=Now())

    class Privacy:
        about = "nobody"
        plain = {"id", "transaction", "kind", "record", "written_at"}

    class Meta:
        indexes = [
            models.Index(fields=["transaction"], name="change_transaction"),
            models.Index(fields=["written_at"], name="change_written_at"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.record or 'all'}"
