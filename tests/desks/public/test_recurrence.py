"""How often something is on, read out from its rule."""

from datetime import date

import pytest

from fingerpost.desks.public.recurrence import how_often

A_WEDNESDAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("", ""),
        ("FREQ=WEEKLY", "Every Wednesday"),
        ("FREQ=WEEKLY;BYDAY=MO,WE,FR", "Every Monday, Wednesday and Friday"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "Every other Tuesday"),
        ("FREQ=WEEKLY;INTERVAL=4;BYDAY=TU", "Every 4 weeks on Tuesday"),
        ("FREQ=WEEKLY;COUNT=8;BYDAY=TH", "Every Thursday, 8 times"),
        ("FREQ=MONTHLY;BYDAY=1WE,3WE", "First and third Wednesday of the month"),
        ("FREQ=MONTHLY;BYDAY=-1MO", "Last Monday of the month"),
        ("FREQ=DAILY", "Every day"),
        ("nonsense", ""),
    ],
)
def test_a_rule_is_read_out(rule, said):
    assert how_often(rule, A_WEDNESDAY) == said


def test_term_time_is_said():
    assert how_often("FREQ=WEEKLY", A_WEDNESDAY, term_time_only=True) == "Every Wednesday in term time"


def test_named_dates_have_no_rhythm_to_say():
    assert how_often("", A_WEDNESDAY, term_time_only=True) == ""
