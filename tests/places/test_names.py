"""Names as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fingerpost.base.grid import GridPoint
from fingerpost.places.rules.names import Name, NameIndex, clean, key_of

HERE = GridPoint(0, 0)
INDEX = NameIndex(
    [
        Name("St Albans", "place", HERE, 5),
        Name("Bishop's Stortford", "place", HERE, 5),
        Name("Hemel Hempstead", "place", HERE, 5),
        Name("Ware", "place", HERE, 5),
        Name("Wareside", "place", HERE, 3),
        Name("St Albans", "centre", HERE, 1, 7),
        Name("St Albans Children's Centre", "centre", HERE, 2, 7),
    ]
)


@pytest.mark.parametrize("typed", ["st albans", "ST. ALBANS", "Saint Albans", " st  albans ", "St-Albans", "Śt Álbans"])
def test_a_name_is_known_in_each_of_its_forms(typed):
    found = INDEX.exactly(typed)
    assert found is not None
    assert found.kind == "place"


def test_a_name_is_found_by_the_beginning_of_any_of_its_words():
    assert [name.text for name in INDEX.beginning("stort")] == ["Bishop's Stortford"]
    assert [name.text for name in INDEX.beginning("ware")] == ["Ware", "Wareside"]
    assert INDEX.beginning("st") == []


@pytest.mark.parametrize(
    ("typed", "meant"), [("hemmel hempsted", "Hemel Hempstead"), ("bishop stortfort", "Bishop's Stortford")]
)
def test_a_name_nearly_spelt_comes_first(typed, meant):
    score, name = INDEX.alike(typed)[0]
    assert name.text == meant
    assert score > 0.42


def test_what_is_like_no_name_is_like_none():
    assert INDEX.alike("zzz") == []
    assert INDEX.alike("") == []


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("a\0b", "a b"),
        ("a\u202eb\u200f", "ab"),
        ("a\r\n b", "a b"),
        ("\ufeffa", "a"),
        ("ＡＬ１", "AL1"),
        ("\ud800", ""),
        (" \t ", ""),
    ],
)
def test_what_cannot_be_seen_is_left_out(typed, left):
    assert clean(typed) == left


@given(st.text())
def test_no_text_breaks_a_search(text):
    INDEX.exactly(text)
    INDEX.beginning(text)
    INDEX.alike(clean(text))
    assert key_of(key_of(text)) == key_of(text)
