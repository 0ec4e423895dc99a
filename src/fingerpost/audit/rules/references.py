"""What may stand in the record: references, roles and commands, never a person's name, number or address.

UK GDPR article 5(1)(c): no more than is needed. The record outlives the persons it tells of, so they are not in it.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from ipaddress import ip_address, ip_network

from fingerpost.base.telling import LEFT_OUT, TELLING, left_out

LOOKS_LIKE_A_NAME = re.compile(r"[^\W\d_]*[A-Z][^\W\d_]*[a-z]|[^\x20-\x7e]")
NOT_A_REFERENCE = "%r may not stand in the record: a reference, role or command is written small."


class Telling(ValueError):
    """Somebody tried to put on record what would tell who a person is. A fault of the code, not of its user."""


@lru_cache(maxsize=4_096)  # the same commands, kinds, people and postings again and again; what is refused is not kept
def checked(value: str) -> str:
    """The value, if it can be a reference, a role or a command. Raises Telling."""
    if LOOKS_LIKE_A_NAME.search(value) or TELLING.search(value):
        raise Telling(NOT_A_REFERENCE % value[:3])  # an error is logged: no more than tells the programmer which
    return value


def masked(text: str, names: Iterable[str] = ()) -> str:
    """The text without e-mail addresses, numbers, postcodes and the given names. Other names nobody can find."""
    if not text:
        return text
    words = sorted({word for name in names for word in (name, *name.split()) if len(word) > 1}, key=len, reverse=True)
    if words:
        known = "|".join(re.escape(word) for word in words)
        text = re.sub(rf"(?<!\w)(?:{known})(?!\w)", LEFT_OUT, text, flags=re.IGNORECASE)
    return left_out(text)


def network_of(address: str) -> str:
    """The network that an address is in: 256 of the old addresses, a site of the new ones; "" for no address."""
    try:
        known = ip_address(address)
    except ValueError:
        return ""
    return str(ip_network((known, 24 if known.version == 4 else 48), strict=False))
