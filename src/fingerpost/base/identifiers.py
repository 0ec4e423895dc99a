"""References that people read over a telephone and nobody can guess.

Crockford's base 32 without letters that look or sound alike; ten characters are 50 bits. Ten digits could be somebody's
number, which never stands in the record, so there is a letter in each.
"""

import hashlib
import os

ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"
LENGTH = 10
# Each letter is as likely as any other: it stands for equally many bytes, and those that are left over are thrown away.
_EVEN = 256 - 256 % len(ALPHABET)
_LETTERS = bytes(ord(ALPHABET[byte % len(ALPHABET)]) for byte in range(256))
_LEFT_OVER = bytes(range(_EVEN, 256))


def new_reference() -> str:
    """A random reference such as `7kq2mxw9tb`."""
    return new_references(1)[0]


def new_references(count: int) -> list[str]:
    """So many of them, drawn at once."""
    made: list[str] = []
    while missing := count - len(made):
        made += [each for each in _drawn(missing) if not each.isdecimal()]
    return made


def _drawn(count: int) -> list[str]:
    letters = b""
    while missing := max(count * LENGTH - len(letters), 0):
        letters += os.urandom(missing + missing // 8 + LENGTH).translate(_LETTERS, _LEFT_OVER)
    text = letters.decode()
    return [text[start : start + LENGTH] for start in range(0, count * LENGTH, LENGTH)]


def derived_reference(*parts: object) -> str:
    """The same reference for the same parts: for public records that are made again, such as dated sessions."""
    written = _written(int.from_bytes(hashlib.blake2b(repr(parts).encode(), digest_size=16).digest(), "big"))
    return derived_reference(*parts, written) if written.isdecimal() else written


def _written(number: int) -> str:
    """The last digits of a number, each as a letter."""
    letters = []
    for _ in range(LENGTH):
        number, index = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[index])
    return "".join(letters)
