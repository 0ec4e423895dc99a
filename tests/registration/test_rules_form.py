"""The one form: what ships can be used, and what cannot be used is said to whoever wrote it."""

import tomllib
from copy import deepcopy
from typing import Any

import pytest

from fingerpost.registration.rules.asking import every
from fingerpost.registration.rules.form import SHIPPED, NoForm, load, read, shipped
from fingerpost.registration.rules.soundness import faults
from tests.house.tree import PACKAGE

CORE_MENU = PACKAGE / "directory" / "data" / "core-menu.toml"


@pytest.fixture
def data() -> dict[str, Any]:
    return deepcopy(load(SHIPPED))


def question(data: dict[str, Any], section: str, key: str) -> dict[str, Any]:
    pages = next(each for each in data["sections"] if each["key"] == section)["pages"]
    return next(each for page in pages for each in page.get("questions", []) if each["key"] == key)


def test_the_form_that_ships_can_be_used():
    assert faults(shipped()) == []


def test_every_question_says_why_it_is_asked():
    assert [each.path for each in every(shipped(), 1, 1) if not each.question.why] == []


def test_every_question_that_must_be_answered_says_what_to_do():
    required = [each.question for each in every(shipped(), 2, 1) if each.question.required]
    assert all(each.missing for each in required)


def test_every_question_has_a_path_and_a_column_of_its_own():
    asked = list(every(shipped(), 2, 4))
    assert len({each.path for each in asked}) == len({each.column for each in asked}) == len(asked)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda data: question(data, "home", "hidden").update(key="secret"), "home/hidden is missing"),
        (lambda data: question(data, "home", "postcode").update(kind="text"), "kind postcode"),
        (
            lambda data: question(data, "children", "relationship")["options"][0].update(value="mum"),
            "these answers alone",
        ),
        (lambda data: question(data, "adults", "known_as").update(key="given_name"), "there twice"),
        (lambda data: question(data, "choices", "newsletter").update(required=True), "or is required"),
        (lambda data: question(data, "choices", "newsletter").update(consent="anything"), "none that we know"),
        (lambda data: question(data, "home", "keep_from").update(asked=[{"question": "gone"}]), "which is not asked"),
        (
            lambda data: question(data, "children", "expected").update(asked=[{"question": "due_on"}]),
            "on the same page",
        ),
        (lambda data: question(data, "help", "wishes").update(options=[]), "needs options"),
        (lambda data: question(data, "adults", "preferred").update(among="mobile"), "question of the same page"),
        (lambda data: question(data, "adults", "preferred").update(not_among=""), "question of the same page"),
    ],
)
def test_a_form_that_cannot_be_used_says_why(data, change, sentence):
    change(data)
    assert any(sentence in fault for fault in faults(read(data)))


@pytest.mark.parametrize("lost", ["key", "version", "sections", "texts"])
def test_what_is_no_form_is_refused(data, lost):
    del data[lost]
    with pytest.raises(NoForm, match=lost):
        read(data)


def test_what_nobody_helps_with_is_asked_over_the_core_menu():
    menu = tomllib.loads(CORE_MENU.read_text(encoding="utf-8"))
    offered = [option.value for option in shipped().question("help", "wishes").options]
    assert offered == [item["key"] for area in menu["areas"] for item in area["items"]]
