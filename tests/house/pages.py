"""Every page of the site, with something to show on it: what the house tests walk through.

A new URL fails `test_pages.py` until it stands here. Arguments are made from one small county of Wealdmoor.
"""

from collections.abc import Callable, Iterator
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


def names(patterns: list[URLPattern | URLResolver] | None = None, space: str = "") -> Iterator[str]:
    """The name of every URL, with its namespace."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from names(pattern.url_patterns, inner)
        else:
            yield f"{space}{pattern.name}"


def pages() -> list[str]:
    """The names of the URLs that answer with a page for people."""
    return [name for name in names() if (example := EXAMPLES.get(name)) and example.is_page]
