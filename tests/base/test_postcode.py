"""Postcodes as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fingerpost.base.postcode import find, outward, read, readings, spaced

INWARD_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
valid = st.from_regex(
    rf"\A(?:[A-Z][0-9]|[A-Z][0-9][0-9]|[A-Z][A-Z][0-9]|[A-Z][A-Z][0-9][0-9]|[A-Z][0-9][A-Z]|[A-Z][A-Z][0-9][A-Z])"
    rf"[0-9][{INWARD_LETTERS}]{{2}}\Z"
)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("AL1 3LD", "AL1 3LD"),
        ("al13ld", "AL1 3LD"),
        (" al1  3ld ", "AL1 3LD"),
        ("A L 1 3 L D", "AL1 3LD"),
        ("AL1-3LD", "AL1 3LD"),
        ("AL1.3LD.", "AL1 3LD"),
        ("ALI 3LD", "AL1 3LD"),
        ("AL1 31D", "AL1 3LD"),
        ("0X1 2JD", "OX1 2JD"),
        ("SGI INB", "SG1 1NB"),
        ("W1A 1AA", "W1A 1AA"),
        ("EC1A 1BB", "EC1A 1BB"),
        ("M1 1AE", "M1 1AE"),
        ("ＡＬ１ ３ＬＤ", "AL1 3LD"),
        ("AL1\u200b3LD", None),
        ("AL1", "AL1"),
        ("ENO", "EN0"),
        ("AL1 3", "AL1 3"),
        ("AL1 3L", "AL1 3L"),
        ("AL10 8", "AL10 8"),
    ],
)
def test_what_is_typed_is_read(typed, shown):
    found = read(typed)
    assert (found.shown if found else None) == shown


@pytest.mark.parametrize(
    "typed",
    ["", " ", "A", "1", "St Albans", "AL1 3LD and more", "ÀL1 3LD", "12345", "\0", "😀", "A" * 10_000],
)
def test_what_is_no_postcode_is_none(typed):
    assert read(typed) is None


@pytest.mark.parametrize(
    ("typed", "first"), [("AL13", ("AL13", "")), ("AL1 3", ("AL1", "3")), ("AL1 3L", ("AL1", "3L"))]
)
def test_a_space_tells_a_sector_from_a_district(typed, first):
    assert (readings(typed)[0].outward, readings(typed)[0].inward) == first


def test_a_part_without_a_space_can_mean_both():
    assert {reading.shown for reading in readings("AL13")} == {"AL13", "AL1 3"}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("12 High Street, St Albans AL1 3LD", "AL1 3LD"),
        ("flat 2a, al1 3ld", "AL1 3LD"),
        ("AL1 3LD moved to SG1 1NB", "SG1 1NB"),
        ("no postcode here", None),
        ("x" * 5_000 + " AL1 3LD", None),
    ],
)
def test_a_postcode_is_found_in_an_address(text, shown):
    found = find(text)
    assert (found.shown if found else None) == shown


@given(st.text())
def test_nothing_that_is_typed_raises(text):
    assert all(reading.outward for reading in readings(text))
    find(text)


@given(valid)
def test_a_valid_postcode_is_read_as_it_is(code):
    found = read(code)
    assert found is not None
    assert (found.compact, found.whole, found.straightened) == (code, True, False)


@given(valid)
def test_spaced_and_compact_are_one(code):
    found = read(spaced(code))
    assert found is not None
    assert found.compact == code
    assert found.outward == outward(code)
