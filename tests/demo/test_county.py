"""The county that ships, made whole: as much as promised, and believable."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.db.models import Count
from pytest_django.plugin import DjangoDbBlocker

from fingerpost.demo.operations import make
from fingerpost.families.models import Address, Family, Registration
from fingerpost.places.models import LocalAuthority, Venue
from fingerpost.places.queries.snapshot import picture_day, snapshot
from fingerpost.places.vocabulary import VenueKind
from fingerpost.timetable.models import Closure, Series, Session
from fingerpost.timetable.queries.coverage import menu_by_group, open_weeks_by_centre
from fingerpost.timetable.queries.one_session import public_sessions
from fingerpost.timetable.rules import time_of_day
from fingerpost.timetable.vocabulary import Access, Audience, Category, SessionStatus, TimeOfDay

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
TODAY = date(2026, 11, 22)
THIS_WEEK = (date(2026, 11, 16), date(2026, 11, 22))


@pytest.fixture(scope="module")
def county(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[LocalAuthority]:
    """Made once for all tests of this file, and taken back after the last."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make(today=TODAY)
        transaction.set_rollback(True)


def test_a_year_has_about_1500_series(county):
    assert 1_350 <= Series.objects.filter(first_on__year=2026).count() <= 1_650


def test_every_centre_meets_this_week(county):
    centres = {centre.id for centre in snapshot(county, picture_day(county, TODAY)).cards}
    meeting = Session.objects.filter(planned_on__range=THIS_WEEK).values_list("series__centre", flat=True)
    assert len(centres) == 82
    assert centres == set(meeting)


def test_every_centre_meets_in_all_weeks_of_term(county):
    met: dict[date, set[int]] = {}
    for day, centre in Session.objects.values_list("planned_on", "series__centre").distinct():
        met.setdefault(day - timedelta(days=day.weekday()), set()).add(centre)
    weeks = [date(2026, 9, 14) + timedelta(weeks=number) for number in range(13) if number != 6]  # but half term
    assert {len(met[week]) for week in weeks} == {82}


def test_all_categories_and_all_audiences_are_there(county):
    assert set(Series.objects.values_list("category", flat=True)) == set(Category)
    found = {audience for audiences in Series.objects.values_list("audiences", flat=True) for audience in audiences}
    assert len(found) >= len(Audience) - 1
    assert set(Series.objects.values_list("access", flat=True)) == set(Access)


def test_there_is_something_in_the_evening_and_at_the_weekend(county):
    times = Counter(
        time_of_day(day.weekday(), at) for day, at in Session.objects.values_list("planned_on", "series__starts_at")
    )
    assert times[TimeOfDay.EVENING] > 300
    assert times[TimeOfDay.WEEKEND] > 600


def test_every_kind_of_venue_is_used(county):
    used = set(Session.objects.values_list("venue__kind", flat=True))
    assert used == set(VenueKind) - {VenueKind.LEISURE_CENTRE}


def test_no_home_is_in_public(county):
    homes = Session.objects.filter(venue__kind=VenueKind.FAMILY_HOME)
    assert homes.count() > 50
    assert not public_sessions().filter(pk__in=homes).exists()


def test_invented_halls_stand_on_real_postcodes(county):
    halls = Venue.objects.exclude(kind__in=[VenueKind.ONLINE, VenueKind.FAMILY_HOME])
    assert not halls.filter(postcode="").exists()


def test_no_room_has_two_groups_at_once(county):
    rooms = Session.objects.exclude(venue__kind__in=[VenueKind.ONLINE, VenueKind.OUTDOORS, VenueKind.FAMILY_HOME])
    held = rooms.exclude(status=SessionStatus.CANCELLED).order_by("venue", "starts_at")
    last: dict[int, object] = {}
    for venue, starts, ends in held.values_list("venue", "starts_at", "ends_at"):
        assert venue not in last or last[venue] <= starts  # type: ignore[operator]
        last[venue] = ends


def test_a_ten_week_course_meets_ten_times(county):
    courses = Series.objects.filter(rule__endswith="COUNT=10").annotate(meetings=Count("sessions"))
    assert set(courses.values_list("meetings", flat=True)) == {10}


def test_most_centres_reach_48_weeks_and_a_few_fall_short(county):
    short = [each for each in open_weeks_by_centre(county, 2026, TODAY) if each.weeks.falls_short]
    assert 3 <= len(short) <= 12


def test_a_few_areas_of_the_core_menu_are_missing(county):
    table = menu_by_group(county, TODAY)
    assert (len(table.groups), len(table.areas)) == (29, 6)
    assert 3 <= sum(group.gaps for group in table.groups) <= 8


def test_life_happens(county):
    states = Counter(Session.objects.values_list("status", flat=True))
    assert min(states[status] for status in SessionStatus) >= 10
    assert not Session.objects.filter(planned_on__lt=TODAY, status=SessionStatus.PLANNED).exists()
    assert Closure.objects.values("reason").distinct().count() >= 3


def test_made_again_it_adds_no_session(county):
    before = Session.objects.count()
    make(today=TODAY)
    assert Session.objects.count() == before


def test_there_are_families_of_every_centre_on_real_postcodes(county):
    registered = Registration.objects.told("a test").values_list("centre", flat=True)
    assert set(registered) == {centre.id for centre in snapshot(county, picture_day(county, TODAY)).cards}
    assert 900 <= Family.objects.told("a test").count() <= 2_000
    homes = Address.objects.told("a test").filter(hidden=False)
    assert not homes.filter(small_area=None).exists()
