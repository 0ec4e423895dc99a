"""Pages as tagged A4 documents (PDF/UA-1), set by WeasyPrint, which is loaded only when a document is asked for.

Setting a page costs about a second of the processor, so what was set lately is kept: under the digest of the very
page it was set from, so that it can never be out of date.
"""

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from fingerpost.desks.public.shelf import Shelf

STATIC = settings.PACKAGE / "static" / "fingerpost"
PAPER = STATIC / "css" / "programme.css"
KEPT = 96  # documents of some 40 kB


class NoTypesetter(Exception):
    """This machine lacks the libraries that set a document (pango and its fonts)."""


shelf: Shelf[bytes] = Shelf(KEPT)


def document(page: str, colours: str) -> bytes:
    """The document of a page of HTML in an authority's colours, set now or lately. Raises NoTypesetter."""
    return shelf.get(digest(page, colours), lambda: typeset(page, colours))


def digest(page: str, colours: str) -> str:
    """What tells one document from another."""
    return hashlib.blake2b(f"{colours}\n{page}".encode(), digest_size=16).hexdigest()


def typeset(page: str, colours: str) -> bytes:
    """A page of HTML as a tagged PDF. Nothing is fetched but our own stylesheet, pictures and fonts."""
    weasyprint = _weasyprint()
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    paper = weasyprint.CSS(filename=str(PAPER), font_config=fonts, url_fetcher=_fetcher())
    made: bytes = weasyprint.HTML(string=page, url_fetcher=_fetcher()).write_pdf(
        stylesheets=[paper, weasyprint.CSS(string=colours)],
        font_config=fonts,
        pdf_variant="pdf/ua-1",
        pdf_identifier=digest(page, colours).encode(),
    )
    return made


def _weasyprint() -> Any:
    try:
        import weasyprint
    except OSError as missing:  # cffi's word for a shared library that is not there
        raise NoTypesetter from missing
    return weasyprint


@lru_cache(maxsize=1)
def _fetcher() -> Any:
    from weasyprint.urls import URLFetcher

    class OurFilesOnly(URLFetcher):  # type: ignore[misc]
        """Gives our own static files and refuses every other address, on this machine or another."""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            if not url.startswith(f"{Path(STATIC).as_uri()}/") or ".." in url:
                raise ValueError(f"Not one of our files: {url}")
            return super().fetch(url, headers)

    return OurFilesOnly(allowed_protocols={"file"})
