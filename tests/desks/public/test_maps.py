"""Small maps: drawn by ourselves, with nothing running into anything."""

from xml.etree import ElementTree

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from fingerpost.base.grid import GridPoint
from fingerpost.desks.public.views.map_drawing import (
    EDGE,
    Bar,
    Box,
    Pin,
    clear_labels,
    closed_path,
    pins,
    reach_for,
    scale_bar,
)
from fingerpost.places.queries.maps import BaseMap, Label
from fingerpost.places.rules.drawing import UNITS, Window

MIDDLE = GridPoint(500_000, 200_000)
WINDOW = Window.around(MIDDLE, 2_000)
GROUND = BaseMap(WINDOW, "", "", (), ())
SQUARE = [[499_000, 199_000], [501_000, 199_000], [501_000, 201_000], [499_000, 201_000], [499_000, 199_000]]
SVG = "{http://www.w3.org/2000/svg}"


def test_an_area_is_drawn_in_steps():
    assert closed_path(WINDOW, [SQUARE]) == "M250 750l500 0l0 -500l-500 0l0 500z"


def test_what_is_no_ring_is_not_drawn():
    assert closed_path(WINDOW, [SQUARE[:2], []]) == ""


def test_a_corner_too_small_to_see_is_left_out():
    ring = [*SQUARE[:2], [501_001, 199_000], *SQUARE[2:]]
    assert closed_path(WINDOW, [ring]) == closed_path(WINDOW, [SQUARE])


def test_the_centre_lies_over_its_neighbours_which_have_the_numbers_of_the_list():
    near, far = GridPoint(500_400, 200_000), GridPoint(510_000, 200_000)
    assert pins(GROUND, MIDDLE, [far, near]) == [Pin(600, 500, 2), Pin(500, 500, None)]


def test_a_name_makes_room_for_a_pin():
    town = Label(500, 500, "Town", is_town=True)
    assert clear_labels([town], []) == [town]
    (moved,) = clear_labels([town], [Pin(500, 500, None)])
    assert moved.y > town.y


def test_a_town_is_written_before_a_village_in_the_same_place():
    village, town = Label(500, 20, "Village", is_town=False), Label(500, 60, "Town", is_town=True)
    assert clear_labels([village, town], [])[0] == town


@given(
    st.lists(
        st.builds(
            Label,
            st.integers(-100, UNITS + 100),
            st.integers(-100, UNITS + 100),
            st.text("abcdefgh", min_size=1, max_size=30),
            is_town=st.booleans(),
        ),
        max_size=30,
    )
)
def test_every_name_that_is_written_stands_on_the_map(labels):
    for label in clear_labels(labels, []):
        assert EDGE <= label.x <= UNITS - EDGE
        assert EDGE <= label.y <= UNITS - EDGE


@pytest.mark.parametrize(
    ("metres_per_unit", "bar"),
    [(2, Bar(201, 0.25)), (5, Bar(322, 1)), (20, Bar(161, 2)), (100, Bar(80, 5)), (0.5, Bar(805, 0.25))],
)
def test_the_bar_is_a_round_number_of_miles(metres_per_unit, bar):
    assert scale_bar(metres_per_unit) == bar


@pytest.mark.parametrize(
    ("points", "reach"),
    [
        ([], 1_500),
        ([GridPoint(501_000, 200_000)], 1_500),
        ([GridPoint(505_000, 200_000)], 6_000),
        ([GridPoint(500_000, 205_000)], 6_000),
        ([GridPoint(590_000, 200_000)], 9_000),
    ],
)
def test_the_map_reaches_as_far_as_its_points_within_bounds(points, reach):
    assert reach_for(MIDDLE, points, least=1_500, most=9_000) == reach


def test_boxes_that_only_touch_do_not_meet():
    assert not Box(0, 0, 10, 10).meets(Box(10, 0, 20, 10))
    assert Box(0, 0, 10, 10).meets(Box(9, 9, 20, 20))


def test_the_drawing_is_ours_and_numbers_the_neighbours(client: Client, county):
    response = client.get("/centres/oak-tree/map.svg")
    assert response["Content-Type"] == "image/svg+xml; charset=utf-8"
    drawing = ElementTree.fromstring(response.content)  # a picture that is not well-formed is not shown
    texts = [each.text for each in drawing.iter(f"{SVG}text")]
    assert {"1", "2"} <= set(texts)
    assert b"href" not in response.content


@pytest.mark.parametrize("address", ["/centres/nowhere/map.svg", "/centres/oak-tree/map.svg?on=1999-01-01"])
def test_a_centre_that_is_not_there_has_no_map(client: Client, county, address):
    assert client.get(address).status_code == 404
