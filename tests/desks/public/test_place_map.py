"""Pins on a map: apart, on the paper, and true to where they belong."""

from itertools import combinations
from math import hypot

import pytest

from fingerpost.base.grid import GridPoint
from fingerpost.desks.public.place_map import APART, TALL, TOP, Pinned, draw
from tests.factories.places import MARKET_CROSS

pytestmark = pytest.mark.django_db


def pinned(*offsets):
    return [
        Pinned(number, f"Place {number}", GridPoint(MARKET_CROSS.easting + east, MARKET_CROSS.northing + north))
        for number, (east, north) in enumerate(offsets, start=1)
    ]


def drawn(county, *offsets):
    made = draw(county.authority, pinned(*offsets))
    assert made
    return made.pins


def test_pins_stand_where_their_places_are(county):
    west, east = drawn(county, (-2000, 0), (2000, 0))
    assert west.x < east.x
    assert (west.y, west.moved, east.moved) == (east.y, False, False)


def test_pins_at_one_place_are_moved_apart(county):
    pins = drawn(county, *[(0, 0)] * 12, (5000, 0))
    assert all(hypot(one.x - other.x, one.y - other.y) >= APART for one, other in combinations(pins, 2))
    assert sum(pin.moved for pin in pins) == 11


def test_every_pin_is_on_the_paper(county):
    pins = drawn(county, (0, 0), (0, 9000), (0, 9000), (9000, -9000), (-9000, 0))
    assert all(0 < pin.x < 1000 and TOP < pin.y < TOP + TALL for pin in pins)


def test_nothing_to_show_is_no_map(county):
    assert draw(county.authority, []) is None
