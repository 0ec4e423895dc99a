"""Which centre serves which area, where nobody has said."""

from fingerpost.base.grid import GridPoint
from fingerpost.places.rules.reach import Served, nearest_of_district


def area(key: int, easting: int, district: int = 1) -> Served:
    return Served(key, GridPoint(easting, 0), district)


def test_an_area_has_the_nearest_centre_of_its_own_district():
    centres = [area(10, 0), area(20, 100), area(30, 60, district=2)]
    assert nearest_of_district([area(1, 10), area(2, 70), area(3, 70, district=2)], centres) == {1: 10, 2: 20, 3: 30}


def test_centres_in_one_building_share_the_areas_around_it():
    served = nearest_of_district([area(key, key) for key in range(5)], [area(10, 50), area(20, 50)])
    assert served == {0: 10, 1: 10, 2: 10, 3: 20, 4: 20}


def test_a_district_without_a_centre_has_the_nearest_of_all():
    assert nearest_of_district([area(1, 10, district=9)], [area(10, 0), area(20, 100)]) == {1: 10}


def test_without_centres_nobody_is_served():
    assert nearest_of_district([area(1, 10)], []) == {}
