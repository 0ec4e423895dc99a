"""The seasons that are filled around a day."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from fingerpost.demo.rules.seasons import seasons_around, seasons_of, window

DAYS = st.dates(date(2020, 1, 1), date(2060, 12, 31))


def test_the_seasons_of_a_year():
    assert [(season.name, season.days.first) for season in seasons_of(2026)] == [
        ("Spring 2026", date(2026, 1, 1)),
        ("Summer 2026", date(2026, 4, 13)),
        ("Summer holiday 2026", date(2026, 7, 27)),
        ("Autumn 2026", date(2026, 9, 7)),
    ]


@given(year=st.integers(2000, 2100))
def test_the_seasons_follow_each_other_without_a_gap(year):
    seasons = [*seasons_of(year), *seasons_of(year + 1)]
    for season, following in pairwise(seasons):
        assert following.days.first == season.days.last + timedelta(days=1)


@given(today=DAYS)
def test_half_a_year_back_and_eight_months_ahead_are_filled(today):
    seasons = list(seasons_around(today))
    assert seasons[0].days.first <= today - relativedelta(months=6)
    assert seasons[-1].days.last >= today + relativedelta(months=8)


@pytest.mark.parametrize("today", [date(2026, 11, 22), date(2026, 8, 1)])
def test_the_year_so_far_is_filled_so_that_its_weeks_can_be_counted(today):
    assert window(today).first == date(2026, 1, 1)
