"""Half terms and public holidays of any year."""

import itertools
from datetime import date, timedelta

import pytest
from dateutil.easter import easter

from fingerpost.places.operations.calendar import published_holidays
from fingerpost.places.rules.calendar import public_holidays, school_terms

YEARS = range(2015, 2060)


@pytest.mark.parametrize("year", YEARS)
def test_a_school_year_is_six_stretches_of_school_days(year):
    terms = school_terms(year)
    assert len(terms) == 6
    assert all(term.start.weekday() < 5 and term.end.weekday() < 5 for term in terms)
    assert all(timedelta(weeks=2) < term.end - term.start < timedelta(weeks=10) for term in terms)
    assert all(earlier.end < later.start for earlier, later in itertools.pairwise(terms))


@pytest.mark.parametrize("year", YEARS)
def test_no_school_at_easter_or_christmas_or_on_a_bank_holiday_in_may(year):
    off = [easter(year + 1) + timedelta(days=1), date(year, 12, 25), date(year + 1, 1, 1)]
    off += [day for day, name in public_holidays([year + 1], {}).items() if name == "Spring bank holiday"]
    assert not any(term.start <= day <= term.end for term in school_terms(year) for day in off)


def test_a_year_is_as_councils_make_it():
    terms = school_terms(2026)
    assert (terms[0].start, terms[0].end) == (date(2026, 9, 2), date(2026, 10, 23))
    assert (terms[5].start, terms[5].end) == (date(2027, 6, 7), date(2027, 7, 21))


def test_the_rule_gives_the_days_of_every_ordinary_year():
    published = published_holidays()
    ordinary = set(range(2013, 2029)) - {2020, 2022, 2023}  # days for a war's end, two jubilees and two sovereigns
    ruled = public_holidays(ordinary, {})
    assert set(ruled) == {day for day in published if day.year in ordinary}


def test_what_is_published_wins():
    published = published_holidays()
    assert date(2022, 9, 19) in public_holidays([2022], published)
    assert len(public_holidays([2040], published)) == 8


@pytest.mark.parametrize(
    ("year", "christmas", "boxing"),
    [(2032, date(2032, 12, 27), date(2032, 12, 28)), (2033, date(2033, 12, 27), date(2033, 12, 26))],
)
def test_a_christmas_at_the_weekend_is_kept_on_weekdays(year, christmas, boxing):
    days = {name: day for day, name in public_holidays([year], {}).items()}
    assert (days["Christmas Day"], days["Boxing Day"]) == (christmas, boxing)
