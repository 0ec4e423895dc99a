"""Which days a rule means, by example."""

from datetime import date, timedelta

import pytest

from fingerpost.base.verdict import Refused
from fingerpost.timetable.rules import Frequency, NthDay, Recurrence, Span, dates_of, read_rule

AUTUMN = (date(2026, 9, 1), date(2026, 12, 31))
TERMS = (
    Span(date(2026, 9, 2), date(2026, 10, 23)),
    Span(date(2026, 11, 2), date(2026, 12, 18)),
)


def days(*texts: str) -> list[date]:
    return [date.fromisoformat(f"2026-{text}") for text in texts]


@pytest.mark.parametrize(
    ("rule", "first", "expected"),
    [
        ("FREQ=WEEKLY", "09-01", days("09-01", "09-08", "09-15", "09-22", "09-29")),
        ("FREQ=WEEKLY;BYDAY=WE", "09-01", days("09-02", "09-09", "09-16", "09-23", "09-30")),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=WE", "09-01", days("09-02", "09-16", "09-30")),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE", "09-02", days("09-02", "09-14", "09-16", "09-28", "09-30")),
        ("FREQ=MONTHLY;BYDAY=1WE,3WE", "09-01", days("09-02", "09-16")),
        ("FREQ=MONTHLY;BYDAY=-1MO", "09-01", days("09-28")),
        ("FREQ=MONTHLY;BYDAY=+2TU", "09-01", days("09-08")),
        ("FREQ=DAILY;COUNT=3", "09-01", days("09-01", "09-02", "09-03")),
        ("freq=weekly;byday=tu;count=2", "09-01", days("09-01", "09-08")),
    ],
)
def test_a_rule_means_these_days_of_september(rule, first, expected):
    assert dates_of(rule, date.fromisoformat(f"2026-{first}"), date(2026, 9, 30)) == expected


def test_the_last_monday_is_the_fourth_or_the_fifth():
    mondays = dates_of("FREQ=MONTHLY;BYDAY=-1MO", *AUTUMN)
    assert mondays == days("09-28", "10-26", "11-30", "12-28")


def test_term_time_only_leaves_out_the_half_term():
    met = dates_of("FREQ=WEEKLY;BYDAY=TU", *AUTUMN, term_time_only=True, terms=TERMS)
    assert date(2026, 10, 27) not in met
    assert (met[0], met[-1], len(met)) == (date(2026, 9, 8), date(2026, 12, 15), 14)


def test_a_fortnightly_group_keeps_its_weeks_over_the_half_term():
    met = dates_of("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", *AUTUMN, term_time_only=True, terms=TERMS)
    assert {(day - met[0]).days % 14 for day in met} == {0}


def test_a_ten_week_course_meets_ten_times_over_a_half_term():
    met = dates_of("FREQ=WEEKLY;BYDAY=WE;COUNT=10", *AUTUMN, term_time_only=True, terms=TERMS)
    assert len(met) == 10
    assert met[-1] == date(2026, 11, 11)  # the tenth Wednesday would be 4 November without the holiday


def test_a_course_makes_up_for_a_closure_and_for_a_day_off():
    closed = [Span(date(2026, 9, 9), date(2026, 9, 11))]
    met = dates_of("FREQ=WEEKLY;BYDAY=WE;COUNT=3", *AUTUMN, skipped=days("09-16"), closures=closed)
    assert met == days("09-02", "09-23", "09-30")


def test_a_course_cannot_go_on_after_its_last_day():
    assert len(dates_of("FREQ=WEEKLY;COUNT=10", date(2026, 9, 1), date(2026, 9, 30))) == 5


def test_named_dates_need_no_rule():
    assert dates_of("", *AUTUMN, extra=days("11-07", "10-03")) == days("10-03", "11-07")


def test_an_extra_date_may_lie_in_the_holidays_and_is_not_counted():
    met = dates_of("FREQ=WEEKLY;BYDAY=TU;COUNT=2", *AUTUMN, extra=days("10-27"), term_time_only=True, terms=TERMS)
    assert met == days("09-08", "09-15", "10-27")


@pytest.mark.parametrize(
    ("extra", "skipped", "closures"),
    [
        (days("08-31"), [], []),
        (days("10-03"), days("10-03"), []),
        (days("10-03"), [], [Span(date(2026, 10, 3), date(2026, 10, 3))]),
    ],
)
def test_an_extra_date_gives_way(extra, skipped, closures):
    assert dates_of("", *AUTUMN, extra, skipped, closures=closures) == []


def test_the_same_day_twice_is_one_meeting():
    assert dates_of("FREQ=WEEKLY", date(2026, 9, 1), date(2026, 9, 8), days("09-08")) == days("09-01", "09-08")


def test_the_twenty_ninth_of_february_is_a_day_like_any_other():
    met = dates_of("FREQ=MONTHLY;BYDAY=-1TU", date(2028, 2, 1), date(2028, 3, 1))
    assert met == [date(2028, 2, 29)]


def test_term_time_without_a_calendar_never_comes():
    assert dates_of("FREQ=WEEKLY", *AUTUMN, term_time_only=True) == []


def test_a_rule_is_read_into_its_parts():
    assert read_rule("FREQ=MONTHLY;INTERVAL=2;BYDAY=1WE,-1FR;COUNT=8") == Recurrence(
        Frequency.MONTHLY, 2, (NthDay(2, 1), NthDay(4, -1)), 8
    )


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ("", "cannot read"),
        ("WEEKLY", "cannot read"),
        ("FREQ=WEEKLY;", "cannot read"),
        ("FREQ=WEEKLY;FREQ=DAILY", "cannot read"),
        ("FREQ=WEEKLY;UNTIL=20261231", "cannot read"),
        ("FREQ=WEEKLY;" + "BYDAY=MO" * 40, "cannot read"),
        ("INTERVAL=2", "every week"),
        ("FREQ=YEARLY", "every week"),
        ("FREQ=WEEKLY;INTERVAL=0", "at most 12"),
        ("FREQ=WEEKLY;INTERVAL=13", "at most 12"),
        ("FREQ=WEEKLY;INTERVAL=-1", "at most 12"),
        ("FREQ=WEEKLY;INTERVAL=²", "at most 12"),
        ("FREQ=WEEKLY;COUNT=1", "between 2 and 60"),
        ("FREQ=WEEKLY;COUNT=61", "between 2 and 60"),
        ("FREQ=WEEKLY;COUNT=ten", "between 2 and 60"),
        ("FREQ=WEEKLY;BYDAY=XX", "days of the week"),
        ("FREQ=WEEKLY;BYDAY=MO,,TU", "days of the week"),
        ("FREQ=WEEKLY;BYDAY=1MO", "first, second"),
        ("FREQ=MONTHLY", "first, second"),
        ("FREQ=MONTHLY;BYDAY=MO", "first, second"),
        ("FREQ=MONTHLY;BYDAY=5MO", "first, second"),
    ],
)
def test_what_is_not_understood_is_refused_in_a_sentence(rule, says):
    with pytest.raises(Refused, match=says):
        read_rule(rule)


def test_a_long_series_is_cheap():
    first = date(2026, 1, 1)
    assert len(dates_of("FREQ=DAILY", first, first + timedelta(days=730))) == 731
