"""Figures about the children near a centre: rounded, in plain words, and none that could tell who they are."""

import pytest

from fingerpost.desks.public.community import in_words, share_in_words
from fingerpost.places.queries.community import Community, community_of
from tests.factories.places import BEGINNING, make_centre, make_reach, make_small_area


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        (1, 100, "hardly any"),
        (10, 100, "about 1 in 10"),
        (20, 100, "about 1 in 5"),
        (25, 100, "about 1 in 4"),
        (33, 100, "about 1 in 3"),
        (50, 100, "about half"),
        (66, 100, "about 2 in 3"),
        (75, 100, "about 3 in 4"),
        (90, 100, "about 9 in 10"),
        (100, 100, "nearly all"),
    ],
)
def test_a_share_is_said_as_people_say_it(part, whole, said):
    assert share_in_words(part, whole) == said


def test_children_are_rounded_to_ten():
    words = in_words(Community(areas=3, under_fives=1_234, deprived=0))
    assert words is not None
    assert words.children == "about 1,230"
    assert words.deprivation.startswith("None of them")


def test_of_few_children_nothing_more_is_said():
    words = in_words(Community(areas=1, under_fives=99, deprived=50))
    assert words is not None
    assert (words.children, words.deprivation) == ("fewer than 100", "")


def test_nothing_is_said_of_an_area_that_is_not_known():
    assert in_words(Community(areas=0, under_fives=0, deprived=0)) is None


@pytest.mark.django_db
def test_children_are_added_up_over_the_areas_that_are_served(django_assert_num_queries):
    centre = make_centre()
    make_reach(centre, make_small_area(children_by_age=[10, 20, 30, 40, 50], deprivation_decile=3))
    make_reach(centre, make_small_area(children_by_age=[1, 1, 1, 1, 1], deprivation_decile=4))
    make_small_area()
    with django_assert_num_queries(1):
        assert community_of([centre.pk], BEGINNING) == Community(areas=2, under_fives=155, deprived=150)
