"""The make-believe opening hours: believable, the same each time, and none for a door that is closed."""

from datetime import date, time
from random import Random

import pytest

from fingerpost.demo.operations.hours import open_doors
from fingerpost.demo.operations.setting import setting
from fingerpost.demo.rules.hours import standing_hours, summer_hours
from fingerpost.places.models import Centre, OpeningHours, Premises
from fingerpost.places.queries import forget
from fingerpost.places.vocabulary import PremisesState
from tests.demo.invented import make_wealdmoor

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize("seed", range(40))
def test_every_weekday_says_something_and_most_are_open(seed: int):
    lines = standing_hours(Random(seed))
    assert [line.weekday for line in lines] == [0, 1, 2, 3, 4]
    assert sum(line.opens is not None for line in lines) >= 3
    assert all(line.note for line in lines if line.opens is None)


def test_in_summer_an_open_day_is_a_morning():
    standing = standing_hours(Random(3))
    summer = summer_hours(standing, date(2026, 7, 27), date(2026, 8, 31))
    assert {line.closes for line in summer} <= {time(13), None}
    assert [line.opens is None for line in summer] == [line.opens is None for line in standing]


@pytest.mark.django_db
def test_a_closed_building_gets_no_hours():
    authority = make_wealdmoor()
    shut = Centre.objects.order_by("pk")[0]
    Premises.objects.filter(centre=shut).update(state=PremisesState.CLOSED)
    forget()
    open_doors(setting(authority, 1, TODAY))
    assert set(OpeningHours.objects.values_list("centre", flat=True)) == {
        centre.pk for centre in Centre.objects.exclude(pk=shut.pk)
    }
