"""Sealing the record in batches. Nobody waits for it: it reads what is settled, and writes where nobody else writes."""

import os
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.db import connection, transaction
from psycopg import Connection

from fingerpost.audit.models import Seal
from fingerpost.audit.operations import Who, record
from fingerpost.audit.queries.chain import VERIFIED
from fingerpost.audit.queries.copying import digests
from fingerpost.audit.queries.keys import signer, trusted
from fingerpost.audit.queries.unsealed import Waiting, cluster, left_over, waiting
from fingerpost.audit.queries.verification import Verification, Verified
from fingerpost.audit.rules.checkpoints import Checkpoint
from fingerpost.audit.rules.sealing import FIRST, FORM, SealFacts, microseconds, moment
from fingerpost.audit.rules.signing import Signer, Trusted
from fingerpost.base.verdict import Refused

__all__ = [
    "checkpoint",
    "note_verified",
    "seal",
    "seal_after_restore",
    "signer",
    "trusted",
    "verify",
    "write_checkpoint",
]

MOST: Final = 8_192  # entries under one seal
_ALONE: Final = 0x46505345  # the advisory lock of whoever seals: two would make two seals of the same number


def raw_connection() -> Connection[Any]:
    """The connection below Django's."""
    connection.ensure_connection()
    return connection.connection  # type: ignore[no-any-return]


def seal(*, now: datetime, most: int = MOST) -> int:
    """Seal everything that waits and is settled; how many entries. Raises NoKey, or Refused after a restore."""
    key, sealed = signer(), 0
    while count := _one_batch(key, now, most):
        sealed += count
    return sealed


@transaction.atomic
def seal_after_restore(*, now: datetime) -> int:
    """Seal what the restored record holds unsealed, and count transactions anew from here. The service is stopped."""
    server = raw_connection()
    server.execute("lock table audit_event in share mode")
    if not _nobody_else_seals(server):
        return 0
    batch = left_over(server)
    _add(signer(), _facts(server, _last(), batch, now))
    return len(batch.ids)


@transaction.atomic
def _one_batch(key: Signer, now: datetime, most: int) -> int:
    server = raw_connection()
    if not _nobody_else_seals(server):
        return 0
    last = _last()
    if last and last.cluster != cluster(server):
        raise Refused("This database was restored: stop the service and run `fingerpost audit seal --after-restore`.")
    batch = waiting(server, last, most)
    if batch.ids:
        _add(key, _facts(server, last, batch, now))
    return len(batch.ids)


def _last() -> Seal | None:
    return Seal.objects.order_by("number").last()


def _nobody_else_seals(server: Connection[Any]) -> bool:
    row = server.execute("select pg_try_advisory_xact_lock(%s)", [_ALONE]).fetchone()
    return bool(row and row[0])


def _facts(server: Connection[Any], last: Seal | None, batch: Waiting, now: datetime) -> SealFacts:
    before = last.last_position if last else 0
    events, sums = digests(server, FORM, batch.ids)
    return SealFacts(
        number=last.number + 1 if last else 1,
        sealed_at=microseconds(now),
        form=FORM,
        first_position=before + 1,
        last_position=before + len(batch.ids),
        cluster=cluster(server),
        last_transaction=batch.last_transaction,
        last_event=batch.last_event,
        since_event=batch.since_event,
        events=events,
        digests=sums,
        previous=bytes(last.hash) if last else FIRST,
    )


def _add(key: Signer, facts: SealFacts) -> None:
    said = asdict(facts) | {"sealed_at": moment(facts.sealed_at)}
    content = facts.hash()
    Seal.objects.create(**said, hash=content, key=key.name, signature=key.sign(content))


def checkpoint(*, now: datetime) -> str | None:
    """A signed line that says how far the record goes; None as long as nothing is sealed."""
    if (last := _last()) is None:
        return None
    return Checkpoint(now, last.number, last.last_position, bytes(last.hash)).line(signer())


def write_checkpoint(file: Path, *, now: datetime) -> str | None:
    """Add a checkpoint to a file outside the database; the line, or None as long as nothing is sealed."""
    line = checkpoint(now=now)
    if line is not None:
        _append(file, line)
    return line


def _append(file: Path, line: str) -> None:
    """Add a line for good: it is on the disk when this returns."""
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(descriptor, f"{line}\n".encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@transaction.atomic
def verify(checkpoints: Iterable[str] = (), *, keys: Trusted | None = None) -> Verified:
    """Compare the whole record with its seals, as both stand at one moment."""
    server = raw_connection()
    server.execute("set transaction isolation level repeatable read read only")
    return Verification(server, keys or trusted()).run(checkpoints)


@transaction.atomic
def note_verified(result: Verified, *, by: str | Who, because: str = "") -> None:
    """Put on record that the whole of it was compared with its seals, and how much was wrong."""
    counts = {"entries": result.entries, "seals": result.seals, "findings": len(result.findings)}
    record(VERIFIED, kind="record", reference="seals", by=by, because=because, counts=counts)
