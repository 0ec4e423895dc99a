"""Whether the record is still what was sealed: any change, gap, addition, forged seal or lost end is found and named.

Nothing is believed but the signing keys: each entry is hashed anew, each seal is computed anew and its signature
checked, the seals must follow one another, and a checkpoint from outside says how far they must go.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

import numpy as np
from psycopg import Connection

from fingerpost.audit.queries.copying import digests
from fingerpost.audit.queries.unsealed import cluster, sealed_ids
from fingerpost.audit.rules.checkpoints import Checkpoint, read
from fingerpost.audit.rules.sealing import COLUMNS, DIGEST, FIRST, SealFacts
from fingerpost.audit.rules.signing import Trusted
from fingerpost.audit.vocabulary import Fault

AT_ONCE: Final = 8_192  # entries; small seals are checked together
_SEALS: Final = """
select number, case when isfinite(sealed_at) then (extract(epoch from sealed_at) * 1000000)::bigint else -1 end, form,
    first_position, last_position, cluster, last_transaction, last_event, since_event, events, digests, previous,
    hash, key, signature
from audit_seal order by number
"""
_SETTLED: Final = """
id <= %(since)s or (transaction, id) <= (%(transaction)s::text::xid8, %(event)s)
    or (%(counted_here)s and transaction >= pg_snapshot_xmax(pg_current_snapshot()))
