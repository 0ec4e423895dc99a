"""What a first visit costs a phone on a bad line: styles, script and lettering stay small."""

import gzip

import pytest

from tests.house.tree import PACKAGE

STATIC = PACKAGE / "static/fingerpost"
MOST = {  # bytes on the wire
    "css/fingerpost.css": 12 * 1024,
    "js/fingerpost.js": 6 * 1024,
    "fonts/lexend-600.woff2": 13 * 1024,
    "images/favicon.svg": 1024,
    "images/hills.svg": 1024,
}


@pytest.mark.parametrize("name", MOST)
def test_no_file_outgrows_its_allowance(name: str):
    assert len(gzip.compress((STATIC / name).read_bytes(), 9)) <= MOST[name]


@pytest.mark.parametrize("taken", ["GDS Transport", "crown", "gov.uk/assets"])
def test_nothing_of_the_governments_identity_is_used(taken: str):
    assert taken not in (STATIC / "css/fingerpost.css").read_text()


def test_styles_leave_room_for_both_directions():
    """Sides are starts and ends; what floats keeps its physical form beside the logical one, for older browsers."""
    styles = (STATIC / "css/fingerpost.css").read_text()
    assert "margin-left" not in styles
    assert "padding-right" not in styles
    assert styles.count("float:left") == styles.count("float:inline-start")
