"""When a door is open."""

from datetime import date, time

from fingerpost.places.rules.hours import GivenHours, hours_of, week_from

ALL_YEAR = [GivenHours("", date(2026, 1, 1), None, weekday, time(9), time(17), "") for weekday in range(5)]
SUMMER = [
    GivenHours("Summer", date(2026, 7, 27), date(2026, 8, 28), 0, time(13), time(16), ""),
    GivenHours("Summer", date(2026, 7, 27), date(2026, 8, 28), 0, time(9), time(12), ""),
    GivenHours("Summer", date(2026, 7, 27), date(2026, 8, 28), 2, None, None, "In the community"),
]


def test_a_day_has_the_hours_of_its_weekday():
    assert hours_of(ALL_YEAR, date(2026, 11, 23)).spans == ((time(9), time(17)),)
    assert not hours_of(ALL_YEAR, date(2026, 11, 22)).is_open


def test_a_short_season_wins_over_the_year_for_all_its_weekdays():
    monday, tuesday = (hours_of(ALL_YEAR + SUMMER, date(2026, 8, day)) for day in (3, 4))
    assert monday.spans == ((time(9), time(12)), (time(13), time(16)))
    assert (tuesday.is_open, tuesday.season) == (False, "Summer")


def test_a_day_can_say_something_instead_of_hours():
    assert hours_of(SUMMER, date(2026, 8, 5)).note == "In the community"


def test_outside_of_every_season_nothing_is_said():
    assert hours_of(SUMMER, date(2026, 11, 23)) == hours_of([], date(2026, 11, 23))


def test_a_week_begins_with_its_day():
    week = week_from(ALL_YEAR, date(2026, 11, 22))
    assert [day.day.day for day in week] == [22, 23, 24, 25, 26, 27, 28]
    assert [day.is_open for day in week] == [False, True, True, True, True, True, False]
