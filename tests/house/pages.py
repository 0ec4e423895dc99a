"""Every page of the site, with something to show on it: what the house tests walk through.

A new URL fails `test_pages.py` until it stands here. Arguments are made from one small county of Wealdmoor.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlencode

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
    also: tuple[dict[str, str], ...] = ()  # other queries that make another page of it
    is_page: bool = True
    speaks_english: bool = False  # for builders and machines, never for families

    def address(self, name: str, county: "County") -> str:
        return reverse(name, kwargs=self.arguments(county))

    @property
    def queries(self) -> list[dict[str, str]]:
        return [self.query, *self.also]


def a_centre(county: "County") -> dict[str, Any]:
    return {"slug": county.centres[0].slug}


def a_group(county: "County") -> dict[str, Any]:
    return {"slug": county.group.slug}


def a_session(county: "County") -> dict[str, Any]:
    return {"reference": county.sessions[0].reference}


NOT_A_PAGE = Example(is_page=False)
NEAR = {"q": "WM1 2AB"}
NOWHERE = {"q": "Nowhere at all"}

EXAMPLES: dict[str, Example] = {
    "public:home": Example(),
    "public:find": Example(query=NEAR, also=({}, NOWHERE, {"q": ""})),
    "public:whats-on": Example(
        query=NEAR,
        also=({}, NOWHERE, NEAR | {"view": "map"}, {"date": "1999-01-01", "days": "x"}, {"for": "twins", "days": "1"}),
    ),
    "public:whats-on-calendar": NOT_A_PAGE,
    "public:whats-on-data": NOT_A_PAGE,
    "public:session": Example(a_session),
    "public:session-calendar": Example(a_session, is_page=False),
    "public:shortlist": Example(),
    "public:shortlist-calendar": NOT_A_PAGE,
    "public:centres": Example(also=({"letter": "O"}, {"q": "nothing is called this"}, {"on": "2012-01-01"})),
    "public:centre": Example(a_centre),
    "public:centre-map": Example(a_centre, is_page=False),
    "public:centre-calendar": Example(a_centre, is_page=False),
    "public:centre-sheet": Example(a_centre),
    "public:centre-programme": Example(a_centre, is_page=False),
    "public:group": Example(a_group),
    "public:group-calendar": Example(a_group, is_page=False),
    "public:group-sheet": Example(a_group),
    "public:group-programme": Example(a_group, is_page=False),
    "public:services": Example(),
    "public:about": Example(),
    "public:accessibility": Example(),
    "public:privacy": Example(),
    "public:sources": Example(),
    "public:robots": NOT_A_PAGE,
    "public:sitemap": NOT_A_PAGE,
    "public:favicon": NOT_A_PAGE,
    "public:health": NOT_A_PAGE,
    "county:desk": NOT_A_PAGE,  # leads to the weeks
    "county:weeks": Example(),
    "county:weeks-csv": NOT_A_PAGE,
    "county:menu": Example(),
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


class State(NamedTuple):
    """A page with one of its queries."""

    name: str
    number: int

    def __str__(self) -> str:
        return f"{self.name} {urlencode(self.query)}".strip()

    @property
    def query(self) -> dict[str, str]:
        return EXAMPLES[self.name].queries[self.number]

    @property
    def speaks_english(self) -> bool:
        return EXAMPLES[self.name].speaks_english

    def address(self, county: "County") -> str:
        return EXAMPLES[self.name].address(self.name, county)


def every_state() -> list[State]:
    """Every page with each of its queries."""
    return [State(name, number) for name in pages() for number in range(len(EXAMPLES[name].queries))]
