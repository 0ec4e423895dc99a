"""How alike two answers are, level by level."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fingerpost.families.rules import likeness
from fingerpost.families.rules.likeness import UNKNOWN


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("olivia", "olivia", 0),
        ("elizabeth", "liz", 1),
        ("mohammed", "muhammad", 1),
        ("katherine", "kathryn", 1),
        ("presbury", "presbuxry", 2),
        ("charlotte", "charlxe", 4),
        ("olivia", "george", 5),
        ("", "george", UNKNOWN),
        ("george", "", UNKNOWN),
    ],
)
def test_names(one, other, level):
    assert likeness.names([one], [other]).tolist() == [level]
    assert likeness.names([other], [one]).tolist() == [level]


def test_names_in_each_other_s_box():
    assert likeness.names(["kofi"], ["osei"], ["osei"], ["kofi"]).tolist() == [3]
    assert likeness.names(["kofi"], ["osei"], ["osei"], ["mensah"]).tolist() == [5]


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("04052023", "04052023", 0),
        ("04052023", "05042023", 1),  # day and month turned round
        ("04052023", "14052023", 1),
        ("04052023", "04052013", 1),
        ("28112023", "04112023", 2),
        ("04052023", "04061999", 3),
        ("", "04052023", UNKNOWN),
    ],
)
def test_days(one, other, level):
    assert likeness.dates([one], [other]).tolist() == [level]
    assert likeness.dates([other], [one]).tolist() == [level]


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("al11aa", "al11aa", 0),
        ("al11aa", "al11ab", 1),
        ("al11aa", "la11aa", 1),
        ("al11aa", "wd65pp", 2),
        ("", "al11aa", UNKNOWN),
    ],
)
def test_codes(one, other, level):
    assert likeness.codes([one], [other]).tolist() == [level]


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("12 oak lane", "12 oak lane", 0),
        ("oak lane 12", "12 oak lane", 0),
        ("12 church road", "12 church rd", 1),
        ("flat 3 12 oak lane", "flat 3 oak lane end", 2),
        ("12 oak lane", "7 station approach", 3),
        ("", "12 oak lane", UNKNOWN),
    ],
)
def test_lines_of_an_address(one, other, level):
    assert likeness.texts([one], [other]).tolist() == [level]


@given(st.lists(st.text(max_size=12), min_size=1, max_size=5))
def test_everything_is_like_itself(column):
    same = [UNKNOWN if not each else 0 for each in column]
    assert likeness.names(column, column).tolist() == same
    assert likeness.codes(column, column).tolist() == same
