"""The Jinja environment that every page is rendered in, and what every page may rely on.

Strict: an undefined variable is an error, never an empty space on a page. The functions here are on the path of
every request, so whatever cannot change between two requests is worked out once.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi, gettext, ngettext, npgettext, pgettext
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from fingerpost.brand import brand_address
from fingerpost.desks.public.shortlist import kept
from fingerpost.places.models import LocalAuthority
from fingerpost.places.queries import NoAuthority, authority

REMEMBERED_ADDRESSES = 8192
EXTENSIONS = ["jinja2.ext.i18n", "jinja2.ext.do"]


@lru_cache(maxsize=REMEMBERED_ADDRESSES)
def _address(_urlconf: str, name: str, arguments: tuple[tuple[str, Any], ...]) -> str:
    return reverse(name, kwargs=dict(arguments))


def url(name: str, **arguments: Any) -> str:
    """The address of a page by its name, such as `url("public:centre", slug="oak")`. Remembered once asked for."""
    return _address(settings.ROOT_URLCONF, name, tuple(arguments.items()))


def _static() -> Callable[[str], str]:
    """Addresses of static files. In production a file's fingerprint cannot change while the process lives."""
    return staticfiles_storage.url if settings.DEBUG else lru_cache(maxsize=None)(staticfiles_storage.url)


class Remembered:
    """Pieces of a page that come out the same for the same key, such as the footer: worked out once.

        {% call remembered("foot", language(), authority.name) %}...{% endcall %}

    The key must name everything that the piece shows. When there are too many, all are forgotten and begin anew.
    """

    def __init__(self, most: int = 512) -> None:
        self._most = most
        self._pieces: dict[tuple[Any, ...], Markup] = {}

    def __call__(self, *key: Any, caller: Callable[[], Markup]) -> Markup:
        piece = self._pieces.get(key)
        if piece is None:
            if len(self._pieces) >= self._most:
                self._pieces.clear()
            piece = self._pieces[key] = caller()
        return piece


def language() -> str:
    """The language of the page, as `<html lang>` wants it."""
    return get_language() or settings.LANGUAGE_CODE


def direction() -> str:
    """Which way the page's language runs."""
    return "rtl" if get_language_bidi() else "ltr"


def telephone_link(number: str) -> str:
    """A number as people write it, as a link that a phone can dial: "0300 123 4043" to "tel:03001234043"."""
    return "tel:" + "".join(character for character in number if character.isdigit() or character == "+")


def environment(**options: Any) -> Environment:
    """The environment Django's Jinja2 backend asks for (`TEMPLATES` in the settings)."""
    ours = {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True, "extensions": EXTENSIONS}
    made = Environment(**{**options, **ours})  # noqa: S701 - Django passes autoescape=True
    made.policies["ext.i18n.trimmed"] = True
    made.install_gettext_callables(  # type: ignore[attr-defined]
        gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext
    )
    made.globals |= {
        "url": url,
        "static": _static(),
        "language": language,
        "direction": direction,
        "remembered": Remembered(),
        "source_code": settings.SOURCE_CODE,
    }
    made.filters["tel"] = telephone_link
    return made


def served_authority() -> LocalAuthority:
    """The authority whose site this is; before any is loaded, one without numbers, so that even then pages show."""
    try:
        return authority()
    except NoAuthority:
        return LocalAuthority(name="Fingerpost")


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor: what the layout says on every page."""
    ours = served_authority()
    return {
        "authority": ours,
        "brand_address": brand_address(ours.brand_colour, ours.accent_colour),
        "shortlist_count": len(kept(request)),
    }
