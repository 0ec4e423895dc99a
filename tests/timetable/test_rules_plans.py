"""What cannot be planned, and why."""

from dataclasses import replace
from datetime import date, time

import pytest

from fingerpost.base.verdict import Refused
from fingerpost.timetable.rules import SeriesPlan, Span, check_calendar, check_plan
from fingerpost.timetable.rules.plans import check_dates
from fingerpost.timetable.vocabulary import Category

PLAN = SeriesPlan(
    title="Stay and play",
    category=Category.PLAY,
    rule="FREQ=WEEKLY;BYDAY=TU",
    first_on=date(2026, 9, 1),
    last_on=date(2026, 12, 31),
    starts_at=time(10),
    ends_at=time(11, 30),
)


def test_a_good_plan_stands():
    check_plan(PLAN)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"title": "  "}, "title"),
        ({"last_on": date(2026, 8, 31)}, "before the first day"),
        ({"last_on": date(2028, 9, 30)}, "two years"),
        ({"ends_at": time(10)}, "end after it starts"),
        ({"ends_at": time(0, 30)}, "end after it starts"),
        ({"extra": (date(2027, 1, 1),)}, "named date"),
        ({"youngest": 13, "oldest": 12}, "youngest"),
        ({"youngest": -10}, "youngest"),
        ({"oldest": 301}, "youngest"),
        ({"price_pence": -1}, "price"),
        ({"capacity": 0}, "room for"),
        ({"rule": "FREQ=NOW"}, "every week"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(change, says):
    with pytest.raises(Refused, match=says):
        check_plan(replace(PLAN, **change))


@pytest.mark.parametrize(("known_to", "stands"), [(date(2026, 12, 18), True), (date(2026, 7, 20), False)])
def test_term_time_needs_a_school_calendar(known_to, stands):
    plan, terms = replace(PLAN, term_time_only=True), [Span(date(2026, 1, 5), known_to)]
    if stands:
        check_calendar(plan, terms)
    else:
        with pytest.raises(Refused, match="school calendar"):
            check_calendar(plan, terms)


def test_all_year_round_needs_no_school_calendar():
    check_calendar(PLAN, [])


@pytest.mark.parametrize(
    ("rule", "dates", "says"),
    [
        ("FREQ=WEEKLY", [], "never take place"),
        ("FREQ=WEEKLY;COUNT=3", [date(2026, 9, 1), date(2026, 9, 8)], "Only 2 of 3"),
    ],
)
def test_a_plan_that_meets_too_seldom_is_refused(rule, dates, says):
    with pytest.raises(Refused, match=says):
        check_dates(replace(PLAN, rule=rule), dates)


def test_an_extra_date_does_not_make_up_for_a_missing_meeting():
    plan = replace(PLAN, rule="FREQ=WEEKLY;COUNT=2", extra=(date(2026, 9, 5),))
    with pytest.raises(Refused, match="Only 1 of 2 meetings"):
        check_dates(plan, [date(2026, 9, 1), date(2026, 9, 5)])


def test_a_course_that_fits_is_taken():
    check_dates(replace(PLAN, rule="FREQ=WEEKLY;COUNT=2"), [date(2026, 9, 1), date(2026, 9, 8)])
