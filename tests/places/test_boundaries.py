"""Outlines, and what lies in them."""

import numpy as np
import pytest

from fingerpost.base.grid import GridPoint
from fingerpost.places.rules.boundaries import Areas, outlines_of, rings_of
from fingerpost.places.rules.drawing import UNITS, Lines, Window, borders

# two squares of 10 metres side by side; arc 1 is their shared border
PACKED = {
    "arcs": [[10, 0, -10, 0, 0, 10, 10, 0], [10, 0, 0, 10], [10, 10, 10, 0, 0, -10, -10, 0]],
    "areas": {"west": [[0, -2]], "east": [[1, 2]]},
}
RINGS = rings_of(PACKED)


def test_arcs_make_closed_rings():
    assert all(ring[0] == ring[-1] for rings in RINGS.values() for ring in rings)
    assert sorted(map(tuple, RINGS["west"][0][:-1])) == [(0, 0), (0, 10), (10, 0), (10, 10)]


def test_a_district_of_both_has_no_border_between_them():
    assert len(outlines_of(PACKED, {"west": "d", "east": "d"})["d"]) == 2
    assert len(outlines_of(PACKED, {"west": "d", "east": "e"})["e"]) == 2


@pytest.mark.parametrize(
    ("easting", "northing", "code"), [(5, 5, "west"), (15, 5, "east"), (25, 5, ""), (5, 15, ""), (-1, 5, "")]
)
def test_a_point_lies_in_its_area(easting, northing, code):
    assert Areas(RINGS).codes_at(np.array([easting]), np.array([northing])) == [code]


def test_many_points_are_told_at_once_and_in_order():
    assert Areas(RINGS).codes_at(np.array([15, 5, 99]), np.array([5, 5, 5])) == ["east", "west", ""]


def test_a_shared_border_is_drawn_once():
    edges = sum(len(line) - 1 for line in borders(ring for rings in RINGS.values() for ring in rings))
    assert edges == 7


def test_a_window_has_its_north_at_the_top():
    window = Window.around(GridPoint(1_000, 1_000), 500)
    assert window.place(GridPoint(500, 1_500)) == (0, 0)
    assert window.place(GridPoint(1_500, 500)) == (UNITS, UNITS)


@pytest.mark.parametrize(
    ("line", "path"),
    [
        ([[500, 1500], [1500, 500]], "M0 0l1000 1000"),
        ([[0, 0], [100, 100]], ""),
        ([[0, 1000], [1000, 1000], [1000, 3000], [5000, 3000]], "M-500 500l1000 0 0-2000"),
        ([[700, 700]], ""),
    ],
    ids=["across", "outside", "in and out", "no line"],
)
def test_a_line_is_cut_to_the_window(line, path):
    assert Lines([line]).path_in(Window.around(GridPoint(1_000, 1_000), 500)) == path


def test_points_closer_than_a_unit_are_left_out():
    line = [[x, 0] for x in range(0, 60_001, 10)]
    path = Lines([line]).path_in(Window(0, -30_000, 60_000))
    assert path.startswith("M0 500l")
    assert path.count(" ") < 1_000
