"""A checkpoint: one signed line that says how far the record went, kept where the database's owner cannot reach it.

Seals find whatever is changed behind them. Only a word from outside finds that the last of them were taken away.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from dataclasses import dataclass
from datetime import datetime

from fingerpost.audit.rules.signing import Signer, Trusted

MARK = "fingerpost-audit-1"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """At this time the record's last seal was this one, and so many entries were sealed."""

    at: datetime
    seal: int
    entries: int
    hash: bytes

    def text(self, key: str) -> str:
        return f"{MARK} {self.at.isoformat()} seal={self.seal} entries={self.entries} hash={self.hash.hex()} key={key}"

    def line(self, signer: Signer) -> str:
        """What is kept: the words, and a signature over them."""
        text = self.text(signer.name)
        return f"{text} signature={urlsafe_b64encode(signer.sign(text.encode())).decode()}"


def read(line: str, trusted: Trusted) -> Checkpoint | None:
    """The checkpoint that a line holds, or None if it is not one of ours."""
    text, _, signature = line.strip().rpartition(" signature=")
    try:
        mark, at, seal, entries, digest, key = text.split(" ")
        found = Checkpoint(
            datetime.fromisoformat(at), _int(seal, "seal"), _int(entries, "entries"), bytes.fromhex(_of(digest, "hash"))
        )
        signed = trusted.signed(_of(key, "key"), urlsafe_b64decode(signature), text.encode())
    except (ValueError, Error):
        return None
    return found if mark == MARK and signed else None


def _of(word: str, name: str) -> str:
    if not word.startswith(f"{name}="):
        raise ValueError(name)
    return word.removeprefix(f"{name}=")


def _int(word: str, name: str) -> int:
    return int(_of(word, name))
