"""Who did what to which record, when and why, and the seals over it: the database refuses to change any of that.

Beside it what looked unusual in it, and what came of that.
"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import BrinIndex, GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fingerpost.audit.vocabulary import Outcome, Unusual, Verb
from fingerpost.base.encrypted import EncryptedTextField
from fingerpost.base.fields import CurrentTransaction, TransactionNumber
from fingerpost.base.guarded import GuardedManager
from fingerpost.base.identifiers import new_reference
from fingerpost.base.privacy import Keep, Personal, Then


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


class UnusualAccess(Personal, models.Model):
    """What was unusual in one way about one person's looks on one day, and what somebody found who looked into it."""

    reference = models.CharField(max_length=10, unique=True, default=new_reference, editable=False)
    kind = models.CharField(max_length=20, choices=Unusual)
    who = models.CharField(max_length=100, help_text="the reference of the user who looked")
    posting = models.CharField(max_length=50, blank=True)
    on = models.DateField()
    records = ArrayField(models.CharField(max_length=50), default=list, help_text="references, each once")
    counted = models.PositiveIntegerField(help_text="how many records it is about")
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    first_entry = models.BigIntegerField()
    last_entry = models.BigIntegerField()
    found_at = models.DateTimeField()
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    note = EncryptedTextField(null=True)
    reviewed_by = models.CharField(max_length=100, blank=True, help_text="the reference of the user who reviewed it")
    reviewed_at = models.DateTimeField(null=True)

    objects = GuardedManager["UnusualAccess"]()

    class Privacy:
        about = _("the person whose look at a record was unusual")
        called = _("unusual looks at records")
        personal = {
            "who": _("So that somebody can ask you about it"),
            "kind": _("What was unusual: being listed is no guilt"),
            "on": _("When you looked"),
            "first_at": _("When you looked"),
            "last_at": _("When you looked"),
            "records": _("Which records you looked at"),
            "counted": _("How many records you looked at"),
            "outcome": _("What somebody found who looked into it"),
        }
        sensitive = {"note": _("What you said about it, or who took it over")}
        labels = {
            "who": _("who you are"),
            "kind": _("what was unusual"),
            "on": _("the day"),
            "first_at": _("the first look"),
            "last_at": _("the last look"),
            "records": _("the records"),
            "counted": _("how many records"),
            "outcome": _("what came of it"),
            "note": _("a note"),
        }
        plain = {
            "id",
            "reference",
            "posting",
            "first_entry",
            "last_entry",
            "found_at",
            "reviewed_by",
            "reviewed_at",
        }
        keep = Keep(years=7, after=_("it was looked into"), then=Then.DELETE)

    class Meta:
        verbose_name = _("unusual look")
        verbose_name_plural = _("unusual looks")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "who", "on"], condition=Q(reviewed_at=None), name="unusual_access_open_once"
            ),
            models.CheckConstraint(
                name="unusual_access_reviewed_whole",
                condition=Q(reviewed_at=None, outcome="", reviewed_by="")
                | (Q(reviewed_at__isnull=False) & ~Q(outcome="") & ~Q(reviewed_by="")),
            ),
        ]
        indexes = [models.Index(fields=["reviewed_at", "-on"], name="unusual_access_open_first")]
