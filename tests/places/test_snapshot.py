"""Places are read once and kept until someone changes them."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db.models import F

from fingerpost.base.grid import GridPoint
from fingerpost.places import queries
from fingerpost.places.models import CentreListing, LocalAuthority
from fingerpost.places.operations import set_opening_hours
from fingerpost.places.queries import snapshot as kept
from tests.factories.places import MARKET_CROSS, make_authority, make_centre
from tests.places.conftest import TODAY

pytestmark = pytest.mark.django_db


def names() -> list[str]:
    return [card.name for card in queries.centres_on(queries.authority(), TODAY)]


def test_no_authority_is_said():
    with pytest.raises(queries.NoAuthority):
        queries.authority()
    assert queries.attribution() == []


def test_what_is_kept_costs_no_query(django_assert_num_queries, monkeypatch):
    monkeypatch.setattr(kept, "LOOK_AGAIN", 3_600)
    make_centre("Oak Tree")
    names()
    with django_assert_num_queries(0):
        assert names() == ["Oak Tree"]


def test_a_change_by_another_process_shows_within_a_second(monkeypatch):
    make_centre("Oak Tree")
    assert names() == ["Oak Tree"]
    CentreListing.objects.update(name="Elm Tree")
    LocalAuthority.objects.update(revision=F("revision") + 1)
    monkeypatch.setattr(kept, "LOOK_AGAIN", 0)
    assert names() == ["Elm Tree"]


def test_the_database_is_looked_at_again_within_a_second():
    assert kept.LOOK_AGAIN < 1


def test_a_change_by_an_operation_shows_at_once():
    centre = make_centre("Oak Tree")
    assert names() == ["Oak Tree"]
    CentreListing.objects.update(name="Elm Tree")
    set_opening_hours(centre, [], by="tests")
    assert names() == ["Elm Tree"]


def test_only_a_few_days_are_kept():
    make_centre("Oak Tree")
    for count in range(40):
        queries.centres_on(queries.authority(), TODAY + timedelta(days=count))
    assert len(kept._kept.snapshots) == kept.KEPT


def test_the_number_of_queries_does_not_grow_with_the_centres(django_assert_max_num_queries):
    for _ in range(30):
        make_centre()
    authority = queries.authority()
    with django_assert_max_num_queries(13):
        queries.centres_on(authority, TODAY)


@time_machine.travel(date(2026, 11, 22))
def test_a_second_authority_is_read_on_its_own():
    make_centre("Oak Tree")
    other = make_authority(code="998", slug="other", name="Other")
    assert queries.centres_on(other, TODAY) == []
    assert names() == ["Oak Tree"]


def test_the_nearest_come_first_and_no_more_than_asked():
    for miles, name in ((3, "Far"), (1, "Near"), (2, "Middle")):
        make_centre(name, at=GridPoint(MARKET_CROSS.easting + 1_609 * miles, MARKET_CROSS.northing))
    nearest = queries.nearest_centres(queries.authority(), MARKET_CROSS, TODAY, 2)
    assert [(card.name, metres) for card, metres in nearest] == [("Near", 1_609), ("Middle", 3_218)]


@pytest.mark.parametrize("limit", [0, -1])
def test_none_is_none(limit):
    make_centre()
    assert queries.nearest_centres(queries.authority(), MARKET_CROSS, TODAY, limit) == []


def test_without_centres_there_is_no_nearest():
    make_authority()
    assert queries.nearest_centres(queries.authority(), MARKET_CROSS, TODAY, 5) == []


def test_an_unknown_slug_is_none():
    make_centre("Oak Tree")
    assert queries.centre_on(queries.authority(), "elm-tree", TODAY) is None
    assert queries.group_on(queries.authority(), "\0", TODAY) is None
