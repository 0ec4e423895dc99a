"""Where somebody is, from what they typed. The same few thousand texts come again and again: each is looked up once,
until places change."""

from datetime import date
from functools import lru_cache
from time import monotonic
from typing import Final

from django.utils.translation import get_language

from fingerpost.base.scope import in_transaction
from fingerpost.places.queries import Located, authority, locate, picture_day

REMEMBERED: Final = 4_096
REMEMBERED_FOR: Final = 600  # seconds
LONGEST: Final = 100  # characters


def whereabouts(text: str, today: date, language: str | None = None) -> Located | None:
    """The place that a text means, said in a language (the reader's); None for an empty text."""
    shown = (
        text[:LONGEST] if text.isprintable() else "".join(one if one.isprintable() else " " for one in text[:LONGEST])
    )
    cleaned = " ".join(shown.split())
    if not cleaned:
        return None
    if in_transaction():  # what is seen inside a transaction may yet be rolled back
        return _find(cleaned, today)
    ours = authority()
    return _remembered(
        cleaned, today, language or get_language(), ours.pk, ours.revision, int(monotonic() // REMEMBERED_FOR)
    )


@lru_cache(maxsize=REMEMBERED)
def _remembered(text: str, today: date, _language: str | None, _authority: int, _revision: int, _while: int) -> Located:
    return _find(text, today)


def _find(text: str, today: date) -> Located:
    ours = authority()
    return locate(ours, text, picture_day(ours, today))
