"""Pieces of a page that are drawn once and put together with what only one request knows.

A template is rendered with a mark at each seam, cut there, and kept for its language. Joining the pieces again costs a
hundredth of drawing them. Only what is the same for everyone is kept: no page is ever taken from a cache.

Pieces of what a search lists are kept as the bytes that are sent, so that a page is joined and never encoded: in a
text, one typographer's quotation mark makes every letter of the page twice as wide until then.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

CUT = "\x00"  # no text in the database can hold it, and no address


def pieces(template: str, **fixed: Any) -> list[bytes]:
    """A template, drawn with `cut` wherever it asks for a seam, as it is sent."""
    drawn_once = get_template(template).render({"cut": SafeString(CUT), **fixed})
    return [piece.encode() for piece in drawn_once.strip().split(CUT)]


def joined(template: str, values: Mapping[str, str], **fixed: Any) -> SafeString:
    """A template with its values put in, which are HTML already. `fixed` is what its drawing depends on."""
    parts = list(_named(template, tuple(values), tuple(fixed.items()), get_language()))
    parts[1::2] = [values[name] for name in parts[1::2]]
    return mark_safe("".join(parts))  # noqa: S308 - drawn by a template


def drawn(template: str, values: Mapping[str, str], **fixed: Any) -> SafeString:
    """The same, drawn anew: for what is seldom the same twice, such as what somebody mistyped."""
    safe = {name: SafeString(value) for name, value in values.items()}
    return mark_safe(get_template(template).render({**fixed, **safe}))  # noqa: S308 - drawn by a template


@lru_cache(maxsize=512)
def _named(
    template: str, names: tuple[str, ...], fixed: tuple[tuple[str, Any], ...], _language: str | None
) -> tuple[str, ...]:
    """The pieces of a template, with the name of a value between each two."""
    marks = {name: SafeString(f"{CUT}{name}{CUT}") for name in names}
    return tuple(get_template(template).render({**dict(fixed), **marks}).split(CUT))
