"""Empty, absurd and hostile values: a clear sentence or a plain "not found", never a failure of ours."""

from contextlib import suppress
from typing import Any

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests.factories.county import County
from tests.house.pages import EXAMPLES, no_arguments, views

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
    """Together they may hide each other: an absurd place stops a search before its absurd date is read."""
    asker, address = EXAMPLES[name].asker(client), EXAMPLES[name].address(name, county)
    absurd = {parameter: ["\x00", "9" * 40] for parameter in PARAMETERS}
    absurd |= {parameter: ["0001-01-01", "9999-12-31", "0", "9999"] for parameter in DAYS}
    for parameter, values in absurd.items():
        for value in values:
            ask(asker, address, EXAMPLES[name].query | {parameter: value})


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
