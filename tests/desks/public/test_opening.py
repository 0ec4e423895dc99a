"""Opening hours in words. Monday 23 November 2026 is the first day of every week here."""

from datetime import date, datetime, time, timedelta

import pytest

from fingerpost.desks.public.opening import (
    HoursLine,
    OpenNow,
    hours_lines,
    in_words,
    open_now,
    seasons_in_words,
    shortened,
)
from fingerpost.places.rules.hours import DayHours, Season

MONDAY = date(2026, 11, 23)
MORNING = (time(9), time(12))
AFTERNOON = (time(13), time(16, 30))


def hours(day: int, *spans: tuple[time, time], note: str = "") -> DayHours:
    return DayHours(MONDAY + timedelta(days=day), "", spans, note)


WEEK = [hours(0, MORNING, AFTERNOON), hours(1, MORNING), *(hours(day) for day in range(2, 7))]


@pytest.mark.parametrize(
    ("day_hours", "said"),
    [
        (hours(0, MORNING), "9am to midday"),
        (hours(0, MORNING, AFTERNOON), "9am to midday and 1pm to 4:30pm"),
        (hours(0), "Closed"),
        (hours(0, note="In the community"), "In the community"),
        (hours(0, MORNING, note="by appointment"), "9am to midday; by appointment"),
    ],
)
def test_a_day_is_said_as_people_say_it(day_hours, said):
    assert in_words(day_hours) == said


@pytest.mark.parametrize(
    ("at", "is_open", "sentence"),
    [
        (time(8, 59), False, "Closed now. Opens at 9am"),
        (time(9), True, "Open now, until midday"),
        (time(11, 59), True, "Open now, until midday"),
        (time(12), False, "Closed now. Opens at 1pm"),
        (time(16, 30), False, "Closed now. Opens tomorrow at 9am"),
    ],
)
def test_the_door_through_a_day(at, is_open, sentence):
    assert open_now(WEEK, frozenset(), datetime.combine(MONDAY, at)) == OpenNow(is_open, sentence)


def test_a_closed_day_is_passed_over():
    monday_at_ten = datetime.combine(MONDAY, time(10))
    assert open_now(WEEK, frozenset({MONDAY}), monday_at_ten) == OpenNow(False, "Closed now. Opens tomorrow at 9am")
    two_days = frozenset({MONDAY, MONDAY + timedelta(days=1)})
    assert open_now(WEEK, two_days, monday_at_ten) == OpenNow(False, "Closed for the next seven days")


def test_later_in_the_week_the_day_is_named():
    week = [hours(0), hours(1), hours(2, AFTERNOON)]
    assert open_now(week, frozenset(), datetime.combine(MONDAY, time(9))) == OpenNow(
        False, "Closed now. Opens on Wednesday at 1pm"
    )


def test_nothing_is_claimed_where_no_hours_are_known():
    assert open_now([hours(0), hours(1)], frozenset(), datetime.combine(MONDAY, time(9))) is None


def test_a_week_is_told_from_monday_and_marks_today():
    wednesday_first = [hours(2, MORNING), hours(7, AFTERNOON)]
    assert hours_lines(wednesday_first, MONDAY + timedelta(days=2)) == [
        HoursLine("Monday", "1pm to 4:30pm", today=False),
        HoursLine("Wednesday", "9am to midday", today=True),
    ]


@pytest.mark.parametrize(
    ("week", "said"),
    [
        ([hours(day, MORNING) for day in range(5)], "Monday to Friday, 9am to midday"),
        ([hours(0, MORNING), hours(1), hours(2, MORNING)], "Monday, 9am to midday; Wednesday, 9am to midday"),
        ([hours(0)], ""),
    ],
)
def test_a_week_fits_on_a_line(week, said):
    assert shortened(hours_lines(week, None)) == said


@pytest.mark.parametrize(
    ("end", "title"),
    [
        (MONDAY + timedelta(days=11), "Winter, Monday 23 November to Friday 4 December"),
        (None, "Winter, from Monday 23 November"),
    ],
)
def test_a_season_to_come_says_its_days(end, title):
    (season,) = seasons_in_words([Season("Winter", MONDAY, end, (hours(0, MORNING),))])
    assert season.title == title
    assert season.hours == (HoursLine("Monday", "9am to midday", today=False),)
