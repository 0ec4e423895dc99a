"""How far the record is sealed, what still waits, and what the last look at the whole of it found."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import connection

from fingerpost.audit.models import Event, Seal

VERIFIED: Final = "verify record"
_WAITING: Final = """
select count(*), min(at) from audit_event
where id > %(since)s and (transaction, id) > (%(transaction)s::text::xid8, %(event)s)
"""


@dataclass(frozen=True, slots=True)
class Chain:
    """The last seal, and what no seal covers yet."""

    seals: int
    sealed: int
    sealed_at: datetime | None
    waiting: int
    waiting_since: datetime | None


@dataclass(frozen=True, slots=True)
class LastLook:
    """When the whole record was last compared with its seals, how much that was, and how much was wrong."""

    at: datetime
    entries: int
    findings: int


def chain() -> Chain:
    """Where the record stands. Two queries, whatever its length."""
    last = Seal.objects.defer("events", "digests").order_by("number").last()
    mark = {
        "since": last.since_event if last else 0,
        "transaction": last.last_transaction if last else 0,
        "event": last.last_event if last else 0,
    }
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, mark)
        waiting, since = cursor.fetchone()
    if last is None:
        return Chain(0, 0, None, waiting, since)
    return Chain(last.number, last.last_position, last.sealed_at, waiting, since)


def last_look() -> LastLook | None:
    """What the last verification found, as it stands on record."""
    event = Event.objects.filter(subject_kind="record", subject_reference="seals", operation=VERIFIED).last()
    return LastLook(event.at, event.counts["entries"], event.counts["findings"]) if event else None
