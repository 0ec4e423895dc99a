"""How days, times, ages, prices and distances are said."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, time

import pytest
from django.utils.translation import override

from fingerpost.desks.public import wording

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (time(9), "9am"),
        (time(10, 30), "10:30am"),
        (time(12), "midday"),
        (time(12, 15), "12:15pm"),
        (time(17, 30), "5:30pm"),
        (time(0, 5), "12:05am"),
    ],
)
def test_times_are_said_as_people_say_them(at, said):
    assert wording.clock(at) == said


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (TODAY, "Today, Sunday 22 November"),
        (date(2026, 11, 23), "Tomorrow, Monday 23 November"),
        (date(2026, 12, 1), "Tuesday 1 December"),
        (date(2027, 1, 4), "Monday 4 January 2027"),
    ],
)
def test_a_day_heading_says_today_tomorrow_and_another_year(on, said):
    assert wording.day_heading(on, TODAY) == said


@pytest.mark.parametrize(
    ("youngest", "oldest", "said"),
    [
        (None, None, "All ages"),
        (0, None, "All ages"),
        (-9, None, "From pregnancy"),
        (-9, -1, "In pregnancy"),
        (-9, 6, "Pregnancy to 6 months"),
        (0, 6, "Birth to 6 months"),
        (None, 60, "Up to 5 years"),
        (0, 12, "Up to 12 months"),
        (6, 12, "6 to 12 months"),
        (24, 36, "2 to 3 years"),
        (24, 30, "2 to 2½ years"),
        (6, 60, "6 months to 5 years"),
        (24, None, "From 2 years"),
    ],
)
def test_ages_are_said_in_months_for_babies_and_in_years_for_children(youngest, oldest, said):
    assert wording.ages(youngest, oldest) == said


@pytest.mark.parametrize(
    ("pence", "unit", "said"),
    [(0, "", "Free"), (200, "", "£2"), (250, "per child", "£2.50 per child")],
)
def test_prices(pence, unit, said):
    assert wording.price(pence, unit) == said


@pytest.mark.parametrize(
    ("metres", "said"),
    [
        (0, "under 0.1 miles"),
        (644, "0.4 miles"),
        (1609, "1 mile"),
        (19_500, "12 miles"),
    ],
)
def test_distances_are_said_in_miles(metres, said):
    assert wording.distance(metres) == said


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (TODAY, TODAY, "today"),
        (date(2026, 11, 28), date(2026, 11, 28), "Saturday 28 November"),
        (TODAY, date(2026, 11, 28), "Sunday 22 November to Saturday 28 November"),
    ],
)
def test_the_days_a_list_covers(first, last, said):
    assert wording.days_between(first, last, TODAY) == said


def test_the_language_is_the_usual_one_or_the_one_that_was_asked_for():
    assert wording.language() == "en-gb"
    with override("cy"):
        assert wording.language() == "cy"
    assert wording.language() == "en-gb"


def test_a_thread_that_first_speaks_another_language_keeps_it_no_longer_than_it_should():
    def spoken() -> list[str]:
        with override("cy"):
            there = wording.language()
        return [there, wording.language()]

    with ThreadPoolExecutor(1) as another:
        assert another.submit(spoken).result() == ["cy", "en-gb"]
