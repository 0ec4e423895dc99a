"""The engine on a handful of sessions: each promise of a search, and what lies just beside it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from django.utils.timezone import make_aware

from fingerpost.base.grid import METRES_PER_MILE, GridPoint
from fingerpost.timetable.queries.columns import (
    AGES,
    ARRAYS,
    BITS,
    FIRST_AGE_BIT,
    NOWHERE,
    OLDEST,
    WORDS,
    YOUNGEST,
    Columns,
    marks_of,
)
from fingerpost.timetable.queries.loading import KINDS, ages_suited
from fingerpost.timetable.queries.search import Found, Search, find_in
from fingerpost.timetable.queries.window import MOST_ROWS, Window

MONDAY = date(2026, 11, 23)
EARLY = datetime(2026, 11, 23, 6, tzinfo=UTC)
HERE = GridPoint(400_000, 300_000)
MILE = round(METRES_PER_MILE)


def session(at: str = "2026-11-23 10:00", metres: int | None = 0, **values: Any) -> dict[str, Any]:
    """An hour of play, so far to the east of here (None: online)."""
    starts = int(make_aware(datetime.fromisoformat(at)).timestamp()) // 60
    words: dict[str, Any] = {"category": "play", "access": "drop-in", "time": "day", "free": True} | values
    youngest, oldest = words.get("youngest", YOUNGEST), words.get("oldest", OLDEST)
    said: dict[str, list[str]] = {
        **{facet: [words[facet]] for facet in ("category", "access", "time")},
        "for": words.get("audiences", []),
        "language": words.get("languages", []),
        "facility": words.get("facilities", []),
        "cost": ["free"] if words["free"] else [],
    }
    return {
        "starts": starts,
        "ends": starts + 60,
        "place": complex(NOWHERE, NOWHERE) if metres is None else complex(HERE.easting + metres, HERE.northing),
        "centre": words.get("centre", 1),
        "youngest": youngest,
        "oldest": oldest,
        "marks": (
            sum(marks_of(facet, told) for facet, told in said.items()),
            ages_suited(np.array([youngest]), np.array([oldest]))[0],
        ),
    }


def columns(*sessions: dict[str, Any]) -> Columns:
    """Sessions numbered from 1 in the order given, laid in the order of time."""
    rows = sorted(({"id": number, **one} for number, one in enumerate(sessions, 1)), key=lambda row: row["starts"])
    return Columns(**{name: np.array([row[name] for row in rows], dtype=kind) for name, kind in KINDS.items()})


def find(*sessions: dict[str, Any], now: datetime = EARLY, **asked: Any) -> Found:
    return find_in(columns(*sessions), Search(**{"date_from": MONDAY, **asked}), now)


def ids(found: Found) -> list[int]:
    return [hit.session_id for hit in found.hits]


def test_nothing_there_is_an_honest_nothing():
    found = find()
    assert (found.total, found.page, found.pages, found.hits) == (0, 1, 1, [])
    assert set(found.counts["category"].values()) == {0}


@pytest.mark.parametrize(
    ("at", "days", "found"),
    [
        ("2026-11-22 23:59", 1, False),
        ("2026-11-23 00:00", 1, False),  # ended before six
        ("2026-11-23 06:00", 1, True),
        ("2026-11-23 23:59", 1, True),
        ("2026-11-24 00:00", 1, False),
        ("2026-11-24 00:00", 2, True),
    ],
)
def test_days_are_local_and_count_from_midnight(at, days, found):
    assert bool(find(session(at), days=days).total) is found


@pytest.mark.parametrize(("at", "found"), [("2026-10-25 00:30", True), ("2026-10-26 00:30", False)])
def test_the_day_that_the_clocks_go_back_has_25_hours(at, found):
    before = datetime(2026, 10, 1, tzinfo=UTC)
    assert bool(find(session(at), date_from=date(2026, 10, 25), days=1, now=before).total) is found


@pytest.mark.parametrize(("minutes", "found"), [(0, True), (59, True), (60, False)])
def test_a_session_is_found_until_it_ends(minutes, found):
    now = datetime(2026, 11, 23, 10, tzinfo=UTC) + timedelta(minutes=minutes)
    assert bool(find(session("2026-11-23 10:00"), now=now).total) is found


@pytest.mark.parametrize(
    ("metres", "within", "found"),
    [
        (MILE, 1.0, True),
        (MILE + 1, 1.0, False),
        (-MILE, 1.0, True),
        (MILE * 300, None, True),
        (None, 1.0, False),
        (None, None, True),
    ],
)
def test_within_a_distance(metres, within, found):
    assert bool(find(session(metres=metres), point=HERE, within_miles=within).total) is found


def test_distances_are_told_in_metres_and_online_has_none():
    found = find(session(metres=1_234), session(metres=None), point=HERE)
    assert [(hit.session_id, hit.metres) for hit in found.hits] == [(1, 1_234), (2, None)]


def test_without_a_place_nothing_has_a_distance():
    assert [hit.metres for hit in find(session(metres=5), within_miles=1.0).hits] == [None]


@pytest.mark.parametrize("within", [None, 1.0])
def test_by_time_then_the_nearest_then_by_number(within):
    found = find(
        session("2026-11-23 11:00", 5),
        session("2026-11-23 10:00", 900),
        session("2026-11-23 10:00", 100),
        session("2026-11-23 10:00", -100),
        point=HERE,
        within_miles=within,
    )
    assert ids(found) == [3, 4, 2, 1]


@pytest.mark.parametrize("within", [None, 1.0])
def test_by_distance_then_by_time_then_by_number(within):
    found = find(
        session("2026-11-23 12:00", 5),
        session("2026-11-23 10:00", None),
        session("2026-11-23 11:00", 5),
        session("2026-11-23 10:00", 900),
        session("2026-11-23 11:00", -5),
        point=HERE,
        sort="near",
        within_miles=within,
    )
    assert ids(found) == [3, 5, 1, 4, *([2] if within is None else [])]


@pytest.mark.parametrize("within", [None, 1.0])
@pytest.mark.parametrize("sort", ["when", "near"])
def test_pages_follow_one_another_and_the_last_answers_for_those_beyond(sort, within):
    many = [session(f"2026-11-23 1{number % 3}:00", 10 * (number % 4)) for number in range(70)]
    where: dict[str, Any] = {"point": HERE, "sort": sort, "within_miles": within}
    whole = ids(find(*many, **where, page_size=100))
    pages = [find(*many, **where, page=number) for number in (1, 2, 3)]
    assert [one for page in pages for one in ids(page)] == whole
    beyond = find(*many, **where, page=99)
    assert (beyond.page, beyond.pages, ids(beyond)) == (3, 3, whole[50:])


@pytest.mark.parametrize(
    ("values", "asked", "found"),
    [
        ({"time": "evening"}, {"times": frozenset({"evening", "weekend"})}, True),
        ({"time": "day"}, {"times": frozenset({"evening", "weekend"})}, False),
        ({"category": "babies"}, {"categories": frozenset({"babies", "play"})}, True),
        ({"category": "send"}, {"categories": frozenset({"babies", "play"})}, False),
        ({"access": "referral"}, {"accesses": frozenset({"drop-in"})}, False),
        ({"access": "referral"}, {"open_to_all": True}, False),
        ({"access": "book"}, {"open_to_all": True}, True),
        ({"audiences": ["dads", "eal"]}, {"audiences": frozenset({"dads"})}, True),
        ({"audiences": []}, {"audiences": frozenset({"dads"})}, False),
        ({"languages": ["bfi"]}, {"languages": frozenset({"bfi", "pl"})}, True),
        ({"languages": ["ro"]}, {"languages": frozenset({"bfi", "pl"})}, False),
        ({"facilities": ["step_free"]}, {"facilities": frozenset({"step_free", "parking"})}, False),
        ({"facilities": ["step_free", "parking"]}, {"facilities": frozenset({"step_free", "parking"})}, True),
        ({"free": False}, {"free": True}, False),
        ({"centre": 2}, {"centre_id": 2}, True),
        ({"centre": 2}, {"centre_id": 3}, False),
        ({"youngest": 12, "oldest": 24}, {"age_months": 12}, True),
        ({"youngest": 12, "oldest": 24}, {"age_months": 24}, True),
        ({"youngest": 12, "oldest": 24}, {"age_months": 25}, False),
        ({"youngest": -9, "oldest": 0}, {"age_months": -1}, True),
        ({"youngest": 0}, {"age_months": -1}, False),
        ({}, {"age_months": 200}, True),
    ],
)
def test_each_filter(values, asked, found):
    assert bool(find(session(**values), **asked).total) is found


def test_a_count_leaves_its_own_choice_out():
    found = find(
        session(category="play", access="book"),
        session(category="babies", access="book"),
        session(category="babies", access="drop-in"),
        categories=frozenset({"play"}),
        accesses=frozenset({"book"}),
    )
    assert found.total == 1
    assert (found.counts["category"]["play"], found.counts["category"]["babies"]) == (1, 1)
    assert (found.counts["access"]["book"], found.counts["access"]["drop-in"]) == (1, 0)


def test_facilities_are_needed_together_and_counted_so():
    found = find(
        session(facilities=["step_free", "parking"]),
        session(facilities=["parking"]),
        facilities=frozenset({"step_free"}),
    )
    assert (found.counts["facility"]["step_free"], found.counts["facility"]["parking"]) == (1, 1)


def test_every_word_has_a_bit_of_its_own():
    marks = [marks_of(facet, [word]) for facet, words in WORDS.items() for word in words]
    assert [mark.bit_count() for mark in marks] == [1] * len(marks)
    assert sum(marks) == (1 << len(marks)) - 1
    assert len(marks) <= FIRST_AGE_BIT
    assert FIRST_AGE_BIT + len(AGES) <= BITS


def test_a_word_that_this_version_does_not_know_has_no_mark():
    assert marks_of("for", ["astronauts", "dads"]) == marks_of("for", ["dads"])


@pytest.mark.parametrize("many", [255, 256, 70_000])
def test_many_are_counted_as_well_as_few(many):
    one = columns(session(languages=["pl"], youngest=0, oldest=6))
    whole = Columns(**{name: np.repeat(getattr(one, name), many) for name in ARRAYS})
    counts = find_in(whole, Search(MONDAY), EARLY).counts
    told = [
        counts[facet][word] for facet, word in (("language", "pl"), ("age", "6"), ("open", "all"), ("cost", "free"))
    ]
    assert told == [many] * 4
    assert sum(counts["category"].values()) == many


def test_an_edit_is_merged_in_its_place():
    before = columns(session("2026-11-23 10:00"), session("2026-11-23 11:00"), session("2026-11-23 12:00"))
    moved = columns(session(), session("2026-11-23 09:00"))
    after = before.merged({2, 99}, only(moved, 2))
    assert after.id.tolist() == [2, 1, 3]
    assert after.starts.tolist() == sorted(after.starts.tolist())
    assert before.id.tolist() == [1, 2, 3]


def only(whole: Columns, number: int) -> Columns:
    return Columns(**{name: getattr(whole, name)[whole.id == number] for name in ARRAYS})


def test_nothing_gone_and_nothing_come_is_the_same():
    before = columns(session(), session())
    assert before.merged(set(), columns()).id.tolist() == [1, 2]


def test_more_rows_than_a_window_can_number_are_not_put_in_a_wrong_order():
    rows = np.zeros(MOST_ROWS + 1, dtype=np.int32)
    with pytest.raises(OverflowError):
        Window(rows, rows, rows)
