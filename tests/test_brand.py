"""Whatever two colours a council chooses, people can read the page."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fingerpost.brand import (
    OUR_ACCENT,
    OUR_BRAND,
    READABLE,
    STRAW,
    WHITE,
    brand_address,
    contrast,
    deep,
    ink_on,
    readable,
    stylesheet,
)
from fingerpost.settings import PACKAGE

colours = st.integers(0, 0xFFFFFF).map("#{:06x}".format)
VARIABLES = re.compile(r"(--fp-[\w-]+):\s*(#[0-9a-f]{6})")


def test_black_on_white_is_the_most_contrast_there_is():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_contrast_of_a_known_pair():
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@given(colours)
def test_words_on_any_brand_can_be_read(colour: str):
    assert contrast(ink_on(colour), colour) >= READABLE


@given(colours)
def test_words_in_any_brand_can_be_read(colour: str):
    assert contrast(readable(colour), STRAW) >= READABLE


@given(colours)
def test_white_can_be_read_on_the_ways_in(colour: str):
    assert contrast(WHITE, deep(colour)) >= READABLE


@pytest.mark.parametrize("strange", ["", "red", "#fff", "#12345g", "#1234567", "#000;}body{display:none", "#FFFFFF"])
def test_anything_but_a_colour_is_refused(strange: str):
    with pytest.raises(ValueError, match="Not a colour"):
        stylesheet(strange, OUR_ACCENT)
    with pytest.raises(ValueError, match="Not a colour"):
        stylesheet(OUR_BRAND, strange)


def test_our_own_colours_are_those_of_the_main_stylesheet():
    """A site in our own colours asks for no second stylesheet, so the first must say the same."""
    written = VARIABLES.findall((PACKAGE / "static/fingerpost/css/fingerpost.css").read_text())
    assert set(VARIABLES.findall(stylesheet(OUR_BRAND, OUR_ACCENT))) <= set(written)
    assert brand_address(OUR_BRAND, OUR_ACCENT) == ""
