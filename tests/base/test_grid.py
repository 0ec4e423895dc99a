"""Distances in metres, told in miles."""

import pytest

from fingerpost.base.grid import GridPoint, miles


def test_metres_are_measured_straight():
    assert GridPoint(0, 0).metres_to(GridPoint(3_000, 4_000)) == 5_000


@pytest.mark.parametrize(
    ("metres", "told"),
    [(0, 0.0), (81, 0.1), (1_609.344, 1.0), (15_900, 9.9), (16_095, 10.0), (40_000, 25.0)],
)
def test_miles_are_told_to_a_tenth_up_to_ten(metres, told):
    assert miles(metres) == told
