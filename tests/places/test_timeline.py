"""What is seen on a day, fitted into what is known."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fingerpost.places.rules.timeline import DAY, Span, gone, seen

D1, D2, D3, D4 = date(2015, 4, 1), date(2016, 8, 4), date(2018, 10, 1), date(2026, 8, 21)


@pytest.mark.parametrize(
    ("known", "day", "value", "after"),
    [
        ([], D2, "a", [Span(D2, None, "a")]),
        ([Span(D1, None, "a")], D2, "a", [Span(D1, None, "a")]),
        ([Span(D1, None, "a")], D2, "b", [Span(D1, D2 - DAY, "a"), Span(D2, None, "b")]),
        ([Span(D2, None, "a")], D2, "b", [Span(D2, None, "b")]),
        ([Span(D3, None, "b")], D1, "a", [Span(D1, D3 - DAY, "a"), Span(D3, None, "b")]),
        ([Span(D3, None, "b")], D1, "b", [Span(D1, None, "b")]),
        ([Span(D1, D2 - DAY, "a")], D3, "b", [Span(D1, D2 - DAY, "a"), Span(D3, None, "b")]),
        (
            [Span(D1, D4 - DAY, "a"), Span(D4, None, "c")],
            D3,
            "b",
            [Span(D1, D3 - DAY, "a"), Span(D3, D4 - DAY, "b"), Span(D4, None, "c")],
        ),
    ],
    ids=["first", "again", "changed", "corrected", "older", "older, the same", "back", "between"],
)
def test_what_is_seen_holds_from_its_day(known, day, value, after):
    assert seen(known, value, day) == after


@pytest.mark.parametrize(
    ("known", "day", "after"),
    [
        ([], D2, []),
        ([Span(D1, None, "a")], D2, [Span(D1, D2 - DAY, "a")]),
        ([Span(D2, None, "a")], D2, []),
        ([Span(D1, D2 - DAY, "a")], D3, [Span(D1, D2 - DAY, "a")]),
        ([Span(D1, D3 - DAY, "a"), Span(D3, None, "b")], D2, [Span(D1, D3 - DAY, "a"), Span(D3, None, "b")]),
    ],
    ids=["never there", "ended", "never began", "ended before", "seen again later"],
)
def test_what_is_not_seen_has_ended_the_day_before(known, day, after):
    assert gone(known, day) == after


days = st.dates(D1, D4)
looks = st.lists(st.tuples(days, st.one_of(st.none(), st.sampled_from("abc"))), max_size=12)


@given(looks)
def test_no_two_spans_ever_hold_on_the_same_day(seen_on):
    spans: list[Span[str]] = []
    for day, value in seen_on:
        spans = seen(spans, value, day) if value else gone(spans, day)
    assert all(
        span.end is not None and span.start <= span.end < after.start for span, after in itertools.pairwise(spans)
    )


@given(looks, days)
def test_what_was_seen_last_is_what_holds_on_its_day(seen_on, day):
    spans: list[Span[str]] = []
    for each, value in [*seen_on, (day, "z")]:
        spans = seen(spans, value, each) if value else gone(spans, each)
    assert [span.value for span in spans if span.holds_on(day)] == ["z"]
    assert seen(spans, "z", day) == spans


def test_a_span_holds_on_both_its_ends():
    span = Span(D1, D2, "a")
    assert [span.holds_on(day) for day in (D1 - DAY, D1, D2, D2 + timedelta(days=1))] == [False, True, True, False]