"""
_COUNTS: Final = f"select count(*), count(*) filter (where {_SETTLED}) from audit_event"  # noqa: S608 - our own words
_IDS: Final = f"select id from audit_event where {_SETTLED}"  # noqa: S608


class Finding(NamedTuple):
    """One thing that is wrong, with the number of the entry or the seal that it is about."""

    fault: Fault
    seal: int
    entry: int | None
    says: str


@dataclass
class Verified:
    """What was looked at, and what was found."""

    entries: int = 0
    seals: int = 0
    unsealed: int = 0
    findings: list[Finding] = field(default_factory=list)


class Kept(NamedTuple):
    """A seal as it stands in the database."""

    facts: SealFacts
    hash: bytes
    key: str
    signature: bytes


class Verification:
    """One look at the whole record."""

    def __init__(self, connection: Connection[Any], trusted: Trusted) -> None:
        self.connection = connection
        self.trusted = trusted
        self.result = Verified()
        self._last: Kept | None = None
        self._rows = 0

    def run(self, checkpoints: Iterable[str] = ()) -> Verified:
        """Check everything, one stretch of seals after the other. Inside one transaction, so that nothing moves."""
        lines = [line for line in checkpoints if line.strip()]
        passed = {found.seal: found for found in (read(line, self.trusted) for line in lines) if found}
        seen: dict[int, Kept] = {}
        for stretch in _stretches(self.seals()):
            for kept in stretch:
                self._tell(self.seal_faults(kept, self._last))
                self._last = kept
                if kept.facts.number in passed:
                    seen[kept.facts.number] = kept
            self._tell(self.entry_faults([kept.facts for kept in stretch]))
        self._tell(self.slipped_in())
        self._tell(self.checkpoint_faults(lines, seen))
        return self.result

    def _tell(self, findings: Iterable[Finding]) -> None:
        self.result.findings.extend(findings)

    def seals(self) -> Iterator[Kept]:
        """The seals as they stand, in their order."""
        with self.connection.cursor("audit_seals", binary=True) as cursor:
            cursor.itersize = 32
            for row in cursor.execute(_SEALS):
                self.result.seals += 1
                *facts, digest, key, signature = row
                yield Kept(SealFacts(*facts), digest, key, signature)

    def seal_faults(self, kept: Kept, before: Kept | None) -> Iterator[Finding]:
        """A seal that is not the one that we made, or does not follow the one before it."""
        facts = kept.facts
        expected = before.facts.number + 1 if before else 1
        if facts.number != expected:
            yield Finding(Fault.SEAL_MISSING, expected, None, f"Seal {expected} is missing before seal {facts.number}.")
        signed = kept.hash == facts.hash() and self.trusted.signed(kept.key, kept.signature, kept.hash)
        follows = facts.previous == (before.hash if before else FIRST)
        goes_on = facts.first_position == (before.facts.last_position + 1 if before else 1)
        if not (signed and follows and goes_on and facts.whole and facts.form in COLUMNS):
            covers = f"entries {facts.first_position} to {facts.last_position} in the order of sealing"
            yield Finding(
                Fault.SEAL_FORGED, facts.number, None, f"Seal {facts.number} is not ours. It covers {covers}."
            )

    def entry_faults(self, seals: list[SealFacts]) -> Iterator[Finding]:
        """Entries that are not what their seals say, or not there. All at once; one by one only where that fails."""
        usable = [seal for seal in seals if seal.whole and seal.form in COLUMNS]
        for form in {seal.form for seal in usable}:
            covered = [seal for seal in usable if seal.form == form]
            ids = np.frombuffer(b"".join(seal.events for seal in covered), ">i8")
            sums = np.frombuffer(b"".join(seal.digests for seal in covered), f"V{DIGEST}")
            order = np.argsort(ids, kind="stable")
            found = digests(self.connection, form, ids.tolist())
            self.result.entries += len(ids)
            self._rows += len(found[0]) // 8
            if found != (ids[order].tobytes(), sums[order].tobytes()):
                yield from _named(covered, *found)

    def slipped_in(self) -> Iterator[Finding]:
        """Entries that no seal knows and that are older than the last one; and entries that two seals claim."""
        last = self._last.facts if self._last else None
        mark = {
            "since": last.since_event if last else 0,
            "transaction": str(max(0, last.last_transaction)) if last else "0",
            "event": last.last_event if last else 0,
            "counted_here": last is None or last.cluster == cluster(self.connection),
        }
        total, settled = self.connection.execute(_COUNTS, mark).fetchone() or (0, 0)
        self.result.unsealed = total - settled
        if settled == self._rows:
            return
        sealed, times = np.unique(sealed_ids(self.connection), return_counts=True)
        there = np.array([row[0] for row in self.connection.execute(_IDS, mark)], dtype=np.int64)
        for entry in np.setdiff1d(there, sealed).tolist():
            yield Finding(Fault.ADDED, 0, entry, f"Entry {entry} was slipped in: no seal knows it.")
        for entry in sealed[times > 1].tolist():
            yield Finding(Fault.TWICE, 0, entry, f"Entry {entry} is claimed by two seals.")

    def checkpoint_faults(self, lines: list[str], seen: dict[int, Kept]) -> Iterator[Finding]:
        """What the record must hold by what was once written down outside, and does not."""
        for number, line in enumerate(lines, 1):
            checkpoint = read(line, self.trusted)
            if checkpoint is None:
                yield Finding(Fault.CHECKPOINT, 0, None, f"Line {number} of the checkpoints is not signed by our key.")
            elif (kept := seen.get(checkpoint.seal)) is None:
                yield self._lost(checkpoint)
            elif (kept.hash, kept.facts.last_position) != (checkpoint.hash, checkpoint.entries):
                says = f"Seal {checkpoint.seal} is not the one that stood there on {checkpoint.at:%d %B %Y at %H:%M}."
                yield Finding(Fault.SEAL_FORGED, checkpoint.seal, None, says)

    def _lost(self, checkpoint: Checkpoint) -> Finding:
        kept = self._last.facts.last_position if self._last else 0
        when = f"{checkpoint.at:%d %B %Y at %H:%M}"
        says = f"The record ended with seal {checkpoint.seal} and {checkpoint.entries} entries on {when}"
        return Finding(Fault.CUT_OFF, checkpoint.seal, None, f"{says}. Now there are {kept}.")


def _stretches(seals: Iterable[Kept]) -> Iterator[list[Kept]]:
    """Seals in handfuls of about AT_ONCE entries."""
    stretch: list[Kept] = []
    entries = 0
    for kept in seals:
        stretch.append(kept)
        entries += len(kept.facts.events) // 8
        if entries >= AT_ONCE:
            yield stretch
            stretch, entries = [], 0
    if stretch:
        yield stretch


def _named(seals: list[SealFacts], ids: bytes, sums: bytes) -> Iterator[Finding]:
    """Each entry of the seals that is missing, changed or there twice."""
    found = dict(zip(_pieces(ids, 8), _pieces(sums, DIGEST), strict=True))
    times = Counter(_pieces(ids, 8))
    for seal in seals:
        for place, (entry, digest) in enumerate(
            zip(_pieces(seal.events, 8), _pieces(seal.digests, DIGEST), strict=True)
        ):
            fault = _fault(times[entry], found.get(entry) == digest)
            if fault:
                number = int.from_bytes(entry, "big", signed=True)
                where = f"number {seal.first_position + place} in the order of sealing, sealed by seal {seal.number}"
                yield Finding(fault, seal.number, number, f"{fault.label}: entry {number}, {where}.")


def _fault(times: int, same: bool) -> Fault | None:
    if times != 1:
        return Fault.TWICE if times else Fault.MISSING
    return None if same else Fault.CHANGED


def _pieces(whole: bytes, size: int) -> list[bytes]:
    return [whole[start : start + size] for start in range(0, len(whole), size)]
