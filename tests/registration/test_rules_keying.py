"""Keying paper in: numbers for what is ticked, one box for a date, and what means nothing is kept as it was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fingerpost.registration.rules.asking import Asked, every
from fingerpost.registration.rules.form import shipped
from fingerpost.registration.rules.keying import answers_of, boxes, keyed, people, shown
from fingerpost.registration.vocabulary import Repeats
from tests.factories.forms import LEAST, answers

EVERY = {each.path: each for each in every(shipped(), 2, 2)}


def asked(path: str) -> Asked:
    return EVERY[path]


@pytest.mark.parametrize(
    ("path", "typed", "means"),
    [
        ("adults/0/given_name", " Amara ", ["Amara"]),
        ("adults/0/given_name", "", []),
        ("children/0/date_of_birth", "27 3 2024", ["27 3 2024"]),
        ("children/0/relationship/0", "1", ["mother"]),
        ("adults/0/safe", "1 4", ["call", "email"]),
        ("adults/0/safe", "1,4.", ["call", "email"]),
        ("adults/0/safe", "9", ["9"]),
        ("adults/0/interpreter", "Y", ["yes"]),
        ("adults/0/interpreter", "n", ["no"]),
        ("adults/0/interpreter", "perhaps", ["perhaps"]),
        ("choices/newsletter", "x", ["yes"]),
    ],
)
def test_what_is_typed_means(path, typed, means):
    assert keyed(asked(path), typed) == means


@given(st.sampled_from(sorted(EVERY)), st.data())
def test_what_was_answered_is_shown_so_that_it_means_the_same_again(path, data):
    question = asked(path).question
    values = [option.value for option in question.options] or ["yes", "no"]
    said = data.draw(st.lists(st.sampled_from(values), max_size=1 if not question.options else 3, unique=True))
    assert keyed(asked(path), shown(asked(path), said)) == said


def test_the_boxes_are_in_the_order_of_the_paper_and_show_what_is_there():
    found = list(boxes(shipped(), answers(LEAST), 2, 2))
    assert [box.path for box in found] == [each.path for each in every(shipped(), 2, 2)]
    assert {box.path: box.typed for box in found}["children/0/due_on"] == "27 3 2027"


def test_everything_that_was_keyed_in_is_read_and_nothing_else():
    found = answers_of(shipped(), {"home/hidden": "1", "csrfmiddlewaretoken": "x"}, 1, 1)
    assert found["home/hidden"] == ["no"]
    assert "csrfmiddlewaretoken" not in found


@pytest.mark.parametrize(("wanted", "boxes_for"), [("", 2), ("1", 2), ("4", 4), ("99", 6), ("x", 2), ("-3", 2)])
def test_there_are_never_fewer_boxes_than_people(wanted, boxes_for):
    assert people({"children/1/given_name": ["Tobi"]}, Repeats.CHILDREN, wanted) == boxes_for
