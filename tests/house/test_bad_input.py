"""Empty, absurd and hostile values: a clear sentence or a plain "not found", never a failure of ours."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import NoReverseMatch, reverse

from fingerpost.desks.public import forms
from fingerpost.desks.public.whereabouts import whereabouts
from tests.factories.county import County
from tests.house.examples import no_arguments
from tests.house.pages import EXAMPLES, views

ABSURD = (
    "",
    " ",
    "\x00",
    "'; drop table places_centre; --",
    "<script>alert(1)</script>",
    "{{ 7 * 7 }}",
    "%s%n",
    "-1",
    "0",
    "9" * 40,
    "1e400",
    "nan",
    "2026-02-30",
    "0001-01-01",
    "9999-12-31",
    "\u202eيرجى",
    "👶" * 50,
    "A" * 5000,
    "../../etc/passwd",
)
PARAMETERS = (
    "q",
    "on",
    "date",
    "days",
    "time",
    "age",
    "for",
    "category",
    "access",
    "language",
    "facility",
    "cost",
    "within",
    "sort",
    "page",
    "year",
    "view",
    "centre",
    "group",
    "brand",
    "accent",
    "session",
    "next",
    "code",
    "state",
    "error",
)
DAYS = ("on", "date", "year")
ABSURD_ANYWHERE = ("\x00", "9" * 40)
ABSURD_DAYS = ("\x00", "0001-01-01", "9999-12-31", "0", "9999")
UNDERSTOOD = {200, 301, 302, 400, 404, 405}


def page_like(name: str) -> bool:
    """A PDF is made from the same query as its page, and takes a second to make."""
    return not name.endswith("-programme")


def names_a_thing(name: str) -> bool:
    """Whether its address names something that may not be there. What takes forms only says so first."""
    example = EXAMPLES.get(name)
    return example is not None and example.arguments is not no_arguments and not example.takes_forms_only


NAMES = sorted(filter(page_like, views()))
THINGS = sorted(filter(names_a_thing, views()))


def ask(client: Client, address: str, query: dict[str, str]) -> None:
    answer = client.get(address, query)
    assert answer.status_code in UNDERSTOOD, f"{address} with {query}: {answer.status_code}"
    if "html" in answer.headers["Content-Type"]:
        assert b"<script>alert(1)" not in answer.content


@pytest.mark.parametrize("name", NAMES)
def test_no_query_breaks_a_page(name: str, county: County, client: Client):
    asker, address = EXAMPLES[name].asker(client), EXAMPLES[name].address(name, county)
    for value in ABSURD:
        ask(asker, address, EXAMPLES[name].query | dict.fromkeys(PARAMETERS, value))


@pytest.mark.parametrize("name", NAMES)
def test_one_absurd_value_at_a_time_breaks_no_page(name: str, county: County, client: Client):
    """Together they may hide each other: an absurd place stops a search before its absurd date is read.

    Only what the page reads: the rest cannot break it.
    """
    asker, address = EXAMPLES[name].asker(client), EXAMPLES[name].address(name, county)
    for parameter in parameters_read(asker, address, EXAMPLES[name].query):
        for value in ABSURD_DAYS if parameter in DAYS else ABSURD_ANYWHERE:
            ask(asker, address, EXAMPLES[name].query | {parameter: value})


def parameters_read(client: Client, address: str, query: dict[str, str]) -> set[str]:
    """What a page asks of its query; all of it, where it goes through the whole."""
    everything = dict.fromkeys(PARAMETERS, "") | query
    read: set[str] = set()

    def all_of_it(*_: object) -> None:
        read.update(everything)

    with pytest.MonkeyPatch.context() as patch:
        for ask_for in ("get", "getlist", "__getitem__", "__contains__"):
            patch.setattr(QueryDict, ask_for, _noted(getattr(QueryDict, ask_for), read.add))
        for go_through in ("items", "lists", "values", "dict", "urlencode", "copy", "__iter__", "keys"):
            patch.setattr(QueryDict, go_through, _noted(getattr(QueryDict, go_through), all_of_it))
        # A search reads the query as it came, and asks for no value of it by name.
        patch.setattr(f"{forms.__name__}.whereabouts", _noted(whereabouts, all_of_it))
        client.get(address, query)
        client.get(address, everything)
    return read


def _noted(ask: Callable[..., Any], note: Callable[..., Any]) -> Callable[..., Any]:
    def noted(query: object, *args: Any, **kwargs: Any) -> Any:
        note(*args[:1])
        return ask(query, *args, **kwargs)

    return noted


def test_it_is_known_what_a_page_reads(county: County, client: Client):
    whats_on = EXAMPLES["public:whats-on"]
    read = parameters_read(client, whats_on.address("public:whats-on", county), whats_on.query)
    assert read >= {"q", "date", "days", "age", "within", "page"}
    assert not parameters_read(client, reverse("public:about"), {}) & {"q", "date", "page"}


@pytest.mark.parametrize("name", NAMES)
def test_a_program_that_asks_without_wanting_the_page_breaks_nothing(name: str, county: County, client: Client):
    asker, address = EXAMPLES[name].asker(client), EXAMPLES[name].address(name, county)
    assert asker.head(address, EXAMPLES[name].query).status_code in UNDERSTOOD
    assert asker.options(address).status_code in UNDERSTOOD
    assert asker.generic("TRACE", address).status_code in UNDERSTOOD


@pytest.mark.parametrize("name", THINGS)
def test_an_unknown_thing_is_not_found(name: str, county: County, client: Client):
    asker = EXAMPLES[name].asker(client)
    for address in _addresses_of_nothing(name, EXAMPLES[name].arguments(county)):
        assert asker.get(address).status_code == 404, address


def _addresses_of_nothing(name: str, arguments: dict[str, Any]) -> list[str]:
    found = []
    for value in ("no-such-thing", "0", "zzzzzzzzzz", "2222222222"):
        with suppress(NoReverseMatch):
            found.append(reverse(name, kwargs=dict.fromkeys(arguments, value)))
    return found
