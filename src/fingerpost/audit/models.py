"""Who did what to which record, when and why, and the seals over it. The database refuses to change any of it."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import BrinIndex, GinIndex
from django.db import models

from fingerpost.audit.vocabulary import Verb
from fingerpost.base.fields import CurrentTransaction, TransactionNumber


class Event(models.Model):
    """One thing that was done or looked at. No foreign keys, no personal data: people and records are references.

    A column added here joins the sealed bytes only by a new form: see `fingerpost.audit.rules.sealing`.
    """

    at = models.DateTimeField()
    verb = models.CharField(max_length=12, choices=Verb, default=Verb.WROTE, db_default=Verb.WROTE)
    operation = models.CharField(max_length=100)
    actor = models.CharField(max_length=100, help_text="a user's reference, or the command or role that acted")
    posting = models.CharField(max_length=50, blank=True, db_default="", help_text="the reference of the posting used")
    desk = models.CharField(max_length=20, blank=True, db_default="")
    origin = models.CharField(
        max_length=16, blank=True, db_default="", help_text="a pseudonym of the network asked from"
    )
    subject_kind = models.CharField(max_length=50)
    subject_reference = models.CharField(max_length=50)
    others = ArrayField(models.CharField(max_length=50), default=list, db_default=[], help_text="further references")
    because = models.TextField(blank=True, db_default="", help_text="why it was allowed or refused")
    why = models.TextField(blank=True, help_text="the purpose, as typed")
    counts = models.JSONField(default=dict)
    transaction = TransactionNumber(db_default=CurrentTransaction(), editable=False)

    class Privacy:
        about = "nobody"
        plain = {
            "id",
            "at",
            "verb",
            "operation",
            "actor",
            "posting",
            "desk",
            "origin",
            "subject_kind",
            "subject_reference",
            "others",
            "because",
            "why",
            "counts",
            "transaction",
        }

    class Meta:
        indexes = [
            BrinIndex(fields=["at"], name="audit_event_at"),
            models.Index(fields=["subject_kind", "subject_reference"], name="audit_event_subject"),
            models.Index(fields=["actor", "at"], name="audit_event_actor"),
            models.Index(fields=["transaction", "id"], name="audit_event_order"),
            GinIndex(fields=["others"], name="audit_event_others"),
        ]

    def __str__(self) -> str:
        return f"{self.operation} {self.subject_kind} {self.subject_reference}"


class Seal(models.Model):
    """A link of the chain: which entries it covers, what each of them was, and the seal before it; signed."""

    number = models.BigIntegerField(primary_key=True)
    sealed_at = models.DateTimeField()
    form = models.SmallIntegerField(help_text="how an entry is turned into bytes")
    first_position = models.BigIntegerField(help_text="counted from 1 over the whole record")
    last_position = models.BigIntegerField()
    cluster = models.CharField(max_length=20, help_text="the PostgreSQL whose transactions are counted")
    last_transaction = models.BigIntegerField(help_text="where the next seal goes on")
    last_event = models.BigIntegerField(help_text="where the next seal goes on")
    since_event = models.BigIntegerField(help_text="all up to this entry is sealed, whatever its transaction")
    events = models.BinaryField(help_text="the entries' ids, eight bytes each, big-endian")
    digests = models.BinaryField(help_text="the entries' digests, 32 bytes each, in the same order")
    previous = models.BinaryField(help_text="the hash of the seal before")
    hash = models.BinaryField()
    key = models.CharField(max_length=16, help_text="which key signed")
    signature = models.BinaryField()

    class Privacy:
        about = "nobody"
        plain = {
            "number",
            "sealed_at",
            "form",
            "first_position",
            "last_position",
            "cluster",
            "last_transaction",
            "last_event",
            "since_event",
            "events",
            "digests",
            "previous",
            "hash",
            "key",
            "signature",
        }

    def __str__(self) -> str:
        return f"Seal {self.number}, entries {self.first_position} to {self.last_position}"
