"""Where somebody is, from what they typed. The same few hundred texts come again and again: each is looked up once a
minute at most."""

from datetime import date
from functools import lru_cache
from time import monotonic
from typing import Final

from django.db import connection

from fingerpost.base import postcode
from fingerpost.base.grid import GridPoint
from fingerpost.places.models import Postcode

REMEMBERED: Final = 4_096
REMEMBERED_FOR: Final = 60  # seconds
LONGEST: Final = 100  # characters


class Located:
    """Stands in until places can tell."""

    def __init__(self, label: str, point: GridPoint | None) -> None:
        self.label = label
        self.point = point
        self.note = ""


def whereabouts(text: str, today: date) -> Located | None:
    """The place that a text means; None for an empty text."""
    cleaned = " ".join("".join(one for one in text[:LONGEST] if one.isprintable() or one.isspace()).split())
    if not cleaned:
        return None
    if connection.in_atomic_block:  # what is seen inside a transaction may yet be rolled back
        return _find(cleaned, today)
    return _remembered(cleaned, today, int(monotonic() // REMEMBERED_FOR))


@lru_cache(maxsize=REMEMBERED)
def _remembered(text: str, today: date, _minute: int) -> Located:
    return _find(text, today)


def _find(text: str, _today: date) -> Located:
    typed = postcode.read(text)
    found = Postcode.objects.filter(code=typed.compact).first() if typed else None
    return Located(found.code if found else text, found.point if found else None)
