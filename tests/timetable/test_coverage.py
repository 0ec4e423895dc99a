"""The 48 weeks of each centre, and the gaps of the core menu by group."""

from datetime import date, time, timedelta

import pytest

from fingerpost.directory.operations import Offer, add_service, load_taxonomies
from fingerpost.timetable.models import Session
from fingerpost.timetable.queries.coverage import menu_by_group, open_weeks_by_centre
from fingerpost.timetable.rules import weeks_of
from fingerpost.timetable.vocabulary import CancelReason, SessionStatus
from tests.factories.places import make_centre, make_group, wealdmoor
from tests.factories.timetable import make_series, make_sessions
from tests.timetable.planning import BY

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)
FIRST_MONDAY = date(2026, 1, 5)


def weekly(centre, weeks: int, **changes) -> list[Session]:
    """So many weekly sessions from the first full week of 2026."""
    made = make_sessions(make_series(centre=centre), [FIRST_MONDAY + timedelta(weeks=week) for week in range(weeks)])
    Session.objects.filter(pk__in=[session.pk for session in made]).update(**changes)
    return made


def year_of(centre):
    return next(each.weeks for each in open_weeks_by_centre(wealdmoor(), 2026, TODAY) if each.centre.id == centre.pk)


def test_weeks_count_once_they_are_delivered():
    centre = make_centre("Oak Tree")
    weekly(centre, 10, status=SessionStatus.DELIVERED)
    assert (year_of(centre).delivered, year_of(centre).forecast) == (10, 10)


def test_what_is_planned_is_forecast():
    centre = make_centre("Oak Tree")
    weekly(centre, 49)
    assert (year_of(centre).delivered, year_of(centre).forecast, year_of(centre).falls_short) == (0, 49, False)


def test_what_is_called_off_counts_for_nothing():
    centre = make_centre("Oak Tree")
    weekly(centre, 49, status=SessionStatus.CANCELLED, cancel_reason=CancelReason.STAFF)
    assert (year_of(centre).forecast, len(year_of(centre).gaps)) == (0, 53)


def test_a_week_belongs_to_the_year_of_its_thursday():
    centre = make_centre("Oak Tree")
    make_sessions(make_series(centre=centre), [date(2025, 12, 29), date(2027, 1, 3), date(2027, 1, 4)])
    assert year_of(centre).forecast == 2


def test_a_session_just_after_midnight_in_summer_is_on_its_local_day():
    series = make_series(starts_at=time(0, 15), ends_at=time(0, 45))
    make_sessions(series, [date(2026, 7, 6)])  # a Monday; in Greenwich it is still Sunday
    mondays = set(weeks_of(2026)) - set(year_of(series.centre).gaps)
    assert mondays == {date(2026, 7, 6)}


def test_the_shortest_year_comes_first():
    weekly(make_centre("Oak Tree"), 49)
    make_centre("Willow Brook")
    assert [each.centre.name for each in open_weeks_by_centre(wealdmoor(), 2026, TODAY)] == [
        "Willow Brook",
        "Oak Tree",
    ]


def test_the_number_of_queries_does_not_grow_with_centres(django_assert_max_num_queries):
    for number in range(6):
        weekly(make_centre(f"Centre {number}"), 5)
    open_weeks_by_centre(wealdmoor(), 2026, TODAY)  # places are remembered from now on
    with django_assert_max_num_queries(3):
        open_weeks_by_centre(wealdmoor(), 2026, TODAY)


def offer(group, *terms: str, name: str = "A service"):
    load_taxonomies(by=BY)
    return add_service(authority=wealdmoor(), offer=Offer(name=name, group=group, terms=terms), by=BY)


def row_of(group):
    return next(row for row in menu_by_group(wealdmoor(), TODAY).groups if row.group_id == group.pk)


def test_each_group_has_a_cell_for_each_of_the_six_areas():
    group = make_group("Moorside")
    offer(group, "core-menu/bookstart")
    table = menu_by_group(wealdmoor(), TODAY)
    assert [cell.area for cell in table.groups[0].cells] == [area.key for area in table.areas]
    assert len(table.areas) == 6


def test_a_service_fills_its_areas():
    group = make_group("Moorside")
    offer(group, "core-menu/bookstart", "core-menu/first-aid")
    filled = {cell.area for cell in row_of(group).cells if not cell.is_gap}
    assert filled == {"parenting", "public-health"}
    assert row_of(group).gaps == 4


def test_what_is_missing_in_an_area_is_named():
    group = make_group("Moorside")
    offer(group, "core-menu/baby-clinics", "core-menu/health-information")
    health = next(cell for cell in row_of(group).cells if cell.area == "family-health")
    assert health.missing == ("Community midwives",)


def test_the_coming_twelve_weeks_of_a_service_are_counted():
    centre = make_centre("Oak Tree", group=make_group("Moorside"))
    service = offer(centre.memberships.get().group, "core-menu/bookstart")
    days = [TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=83), TODAY + timedelta(days=84)]
    make_sessions(make_series(centre=centre, service=service), days)
    assert sum(cell.sessions for cell in row_of(service.group).cells) == 2


def test_another_taxonomy_fills_nothing():
    group = make_group("Moorside")
    offer(group, "national-directory/oral-health")
    assert row_of(group).gaps == 6


def test_the_menu_takes_as_many_queries_for_many_groups(django_assert_max_num_queries):
    for number in range(6):
        offer(make_group(f"Group {number}"), "core-menu/bookstart")
    menu_by_group(wealdmoor(), TODAY)  # places are remembered from now on
    with django_assert_max_num_queries(5):
        menu_by_group(wealdmoor(), TODAY)
