"""How entries are sealed: each into a digest, the digests of a batch into a seal, each seal into the one after it.

An entry's bytes are its row as PostgreSQL's binary COPY sends it: the number of columns, then each column's length and
value. So no two different rows give the same bytes, and nothing has to be taken apart or put together to check them.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from struct import Struct
from typing import Final

FORM: Final = 1
# The columns of each form, in their order, the id first. A form that was used once is never changed.
COLUMNS: Final = {
    1: (
        "id at verb operation actor posting desk origin subject_kind subject_reference others because why counts "
        "transaction"
    ).split()
}
DIGEST: Final = 32
FIRST: Final = bytes(DIGEST)  # what stands before the first seal
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_HEADER: Final = Struct(">hqqqqqqq")
_ID: Final = slice(6, 14)  # after the number of columns (2 bytes) and the length of the id (4)


def microseconds(at: datetime) -> int:
    """A moment as PostgreSQL keeps it, counted from 1970."""
    return (at - _EPOCH) // timedelta(microseconds=1)


def moment(number: int) -> datetime:
    """The moment that so many microseconds after 1970 were."""
    return _EPOCH + timedelta(microseconds=number)


def digest(row: bytes) -> bytes:
    """What stands for an entry in its seal."""
    return blake2b(row, digest_size=DIGEST, person=b"audit entry").digest()


def id_of(row: bytes) -> bytes:
    """The eight bytes of an entry's id."""
    return row[_ID]


@dataclass(frozen=True, slots=True)
class SealFacts:
    """All that a seal says, before it is signed."""

    number: int
    sealed_at: int  # microseconds since 1970
    form: int
    first_position: int
    last_position: int
    cluster: str
    last_transaction: int
    last_event: int
    since_event: int
    events: bytes
    digests: bytes
    previous: bytes

    @property
    def count(self) -> int:
        return self.last_position - self.first_position + 1

    @property
    def whole(self) -> bool:
        """Whether the lists are as long as the seal says."""
        return len(self.events) == self.count * 8 and len(self.digests) == self.count * DIGEST

    def hash(self) -> bytes:
        """The seal's hash: over its facts, the seal before it, and its entries."""
        header = _HEADER.pack(
            self.form,
            self.number,
            self.sealed_at,
            self.first_position,
            self.last_position,
            self.last_transaction,
            self.last_event,
            self.since_event,
        )
        seal = blake2b(header, digest_size=DIGEST, person=b"audit seal")
        for part in (self.cluster.encode(), self.previous, self.events, self.digests):
            seal.update(len(part).to_bytes(8, "big") + part)
        return seal.digest()
