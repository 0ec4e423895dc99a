"""Programmes as documents. Setting a page costs about a second of the processor, so what was set lately is kept:
under the digest of the very page it was set from, so that it can never be out of date.
"""

from fingerpost.base import typesetting
from fingerpost.base.typesetting import NoTypesetter, digest
from fingerpost.desks.public.shelf import Shelf

__all__ = ["NoTypesetter", "digest", "document", "shelf"]

KEPT = 96  # documents of some 40 kB

shelf: Shelf[bytes] = Shelf(KEPT)


def document(page: str, colours: str, *, style: str = "programme", to_fill_in: bool = False) -> bytes:
    """The document of a page of HTML in an authority's colours, set now or lately. Raises NoTypesetter."""
    return shelf.get(
        digest(page, colours),
        lambda: typesetting.typeset(page, colours, style=style, to_fill_in=to_fill_in),
    )
