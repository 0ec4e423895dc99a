"""Pages of HTML as tagged A4 documents (PDF/UA-1), set by WeasyPrint, which is loaded only when one is asked for."""

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from django.conf import settings

STATIC: Final[Path] = settings.PACKAGE / "static" / "fingerpost"


class NoTypesetter(Exception):
    """This machine lacks the libraries that set a document (pango and its fonts)."""


def digest(*parts: str) -> str:
    """What tells one document from another."""
    return hashlib.blake2b("\n".join(parts).encode(), digest_size=16).hexdigest()


def typeset(page: str, colours: str, *, style: str, to_fill_in: bool = False) -> bytes:
    """A page of HTML as a tagged PDF. Nothing is fetched but our own stylesheets, pictures and fonts.

    style: the name of a stylesheet of ours. to_fill_in: boxes of the page can be filled in on a screen.
    Raises NoTypesetter.
    """
    weasyprint = _weasyprint()
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    paper = weasyprint.CSS(filename=str(STATIC / "css" / f"{style}.css"), font_config=fonts, url_fetcher=_fetcher())
    made: bytes = weasyprint.HTML(string=page, url_fetcher=_fetcher()).write_pdf(
        stylesheets=[paper, weasyprint.CSS(string=colours)],
        font_config=fonts,
        pdf_variant="pdf/ua-1",
        pdf_forms=to_fill_in,
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
            if not url.startswith(f"{STATIC.as_uri()}/") or ".." in url:
                raise ValueError(f"Not one of our files: {url}")
            return super().fetch(url, headers)

    return OurFilesOnly(allowed_protocols={"file"})
