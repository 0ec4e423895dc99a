"""Signatures (Ed25519) of seals and checkpoints: whoever can write to the database still cannot forge them."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from hashlib import blake2b

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

SHORTEST = 40  # characters of a secret


class NoKey(Exception):
    """The key to sign with is not given; the message says what to set."""


class Signer:
    """Signs, by a key made from a secret of the environment."""

    def __init__(self, secret: str) -> None:
        if len(secret) < SHORTEST:
            raise NoKey(f"Set AUDIT_SIGNING_KEY, or AUDIT_SIGNING_KEY_FILE, to {SHORTEST} random characters or more.")
        seed = blake2b(secret.encode(), digest_size=32, person=b"audit signing").digest()
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self.public = self._key.public_key()
        self.name = name_of(self.public)

    def sign(self, content: bytes) -> bytes:
        """64 bytes that only this key can make, and anybody can check."""
        return self._key.sign(content)


class Trusted:
    """The public keys that a signature may be from: today's, and those of earlier times."""

    def __init__(self, keys: Iterable[Ed25519PublicKey]) -> None:
        self._keys = {name_of(key): key for key in keys}

    def signed(self, key: str, signature: bytes, content: bytes) -> bool:
        """Whether one of the keys, and the one that is named, signed the content."""
        if (known := self._keys.get(key)) is None:
            return False
        try:
            known.verify(signature, content)
        except InvalidSignature:
            return False
        return True


def name_of(key: Ed25519PublicKey) -> str:
    """Sixteen letters that name a key."""
    return blake2b(key.public_bytes_raw(), digest_size=8).hexdigest()


def written(key: Ed25519PublicKey) -> str:
    """A public key as text."""
    return urlsafe_b64encode(key.public_bytes_raw()).decode().rstrip("=")


def read(text: str) -> Ed25519PublicKey:
    """A public key from its text. Raises ValueError."""
    return Ed25519PublicKey.from_public_bytes(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
