"""Empty, absurd and hostile values: a clear sentence or a plain "not found", never a failure of ours."""

from typing import Any

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests.factories.county import County
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
)
UNDERSTOOD = {200, 301, 302, 400, 404}


@pytest.mark.parametrize("name", sorted(views()))
def test_no_query_breaks_a_page(name: str, county: County, client: Client):
    address = EXAMPLES[name].address(name, county)
    for value in ABSURD:
        answer = client.get(address, EXAMPLES[name].query | dict.fromkeys(PARAMETERS, value))
        assert answer.status_code in UNDERSTOOD, f"{name} with {value!r}: {answer.status_code}"
        assert b"<script>alert(1)" not in answer.content


@pytest.mark.parametrize("name", sorted(views()))
def test_one_absurd_value_at_a_time_breaks_no_page(name: str, county: County, client: Client):
    """Together they may hide each other: an absurd place stops a search before its absurd date is read."""
    address = EXAMPLES[name].address(name, county)
    for parameter in PARAMETERS:
        for value in ("\x00", "9" * 40, "0001-01-01", "9999-12-31"):
            answer = client.get(address, EXAMPLES[name].query | {parameter: value})
            assert answer.status_code in UNDERSTOOD, f"{name} with {parameter}={value!r}: {answer.status_code}"


@pytest.mark.parametrize("name", sorted(name for name in views() if EXAMPLES.get(name)))
def test_an_unknown_thing_is_not_found(name: str, county: County, client: Client):
    arguments = EXAMPLES[name].arguments(county)
    if not arguments:
        pytest.skip("the address names nothing")
    for address in _addresses_of_nothing(name, arguments):
        assert client.get(address).status_code == 404, address


def _addresses_of_nothing(name: str, arguments: dict[str, Any]) -> list[str]:
    found = []
    for value in ("no-such-thing", "0", "zzzzzzzzzz", "2222222222"):
        try:
            found.append(reverse(name, kwargs=dict.fromkeys(arguments, value)))
        except NoReverseMatch:
            continue
    return found
