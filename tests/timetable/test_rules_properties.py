"""What holds of every rule, whatever it says."""

from datetime import UTC, date, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from fingerpost.timetable.rules import Span, dates_of, local_moment, missing_weeks, open_weeks, overlaps, weeks_of

LONDON = ZoneInfo("Europe/London")
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
CODES = st.lists(st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"]), min_size=1, unique=True)
NTH = st.lists(st.sampled_from(["1MO", "2TU", "3WE", "4TH", "-1FR", "-1SU"]), min_size=1, unique=True)
COUNTED = st.one_of(st.just(""), st.integers(2, 12).map(lambda count: f";COUNT={count}"))
RULES = st.one_of(
    st.builds("FREQ=WEEKLY;INTERVAL={};BYDAY={}{}".format, st.integers(1, 4), CODES.map(",".join), COUNTED),
    st.builds("FREQ=MONTHLY;BYDAY={}{}".format, NTH.map(",".join), COUNTED),
    st.builds("FREQ=DAILY;INTERVAL={}{}".format, st.integers(1, 9), COUNTED),
)


@st.composite
def spans(draw: st.DrawFn, longest: int = 400) -> Span:
    first = draw(DAYS)
    return Span(first, first + timedelta(days=draw(st.integers(0, longest))))


@st.composite
def days_in(draw: st.DrawFn, span: Span) -> list[date]:
    length = (span.last - span.first).days
    return [span.first + timedelta(days=number) for number in draw(st.lists(st.integers(-5, length + 5), max_size=5))]


@given(rule=RULES, span=spans(), data=st.data())
def test_dates_are_in_order_once_inside_and_off_what_is_closed_or_skipped(rule, span, data):
    extra, skipped = data.draw(days_in(span)), data.draw(days_in(span))
    closures = [Span(day, day + timedelta(days=6)) for day in data.draw(days_in(span))]
    dates = dates_of(rule, span.first, span.last, extra, skipped, closures=closures)
    assert dates == sorted(set(dates))
    assert all(day in span for day in dates)
    assert not set(dates) & set(skipped)
    assert not [day for day in dates if any(day in closure for closure in closures)]


@given(rule=RULES, span=spans(), data=st.data())
def test_in_term_time_every_ruled_date_is_a_school_day(rule, span, data):
    terms = [Span(day, day + timedelta(days=40)) for day in data.draw(days_in(span))]
    dates = dates_of(rule, span.first, span.last, term_time_only=True, terms=terms)
    assert all(any(day in term for term in terms) for day in dates)


@given(rule=RULES.filter(lambda rule: "COUNT" in rule), span=spans())
def test_a_course_never_meets_more_often_than_it_says(rule, span):
    assert len(dates_of(rule, span.first, span.last)) <= int(rule.rpartition("=")[2])


@given(rule=RULES.filter(lambda rule: "COUNT" not in rule), span=spans(), closed=DAYS)
def test_a_closure_only_takes_days_away(rule, span, closed):
    open_days = dates_of(rule, span.first, span.last)
    left = dates_of(rule, span.first, span.last, closures=[Span(closed, closed)])
    assert left == [day for day in open_days if day != closed]


@given(year=st.integers(2000, 2100), days=st.lists(DAYS))
def test_weeks_that_are_open_and_weeks_that_are_missing_make_the_year(year, days):
    assert open_weeks(year, days) + len(missing_weeks(year, days)) == len(weeks_of(year))


@given(day=DAYS, at=st.times().map(lambda at: at.replace(tzinfo=None)))
def test_a_local_moment_is_on_its_day_and_exists(day, at):
    moment = local_moment(day, at, LONDON)
    assert moment.date() == day
    assert moment.astimezone(UTC).astimezone(LONDON).replace(tzinfo=None) == moment.replace(tzinfo=None)


@given(moments=st.lists(st.datetimes(), min_size=4, max_size=4))
def test_overlapping_goes_both_ways(moments):
    one, other = sorted(moments[:2]), sorted(moments[2:])
    assert overlaps(*one, *other) is overlaps(*other, *one)
