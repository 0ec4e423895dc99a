"""Every page of the site, with something to show on it: what the house tests walk through.

A new URL fails `test_pages.py` until it stands here. Arguments are made from one small county of Wealdmoor.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

if TYPE_CHECKING:
    from tests.factories.county import County

Arguments = Callable[["County"], dict[str, Any]]


def no_arguments(county: "County") -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Example:
    """How to ask for a page: the arguments of its address, its query, and whether it answers with a page at all."""

    arguments: Arguments = no_arguments
    query: dict[str, str] = field(default_factory=dict)
    is_page: bool = True
    speaks_english: bool = False  # for builders and machines, never for families

    def address(self, name: str, county: "County") -> str:
        return reverse(name, kwargs=self.arguments(county))


NOT_A_PAGE = Example(is_page=False)

EXAMPLES: dict[str, Example] = {
    "public:components": Example(speaks_english=True),
    "public:brand": Example(query={"brand": "7a1f5c", "accent": "f0b84a"}, is_page=False),
    "public:logo": NOT_A_PAGE,
}


View = Callable[..., Any]


def views(patterns: list[URLPattern | URLResolver] | None = None, space: str = "") -> dict[str, View]:
    """The view of every URL, by the URL's name with its namespace."""
    found: dict[str, View] = {}
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            found |= views(pattern.url_patterns, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        else:
            found[f"{space}{pattern.name}"] = pattern.callback
    return found


def names() -> list[str]:
    """The name of every URL, with its namespace."""
    return list(views())


def pages() -> list[str]:
    """The names of the URLs that answer with a page for people."""
    return [name for name in names() if (example := EXAMPLES.get(name)) and example.is_page]
