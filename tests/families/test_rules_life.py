"""The life of a record: turning five, being asked once a year, closing, and how long it is kept."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fingerpost.families.rules.ages import years_old
from fingerpost.families.rules.life import (
    Growing,
    Life,
    closes_by_itself,
    fifth_birthday,
    kept_until,
    overdue,
    services_end,
    to_be_confirmed,
    turn_five_in,
    turns_five,
    years_after,
    years_before,
)
from fingerpost.families.vocabulary import ChildState

DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))
A_DAY = timedelta(days=1)
BORN, EXPECTED, DIED, NOT_BORN = ChildState.BORN, ChildState.EXPECTED, ChildState.DIED, ChildState.NOT_BORN
ANNA, BEN = Growing(BORN, date(2019, 3, 9)), Growing(BORN, date(2021, 11, 24))
LIFE = Life(entered=date(2022, 1, 10), children=(ANNA, BEN))


@given(DAYS)
def test_a_child_is_five_from_its_fifth_birthday_on(born):
    assert years_old(born, fifth_birthday(born)) == 5
    assert years_old(born, fifth_birthday(born) - A_DAY) == 4


@given(born=DAYS, on=DAYS)
def test_a_child_turns_five_in_the_month_of_its_birthday(born, on):
    birthday = fifth_birthday(born)
    assert turns_five(born, on) is ((birthday.year, birthday.month) == (on.year, on.month))


@given(DAYS)
def test_each_birth_has_one_month(on):
    _first, last = turn_five_in(on)
    after = on.replace(day=28) + 4 * A_DAY
    assert turn_five_in(after)[0] == last + A_DAY


@given(day=DAYS, years=st.integers(1, 30))
def test_years_before_is_the_last_day_from_which_they_are_over(day, years):
    before = years_before(day, years)
    assert years_after(before, years) <= day < years_after(before + A_DAY, years)


@pytest.mark.parametrize(
    ("children", "ends"),
    [
        ((ANNA, BEN), date(2026, 11, 24)),
        ((ANNA,), date(2024, 3, 9)),
        ((Growing(BORN, date(2024, 2, 29)),), date(2029, 3, 1)),
        ((ANNA, Growing(EXPECTED, due=date(2027, 1, 1))), None),
        ((ANNA, Growing(DIED, date(2023, 1, 1))), date(2024, 3, 9)),
        ((ANNA, Growing(NOT_BORN)), date(2024, 3, 9)),
        ((Growing(NOT_BORN),), None),
        ((), None),
    ],
)
def test_services_end_when_the_youngest_is_five(children, ends):
    assert services_end(children) == ends


@pytest.mark.parametrize(
    ("life", "on", "closes"),
    [
        (LIFE, date(2026, 11, 30), False),  # the month in which staff say goodbye
        (LIFE, date(2026, 12, 1), True),
        (replace(LIFE, quiet=True), date(2026, 12, 1), False),
        (replace(LIFE, closed=date(2026, 5, 1)), date(2026, 12, 1), False),
        (replace(LIFE, confirmed=date(2026, 11, 23)), date(2026, 12, 1), True),  # before the birthday
        (replace(LIFE, confirmed=date(2026, 11, 24)), date(2026, 12, 1), False),  # they stay, somebody said
        (replace(LIFE, confirmed=date(2026, 11, 24)), date(2027, 11, 24), True),
        (replace(LIFE, children=()), date(2026, 12, 1), False),
        (replace(LIFE, children=(ANNA, Growing(EXPECTED, due=date(2026, 1, 1)))), date(2026, 12, 1), False),
    ],
)
def test_a_record_closes_in_the_month_after_and_never_after_a_loss(life, on, closes):
    assert closes_by_itself(life, on) is closes


@given(
    children=st.lists(st.builds(Growing, st.sampled_from(ChildState), DAYS, DAYS), max_size=4).map(tuple),
    on=DAYS,
    confirmed=st.none() | DAYS,
)
def test_no_record_closes_by_itself_while_a_child_is_under_five(children, on, confirmed):
    life = Life(entered=date(2015, 1, 1), children=children, confirmed=confirmed)
    young = [each for each in children if each.state is BORN and each.born and years_old(each.born, on) < 5]
    expected = [each for each in children if each.state is EXPECTED]
    assert not (closes_by_itself(life, on) and (young or expected))


@pytest.mark.parametrize(
    ("life", "on", "asks"),
    [
        (LIFE, date(2023, 1, 9), False),
        (LIFE, date(2023, 1, 10), True),
        (replace(LIFE, confirmed=date(2022, 9, 1)), date(2023, 8, 31), False),
        (replace(LIFE, confirmed=date(2022, 9, 1)), date(2023, 9, 1), True),
        (replace(LIFE, quiet=True), date(2026, 1, 1), False),
        (replace(LIFE, closed=date(2022, 9, 1)), date(2026, 1, 1), False),
    ],
)
def test_a_family_is_asked_once_a_year_and_not_after_a_loss(life, on, asks):
    assert to_be_confirmed(life, on) is asks


@pytest.mark.parametrize(
    ("due", "quiet", "asks"),
    [(date(2026, 10, 13), False, True), (date(2026, 10, 14), False, False), (date(2026, 10, 1), True, False)],
)
def test_a_baby_that_was_due_is_asked_for_after_six_weeks(due, quiet, asks):
    life = replace(LIFE, children=(Growing(EXPECTED, due=due),), quiet=quiet)
    assert overdue(life, date(2026, 11, 24)) is asks


@pytest.mark.parametrize(
    ("life", "until"),
    [
        (LIFE, date(2027, 11, 24)),  # the youngest is six
        (replace(LIFE, closed=date(2026, 12, 1)), date(2028, 12, 1)),  # two years after the last word
        (replace(LIFE, children=()), date(2024, 1, 10)),
    ],
)
def test_what_is_kept_is_kept_as_long_as_is_declared(life, until):
    assert kept_until(life) == until
