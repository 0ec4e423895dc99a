"""The clock of the first contact: five working days, and only a word with the family stops it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fingerpost.registration.rules.contacting import WORKING_DAYS, clock_of, last_day
from fingerpost.registration.vocabulary import Tried

CHRISTMAS = frozenset({date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1)})
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize(
    ("sent", "due"),
    [
        (date(2026, 11, 23), date(2026, 11, 30)),  # Monday to Monday
        (date(2026, 11, 27), date(2026, 12, 4)),  # Friday to Friday
        (date(2026, 11, 28), date(2026, 12, 4)),  # sent on a Saturday
        (date(2026, 12, 23), date(2027, 1, 4)),  # across Christmas
    ],
)
def test_the_last_day_in_time(sent, due):
    assert last_day(sent, CHRISTMAS) == due


@given(sent=DAYS, holidays=st.frozensets(DAYS, max_size=20))
def test_there_are_always_five_working_days(sent, holidays):
    due = last_day(sent, holidays)
    days = [date.fromordinal(each) for each in range(sent.toordinal() + 1, due.toordinal() + 1)]
    assert sum(day.weekday() < 5 and day not in holidays for day in days) == WORKING_DAYS
    assert due.weekday() < 5
    assert due not in holidays


@pytest.mark.parametrize(
    ("tried", "on", "late"),
    [
        ([], 30, False),
        ([], 31, True),
        ([Tried.NO_ANSWER, Tried.MESSAGE, Tried.WROTE, Tried.WRONG], 31, True),
        ([Tried.SPOKE, Tried.NO_ANSWER], 31, False),
    ],
)
def test_only_a_word_with_the_family_stops_the_clock(tried, on, late):
    clock = clock_of(date(2026, 11, 23), tried, frozenset())
    assert clock.late(date.fromordinal(date(2026, 11, 30).toordinal() + on - 30)) is late
    assert clock.tries == len(tried)
