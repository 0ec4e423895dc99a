"""Opening hours and notices of a centre's buildings."""

from datetime import date, time, timedelta

import pytest

from fingerpost.audit.models import Event
from fingerpost.base.grid import GridPoint
from fingerpost.base.verdict import Refused
from fingerpost.places import queries
from fingerpost.places.models import Premises
from fingerpost.places.operations import set_opening_hours
from fingerpost.places.rules.hours import GivenHours
from fingerpost.places.vocabulary import PremisesRole
from tests.factories.places import make_building, make_centre, make_opening_hours
from tests.places.conftest import TODAY

pytestmark = pytest.mark.django_db


def move(centre, starts: date, ends: date | None = None) -> Premises:
    building = make_building(GridPoint(410_000, 310_000))
    return Premises.objects.create(
        centre=centre,
        building=building,
        role=PremisesRole.TEMPORARY,
        notice="The roof is being mended.",
        valid_from=starts,
        valid_to=ends,
    )


def test_a_temporary_building_is_where_families_go_while_it_lasts():
    centre = make_centre("Oak Tree")
    moved = move(centre, TODAY, TODAY + timedelta(days=10))
    authority = queries.authority()
    now, later = (queries.centre_on(authority, "oak-tree", TODAY + timedelta(days=days)) for days in (0, 11))
    assert now
    assert later
    assert (now.building_id, now.role) == (moved.building_id, PremisesRole.TEMPORARY)
    assert (later.building_id == moved.building_id, later.role) == (False, PremisesRole.BASE)


@pytest.mark.parametrize(("days", "told"), [(0, 1), (42, 1), (43, 0), (-400, 0)])
def test_a_move_is_told_six_weeks_ahead_and_not_after(days, told):
    centre = make_centre()
    move(centre, TODAY + timedelta(days=days), TODAY + timedelta(days=days + 30))
    assert len(queries.premises_notices(centre.pk, TODAY)) == told


def test_a_week_of_hours_is_one_query(django_assert_num_queries):
    centre = make_centre()
    make_opening_hours(centre)
    with django_assert_num_queries(1):
        week = queries.opening_hours(centre.pk, TODAY)
    assert [day.is_open for day in week] == [False, True, True, True, True, True, False]


def hours(opens: int, closes: int, start: date = TODAY) -> GivenHours:
    return GivenHours("", start, None, 0, time(opens), time(closes), "")


def test_hours_that_are_set_replace_those_of_the_same_season():
    centre = make_centre()
    set_opening_hours(centre, [hours(9, 17)], by="tests")
    set_opening_hours(centre, [hours(10, 12), hours(13, 15)], by="tests")
    assert centre.opening_hours.count() == 2
    assert Event.objects.filter(operation="set opening hours").count() == 2


def test_a_door_cannot_close_before_it_opens():
    with pytest.raises(Refused, match="cannot close at 09:00"):
        set_opening_hours(make_centre(), [hours(17, 9)], by="tests")
