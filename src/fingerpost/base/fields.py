"""Columns that Django does not know by itself."""

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Func


class TransactionNumber(models.Field):  # type: ignore[type-arg]
    """PostgreSQL's 64-bit transaction number (xid8)."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str:  # noqa: ARG002
        return "xid8"

    def rel_db_type(self, connection: BaseDatabaseWrapper) -> str:
        return self.db_type(connection)

    def from_db_value(self, value: Any, *_: Any) -> str | None:
        return None if value is None else str(value)


class CurrentTransaction(Func):
    """The number of the transaction that writes the row."""

    function = "pg_current_xact_id"
    output_field = TransactionNumber()
