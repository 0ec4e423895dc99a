"""The places of the source page, "82 children's centres ... clustered in 29 geographical groups", and what followed."""

from datetime import date, timedelta
from typing import Any

import pytest

from fingerpost.places import queries
from fingerpost.places.models import (
    CentreListing,
    Designation,
    District,
    GroupMembership,
    OpeningHours,
    Premises,
    ReachArea,
    SmallArea,
)
from fingerpost.places.operations.authority import DATA, load_authority
from tests.places.conftest import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped_county")]
THEN, NOW = date(2016, 9, 1), date(2026, 11, 22)


def card(code: str, day: date = THEN) -> Any:
    return next((each for each in queries.centres_on(queries.authority(), day) if each.local_code == code), None)


@pytest.mark.parametrize(
    ("day", "centres", "groups"),
    [
        (date(2015, 3, 31), 0, 0),
        (date(2015, 4, 1), 82, 29),
        (THEN, 82, 29),
        (date(2018, 9, 30), 82, 29),
        (date(2018, 10, 1), 81, 9),
        (NOW, 81, 9),
    ],
)
def test_a_day_chooses_the_centres_and_groups(day, centres, groups):
    authority = queries.authority()
    assert len(queries.centres_on(authority, day)) == centres
    assert len(queries.groups_on(authority, day)) == groups


def test_the_county_shows_the_picture_of_the_source_page():
    assert queries.picture_day(queries.authority(), NOW) == THEN


@pytest.mark.parametrize("day", [THEN, NOW])
def test_every_centre_is_in_a_group_and_every_group_has_centres(day):
    groups = queries.groups_on(queries.authority(), day)
    members = [centre.id for group in groups for centre in group.centres]
    assert sorted(members) == sorted(centre.id for centre in queries.centres_on(queries.authority(), day))
    assert all(group.centres for group in groups)


@pytest.mark.parametrize(("one", "other"), [("D2", "D3"), ("EH4", "EH5")])
def test_two_pairs_of_centres_share_a_building(one, other):
    first, second = card(one), card(other)
    assert first.building_id == second.building_id
    assert (first.shares_building_with, second.shares_building_with) == ((second.name,), (first.name,))


def test_only_those_four_share_a_building():
    sharing = {each.local_code for each in queries.centres_on(queries.authority(), THEN) if each.shares_building_with}
    assert sharing == {"D2", "D3", "EH4", "EH5"}


def test_one_building_is_closed_and_says_so():
    closed = [each for each in queries.centres_on(queries.authority(), THEN) if each.state == "closed"]
    assert [each.local_code for each in closed] == ["H7"]
    assert "closed" in closed[0].notice


def test_one_building_lies_in_another_district_than_its_centre_serves():
    apart = [each for each in queries.centres_on(queries.authority(), THEN) if each.district != each.building_district]
    assert [(each.local_code, each.district, each.building_district) for each in apart] == [
        ("NH10", "North Hertfordshire", "Welwyn Hatfield")
    ]


def test_a_centre_closed_between_the_pictures():
    longfield = card("B4")
    assert longfield
    assert card("B4", NOW) is None
    located = queries.locate(queries.authority(), "Longfield", NOW)
    assert "not open any more" in located.note
    assert located.point == longfield.point


def test_a_centre_keeps_its_address_on_the_web_when_its_name_changes():
    then, now = card("B1"), card("B1", NOW)
    assert (then.name, now.name) == ("Three Parks Children's Centre", "Three Parks Family Centre")
    assert then.slug == now.slug == "three-parks"


def test_a_centre_that_moved_has_another_building():
    then, now = card("SA8"), card("SA8", NOW)
    assert then.building_id != now.building_id


def test_nine_group_numbers_opened_again_under_new_names():
    then, now = (queries.groups_on(queries.authority(), day) for day in (THEN, NOW))
    names = {group.number: group.name for group in then}
    assert all(group.number in names and names[group.number] != group.name for group in now)


def test_lead_agencies_are_told_where_they_are_known():
    leads = [group.lead_agency for group in queries.groups_on(queries.authority(), THEN)]
    assert "One YMCA" in leads
    assert "" in leads


def test_districts_and_small_areas_are_whole():
    assert District.objects.count() == 10
    assert SmallArea.objects.count() == 690
    assert sum(area.under_fives for area in SmallArea.objects.all()) == 72_864
    assert all(district.outline for district in District.objects.all())


@pytest.mark.parametrize("day", [THEN, NOW])
def test_every_small_area_has_one_centre_of_its_own_district(day):
    rows = (
        ReachArea.objects.filter(valid_from__lte=day).exclude(valid_to__lt=day).select_related("centre", "small_area")
    )
    assert len(rows) == 690
    assert all(row.centre.district_id == row.small_area.district_id for row in rows)
    assert len({row.centre_id for row in rows}) == len(queries.centres_on(queries.authority(), day))


def test_hours_of_a_season_are_those_of_the_centre_s_own_page():
    week = queries.opening_hours(card("H2").id, date(2017, 7, 31))
    assert [[f"{opens:%H:%M}-{closes:%H:%M}" for opens, closes in day.spans] for day in week[:5]] == [
        ["09:00-13:00"],
        ["13:00-17:00"],
        ["09:00-13:00"],
        ["09:00-16:00"],
        [],
    ]


def everything() -> list[object]:
    models = (CentreListing, Designation, GroupMembership, Premises, ReachArea, OpeningHours)
    return [row for model in models for row in model.objects.order_by("pk").values_list()]


def test_loading_again_changes_nothing():
    before = everything()
    load_authority(DATA / "hertfordshire", today=TODAY, by="tests")
    assert everything() == before


def test_calendars_reach_two_years_beyond_today():
    authority = queries.authority()
    assert authority.school_terms.latest("valid_from").valid_from > TODAY + timedelta(days=700)
    assert authority.public_holidays.filter(day__year=2028).count() == 8


def test_whose_data_it_is_is_said():
    assert any("Open Government Licence" in line for line in queries.attribution())
