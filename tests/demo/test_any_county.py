"""The make-believe on an invented county: drawn from its seed, left alone where it stands, never out of date."""

from datetime import date, timedelta

import pytest
from django.db import transaction

from fingerpost.audit.models import Event
from fingerpost.demo.operations import extend
from fingerpost.directory.models import Service
from fingerpost.places.models import Venue
from fingerpost.places.vocabulary import VenueKind
from fingerpost.timetable.models import Programme, Series, Session
from fingerpost.timetable.operations import end_series
from fingerpost.timetable.vocabulary import SessionStatus
from tests.demo.invented import everything, make_wealdmoor

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


@pytest.fixture
def wealdmoor():
    return make_wealdmoor()


def drawn(authority, *, seed: int = 1, today: date = TODAY) -> dict[str, str]:
    """What a seed draws, taken back afterwards."""
    with transaction.atomic():
        extend(authority=authority, today=today, seed=seed)
        made = everything()
        transaction.set_rollback(True)
    return made


def test_the_same_seed_and_day_draw_the_same(wealdmoor):
    assert drawn(wealdmoor) == drawn(wealdmoor)


def test_another_seed_draws_another_county(wealdmoor):
    one, other = drawn(wealdmoor), drawn(wealdmoor, seed=2)
    assert one["timetable.Session"] != other["timetable.Session"]


def test_made_again_nothing_changes(wealdmoor):
    extend(authority=wealdmoor, today=TODAY, seed=1)
    before, events = everything(), Event.objects.count()
    extend(authority=wealdmoor, today=TODAY, seed=1)
    assert everything() == before
    assert Event.objects.count() == events


@pytest.mark.parametrize("later", [date(2027, 3, 1), date(2027, 7, 30)])
def test_as_the_calendar_moves_on_the_programme_does(wealdmoor, later):
    extend(authority=wealdmoor, today=TODAY, seed=1)
    before = set(Series.objects.values_list("reference", flat=True))
    extend(authority=wealdmoor, today=later, seed=1)
    assert before < set(Series.objects.values_list("reference", flat=True))
    assert Session.objects.filter(planned_on__gt=later + timedelta(days=220)).exists()
    over = Session.objects.filter(planned_on__lt=later, starts_at__date__lt=later)
    assert set(over.values_list("status", flat=True)) == {SessionStatus.DELIVERED, SessionStatus.CANCELLED}


def test_what_a_worker_changed_is_left_alone(wealdmoor):
    extend(authority=wealdmoor, today=TODAY, seed=1)
    running = Series.objects.filter(rule="FREQ=WEEKLY;BYDAY=TU", first_on__lt=TODAY, last_on__gt=date(2026, 12, 10))
    ended = end_series(series=running[0], last_on=date(2026, 12, 1), by="a worker", on=TODAY)
    extend(authority=wealdmoor, today=TODAY + timedelta(days=1), seed=1)
    assert not ended.sessions.filter(planned_on__gt=date(2026, 12, 1)).exists()


@pytest.mark.parametrize("today", [date(2028, 2, 29), date(2026, 12, 31), date(2027, 1, 1), date(2026, 8, 15)])
def test_it_can_be_made_on_any_day(wealdmoor, today):
    extend(authority=wealdmoor, today=today, seed=1)
    first, last = today + timedelta(days=14), today + timedelta(days=41)
    meeting = Session.objects.filter(planned_on__range=(first, last)).values_list("series__centre", flat=True)
    assert len(set(meeting)) == 4


def test_a_season_has_one_programme_for_each_group(wealdmoor):
    extend(authority=wealdmoor, today=TODAY, seed=1)
    assert Programme.objects.filter(name="Autumn 2026").count() == 2


def test_a_familys_home_has_no_place(wealdmoor):
    extend(authority=wealdmoor, today=TODAY, seed=1)
    homes = Venue.objects.filter(kind=VenueKind.FAMILY_HOME)
    assert {(home.easting, home.town, home.postcode) for home in homes} == {(None, "", "")}


def test_entries_are_confirmed_year_after_year(wealdmoor):
    extend(authority=wealdmoor, today=TODAY, seed=1)
    extend(authority=wealdmoor, today=date(2027, 11, 22), seed=1)
    confirmed = [day for day in Service.objects.values_list("last_confirmed_on", flat=True) if day]
    fresh = [day for day in confirmed if day > TODAY]
    assert 0.85 < len(fresh) / len(confirmed) < 1
    assert max(confirmed) <= date(2027, 11, 22)
