"""The ground of a map."""

import re
from datetime import date

import pytest

from fingerpost.base.grid import GridPoint
from fingerpost.places import queries
from fingerpost.places.queries import maps, snapshot

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped_county")]
ST_ALBANS = GridPoint(515_081, 207_339)
DAY = date(2016, 9, 1)
PATH = re.compile(r"(M-?\d+ -?\d+l(-?\d+( -?\d+|-\d+)*))*")


def draw(radius: int = 3_000, point: GridPoint = ST_ALBANS, day: date | None = DAY) -> queries.BaseMap:
    return queries.base_map(queries.authority(), point, radius, day)


@pytest.mark.parametrize("radius", [800, 3_000, 12_000, 40_000])
def test_a_map_is_paths_of_whole_units(radius):
    drawn = draw(radius)
    assert PATH.fullmatch(drawn.small_areas)
    assert PATH.fullmatch(drawn.districts)
    assert len(drawn.small_areas + drawn.districts) < 40_000


def test_towns_are_named_and_names_do_not_crowd():
    labels = draw().labels
    assert labels[0].name == "St Albans"
    assert labels[0].is_town
    assert all(0 <= label.x <= 1_000 and 0 <= label.y <= 1_000 for label in labels)


def test_the_centres_of_the_day_stand_where_they_are():
    drawn = draw()
    assert {spot.card.slug for spot in drawn.spots} >= {"st-albans"}
    assert all(drawn.place(spot.card.point) == (spot.x, spot.y) for spot in drawn.spots)
    assert draw(day=None).spots == ()


def test_a_wide_map_leaves_small_areas_out():
    drawn = draw(40_000)
    assert (drawn.small_areas, len(drawn.spots)) == ("", 82)
    assert drawn.districts


def test_a_map_of_elsewhere_is_empty_ground():
    drawn = draw(point=GridPoint(100_000, 900_000))
    assert (drawn.small_areas, drawn.districts, drawn.labels) == ("", "", ())


@pytest.mark.parametrize("radius", [0, -5, 10**9])
def test_an_absurd_width_is_kept_within_bounds(radius):
    drawn = draw(radius)
    assert 2 * maps.SMALLEST <= drawn.window.size <= 2 * maps.LARGEST


def test_neighbours_share_a_drawing(django_assert_num_queries, monkeypatch):
    monkeypatch.setattr(snapshot, "LOOK_AGAIN", 3_600)
    draw()
    with django_assert_num_queries(0):
        assert draw(2_990, GridPoint(515_060, 207_320)).small_areas == draw().small_areas


def test_only_so_many_drawings_are_kept(monkeypatch):
    monkeypatch.setattr(maps, "KEPT", 3)
    for step in range(6):
        draw(point=GridPoint(500_000 + step * 100, 200_000))
    assert len(maps._kept.drawn) == 3
