"""References that people read over a telephone and nobody can guess.

Crockford's base 32 without letters that look or sound alike; ten characters are 50 bits.
"""

import hashlib
import secrets

ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"
LENGTH = 10


def new_reference() -> str:
    """A random reference such as `7kq2mxw9tb`."""
    return _written(secrets.randbelow(len(ALPHABET) ** LENGTH))


def derived_reference(*parts: object) -> str:
    """The same reference for the same parts: for public records that are made again, such as dated sessions."""
    return _written(int.from_bytes(hashlib.blake2b(repr(parts).encode(), digest_size=16).digest(), "big"))


def _written(number: int) -> str:
    """The last digits of a number, each as a letter."""
    letters = []
    for _ in range(LENGTH):
        number, index = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[index])
    return "".join(letters)
