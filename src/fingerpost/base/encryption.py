"""Texts under lock and key: AES-GCM under a ring of keys, bound to the place where the text is kept.

UK GDPR article 32: what is sensitive is encrypted at rest. Whoever copies the database, or a backup of it, has
ciphertext; whoever moves a ciphertext to another row or column has nothing that opens.
"""

import hmac
import os
import re
import secrets
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b, sha256
from typing import Final

import numpy as np
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

TRY_OUT: Final = "tryout"
SHORTEST: Final = 40  # characters of a key's secret
NONCE: Final = 12
NUMBER: Final = np.dtype(">i8")
_FORM: Final = b"\x01"
_LINE: Final = re.compile(r"([a-z0-9-]{1,32}):([\w-]+)")


class NoKeys(Exception):
    """No ring of keys is given, or it cannot be read; the message says what to do."""


class LostKey(Exception):
    """A text is kept under a key that is not on the ring; the message says which."""


class NotOurs(Exception):
    """A ciphertext was changed, or was moved here from another row or column."""


@dataclass(frozen=True, slots=True, repr=False)
class Key:
    """One key, for encrypting and for blind indexes: a secret of its own for each, made from one."""

    name: str
    cipher: AESGCM
    index: bytes
    head: bytes  # what every ciphertext under this key begins with

    @classmethod
    def made(cls, name: str, secret: str) -> "Key":
        def of(use: bytes) -> bytes:
            return blake2b(secret.encode(), digest_size=32, person=use).digest()

        head = _FORM + bytes([len(name)]) + name.encode()
        return cls(name, AESGCM(of(b"text at rest")), of(b"blind index"), head)


class Ring:
    """Keys by their names, the newest first: it encrypts, the others only decrypt."""

    def __init__(self, text: str) -> None:
        self._keys = {name: Key.made(name, secret) for name, secret in _read(text)}
        self.newest = next(iter(self._keys.values()))

    @property
    def names(self) -> list[str]:
        return list(self._keys)

    def encrypt(self, text: str, place: str) -> bytes:
        """The text as ciphertext that opens at this place alone; twice the same text is never the same ciphertext."""
        return self.seal(text.encode(), place)

    def seal(self, plain: bytes, place: str) -> bytes:
        """Bytes as ciphertext, as `encrypt` does it with texts."""
        key, nonce = self.newest, os.urandom(NONCE)
        return key.head + nonce + key.cipher.encrypt(nonce, plain, key.head + place.encode())

    def decrypt(self, content: bytes, place: str) -> str:
        """The text. Raises LostKey, or NotOurs."""
        return self.unseal(content, place).decode()

    def unseal(self, content: bytes, place: str) -> bytes:
        """The bytes. Raises LostKey, or NotOurs."""
        key = self._key_of(content)
        nonce, rest = content[len(key.head) : len(key.head) + NONCE], content[len(key.head) + NONCE :]
        try:
            return key.cipher.decrypt(nonce, rest, key.head + place.encode())
        except (InvalidTag, ValueError):
            raise NotOurs(f"What is kept at {place} was changed, or brought there from elsewhere.") from None

    def is_newest(self, content: bytes) -> bool:
        """Whether the ciphertext is under the newest key."""
        return content.startswith(self.newest.head)

    def indexes(self, text: str, place: str) -> list[bytes]:
        """What stands for the text in a blind index, under each key: equal texts are equal, and tell nothing else."""
        content = f"{place}\0{normalised(text)}".encode()
        return [hmac.digest(key.index, content, sha256) for key in self._keys.values()]

    def numbers(self, texts: Iterable[str], place: str) -> list[list[int]]:
        """What stands for each of many texts, as numbers of 64 bits: a list under each key, the newest first."""
        before = f"{place}\0".encode()
        contents = [before + text.encode() for text in texts]
        return [_numbers(key.index, contents) for key in self._keys.values()]

    def _key_of(self, content: bytes) -> Key:
        name = name_of(content)
        if (key := self._keys.get(name)) is None:
            raise LostKey(f"The key {name!r} is not on the ring: put it back into FINGERPOST_KEYS, behind the newest.")
        return key


def _numbers(key: bytes, contents: list[bytes]) -> list[int]:
    """Keyed hashes as PostgreSQL keeps a bigint."""
    hashes = [blake2b(each, digest_size=NUMBER.itemsize, key=key).digest() for each in contents]
    numbers: list[int] = np.frombuffer(b"".join(hashes), NUMBER).tolist()
    return numbers


def name_of(content: bytes) -> str:
    """The name of the key that a ciphertext is under. Raises NotOurs."""
    end = 2 + content[1] if len(content) > 1 else 0
    if content[:1] != _FORM or len(content) < end + NONCE + 16:
        raise NotOurs("This is no ciphertext of ours.")
    return content[2:end].decode(errors="replace")


def normalised(text: str) -> str:
    """The same text for everybody who means the same: capitals, spaces and ways of writing a letter fall away."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def new_line(name: str) -> str:
    """A new key as a line for the ring."""
    return f"{name}:{secrets.token_urlsafe(48)}"


def ring() -> Ring:
    """The ring of this installation. Raises NoKeys."""
    return _ring(settings.FINGERPOST_KEYS)


@cache
def _ring(text: str) -> Ring:
    return Ring(text)


def _read(text: str) -> list[tuple[str, str]]:
    found = [_LINE.fullmatch(line) for line in text.split()]
    if not found:
        raise NoKeys("There are no keys: set FINGERPOST_KEYS or FINGERPOST_KEYS_FILE.")
    pairs = [(line[1], line[2]) for line in found if line]
    if len({name for name, _ in pairs}) < len(found) or any(len(secret) < SHORTEST for _, secret in pairs):
        raise NoKeys("The keys cannot be read: each is a name, a colon and a secret as `fingerpost keys new` makes it.")
    return pairs
