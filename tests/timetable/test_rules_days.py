"""The weeks of a year, and the 48 of them that a centre is to deliver."""

from datetime import date, timedelta

import pytest

from fingerpost.timetable.rules import MINIMUM_WEEKS, Span, covers, missing_weeks, open_weeks, weeks_of, year_of_weeks

A_WEEK = timedelta(weeks=1)


@pytest.mark.parametrize(
    ("year", "weeks", "first", "last"),
    [
        (2024, 52, date(2024, 1, 1), date(2024, 12, 23)),
        (2025, 52, date(2024, 12, 30), date(2025, 12, 22)),
        (2026, 53, date(2025, 12, 29), date(2026, 12, 28)),
        (2027, 52, date(2027, 1, 4), date(2027, 12, 27)),
    ],
)
def test_a_year_has_52_weeks_or_53(year, weeks, first, last):
    mondays = weeks_of(year)
    assert (len(mondays), mondays[0], mondays[-1]) == (weeks, first, last)


@pytest.mark.parametrize(
    ("year", "days", "weeks"),
    [
        (2026, [], 0),
        (2026, [date(2026, 3, 2), date(2026, 3, 8)], 1),
        (2026, [date(2026, 3, 8), date(2026, 3, 9)], 2),
        (2026, [date(2025, 12, 29)], 1),  # already week 1 of 2026
        (2026, [date(2027, 1, 3)], 1),  # still week 53 of 2026
        (2027, [date(2027, 1, 3)], 0),
    ],
)
def test_a_week_counts_once_in_the_year_of_its_thursday(year, days, weeks):
    assert open_weeks(year, days) == weeks


def test_the_missing_weeks_are_told_by_their_mondays():
    met = [monday + timedelta(days=3) for monday in weeks_of(2026) if monday != date(2026, 8, 10)]
    assert missing_weeks(2026, met) == [date(2026, 8, 10)]


def test_the_forecast_joins_what_was_delivered_and_what_is_planned():
    mondays = weeks_of(2026)
    year = year_of_weeks(2026, mondays[:30], mondays[29:50])
    assert (year.delivered, year.forecast, year.weeks, len(year.gaps)) == (30, 50, 53, 3)


@pytest.mark.parametrize(("forecast", "short"), [(MINIMUM_WEEKS - 1, True), (MINIMUM_WEEKS, False)])
def test_a_year_falls_short_below_48_weeks(forecast, short):
    assert year_of_weeks(2026, weeks_of(2026)[:forecast], []).falls_short is short


def test_a_span_has_both_its_ends():
    span = Span(date(2026, 9, 1), date(2026, 9, 2))
    assert [covers([span], date(2026, 8, 31) + timedelta(days=number)) for number in range(4)] == [
        False,
        True,
        True,
        False,
    ]


def test_spans_meet_where_they_share_a_day():
    week = Span(date(2026, 9, 7), date(2026, 9, 13))
    assert week.meets(Span(date(2026, 9, 13), date(2026, 9, 20)))
    assert not week.meets(Span(date(2026, 9, 14), date(2026, 9, 20)))
