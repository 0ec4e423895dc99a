"""What changed in the timetable, written by the database itself so that no writer can forget it.

Every worker holds the dated sessions in memory for searching; this is how it learns what to read again.
"""

from django.db import models
from django.db.models.functions import Now

from fingerpost.base.fields import CurrentTransaction, TransactionNumber
from fingerpost.timetable.vocabulary import Changed


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
