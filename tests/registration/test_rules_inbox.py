"""What of a form is shown to whom, and what it asks for first."""

from dataclasses import replace
from typing import Any

import pytest

from fingerpost.families.rules.seeing import BASIC, CLOSE, FULL, Part
from fingerpost.registration.rules.asking import Asked, asked
from fingerpost.registration.rules.inbox import need_of, part_of
from fingerpost.registration.vocabulary import Need
from tests.factories.forms import WHOLE, filling


def part(path: str, **changed: Any) -> Part | None:
    told = filling(WHOLE, **changed)
    return part_of(told, at(path, **changed))


def at(path: str, **changed: Any) -> Asked:
    return next(each for each in asked(filling(WHOLE, **changed)) if each.path == path)


@pytest.mark.parametrize("path", ["home/address", "home/postcode"])
@pytest.mark.parametrize(
    ("said", "shown_to"), [("no", FULL - BASIC), ("yes", CLOSE - FULL), ("not-sure", CLOSE - FULL)]
)
def test_an_address_is_for_whoever_sees_it_on_record(path, said, shown_to):
    assert part(path, home__hidden=said) in shown_to


def test_each_home_is_hidden_by_its_own_answer():
    assert part("adults/1/address", adults__1__hidden="yes") is Part.HIDDEN_ADDRESS
    assert part("adults/1/address", home__hidden="yes") is Part.ADDRESS
    assert part("home/address", adults__1__hidden="yes") is Part.ADDRESS


@pytest.mark.parametrize("path", ["adults/0/given_name", "adults/0/mobile", "adults/0/safe", "choices/share"])
def test_reception_reads_whom_to_greet_and_how_to_reach_them(path):
    assert part(path) in BASIC


@pytest.mark.parametrize("path", ["adults/0/date_of_birth", "children/1/date_of_birth", "help/wishes"])
def test_reception_reads_neither_birthdays_nor_wishes(path):
    assert part(path) in FULL - BASIC


def test_what_is_only_counted_is_part_of_no_record():
    assert part("equality/smoking") is None


def test_a_question_that_an_authority_adds_is_for_those_who_see_all():
    added = at("adults/0/known_as")
    added = replace(added, question=replace(added.question, key="shoe_size"))
    assert part_of(filling(WHOLE), added) in FULL - BASIC


@pytest.mark.parametrize(
    ("said", "alike", "need"),
    [
        ({"adults__0__preferred": "call", "adults__0__safe": ["call"]}, True, Need.CALL),
        ({"adults__0__preferred": "call", "adults__0__safe": ["text"]}, False, Need.NEW),
        ({"home__hidden": "not-sure"}, False, Need.CALL),
        ({"home__hidden": "yes"}, False, Need.NEW),
        ({}, True, Need.DOUBLE),
        ({}, False, Need.NEW),
    ],
)
def test_what_a_form_asks_for_first(said, alike, need):
    assert need_of(filling(WHOLE, **said), alike=alike) is need


def test_whoever_was_called_needs_no_call_any_more():
    asks = filling(WHOLE, adults__0__preferred="call", adults__0__safe=["call"])
    assert need_of(asks, alike=False, reached=True) is Need.NEW
    assert need_of(asks, alike=True, reached=True) is Need.DOUBLE
