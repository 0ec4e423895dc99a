"""What a visitor may send to a search, sensible and not."""

from datetime import date

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as some

from fingerpost.base.grid import GridPoint
from fingerpost.desks.public import forms
from fingerpost.desks.public.forms import PARAMETERS, Problem, read_search
from fingerpost.timetable.queries.search import Search
from fingerpost.timetable.vocabulary import Audience, Category, TimeOfDay

TODAY = date(2026, 11, 22)
POINT = GridPoint(400_000, 300_000)


class Somewhere:
    label = "Wealdmoor"
    point = POINT
    note = ""


@pytest.fixture(autouse=True)
def one_known_place(monkeypatch):
    known = {"": None, "Wealdmoor": Somewhere}
    nowhere = type("Nowhere", (), {"label": "?", "point": None, "note": ""})
    monkeypatch.setattr(forms, "whereabouts", lambda text, *_told: known.get(text, nowhere))


def read(query: str) -> tuple[Search, list[Problem]]:
    search, problems, *_ = read_search(query.encode().decode("latin-1"), TODAY)  # as WSGI hands it on
    return search, list(problems)


def test_nothing_asked_is_the_coming_week_everywhere():
    assert read("") == (Search(date_from=TODAY), [])


def test_everything_asked():
    search, problems = read(
        "q=Wealdmoor&date=2026-12-01&days=14&time=day&time=weekend&age=18&for=dads&category=play&category=babies"
        "&access=drop-in&language=pl&facility=step_free&cost=free&within=2.5&sort=near&page=3&view=map"
    )
    assert problems == []
    assert search == Search(
        date_from=date(2026, 12, 1),
        days=14,
        point=POINT,
        place="Wealdmoor",
        times=frozenset({TimeOfDay.DAY, TimeOfDay.WEEKEND}),
        age_months=18,
        audiences=frozenset({Audience.DADS}),
        categories=frozenset({Category.PLAY, Category.BABIES}),
        accesses=frozenset({"drop-in"}),  # type: ignore[arg-type]
        languages=frozenset({"pl"}),  # type: ignore[arg-type]
        facilities=frozenset({"step_free"}),  # type: ignore[arg-type]
        free=True,
        within_miles=2.5,
        sort="near",
        page=3,
    )


@pytest.mark.parametrize(
    ("query", "field", "expected"),
    [
        ("date=1/12/2026", "date_from", date(2026, 12, 1)),
        ("date=tomorrow", "date_from", date(2026, 11, 23)),
        ("days=٧", "days", 7),
        ("days=1&days=3", "days", 3),
        ("age=pregnant", "age_months", -1),
        ("age=-9", "age_months", -1),
        ("age=0", "age_months", 0),
        ("q=Wealdmoor", "within_miles", 5.0),
        ("q=Wealdmoor&within=any", "within_miles", None),
        ("q=Wealdmoor&within=0,5", "within_miles", 0.5),
        ("category=play&category=play", "categories", frozenset({Category.PLAY})),
    ],
)
def test_other_ways_to_write_it(query, field, expected):
    search, problems = read(query)
    assert problems == []
    assert getattr(search, field) == expected


@pytest.mark.parametrize(
    ("query", "field", "kept"),
    [
        ("date=2026-02-30", "date", "date_from"),
        ("date=2026-11-21", "date", "date_from"),
        ("date=9999-12-31", "date", "date_from"),
        ("date=0000-00-00", "date", "date_from"),
        ("days=0", "days", "days"),
        ("days=²", "days", "days"),
        ("days=1_0", "days", "days"),
        ("days=99999999999999999999999999", "days", "days"),
        ("time=midnight", "time", "times"),
        ("age=-10", "age", "age_months"),
        ("age=NaN", "age", "age_months"),
        ("for=%00", "", "audiences"),
        ("category=' or 1=1 --", "category", "categories"),
        ("cost=cheap", "cost", "free"),
        ("within=3", "within", "within_miles"),
        ("sort=near", "sort", "sort"),
        ("sort=best", "sort", "sort"),
        ("page=-1", "page", "page"),
        ("page=1e9", "page", "page"),
        ("view=3d", "view", "page"),
        ("q=Nowhere", "q", "point"),
        ("q=Nowhere&within=2&sort=near", "q", "within_miles"),
    ],
)
def test_nonsense_is_told_and_the_rest_goes_on(query, field, kept):
    search, problems = read(query)
    assert [problem.field for problem in problems] == ([field] if field else [])
    assert all(problem.sentence.endswith(".") for problem in problems)
    assert getattr(search, kept) == getattr(Search(date_from=TODAY), kept)


@pytest.mark.parametrize("miles", ["0", "201", "1e3", "inf", "-1", "x" * 5_000])
def test_distances_that_are_none(miles):
    search, (problem,) = read(f"q=Wealdmoor&within={miles}")
    assert (search.within_miles, problem.field) == (5.0, "within")
    assert len(problem.typed) <= 61


def test_a_good_word_beside_a_bad_one_is_kept():
    search, problems = read("category=play&category=nonsense")
    assert search.categories == {Category.PLAY}
    assert [problem.typed for problem in problems] == ["nonsense"]


@pytest.mark.parametrize(("query", "view"), [("", "list"), ("view=map", "map"), ("view=%00", "list")])
def test_list_or_map(query, view):
    assert read_search(query, TODAY).as_map == (view == "map")


ONE_QUERY_IN_MANY_WORDS = [
    "q=Wealdmoor&category=play&days=3",
    "category=play&q=Wealdmoor&days=3",
    "q=Nowhere&category=play&days=3&q=Wealdmoor",
    "q=W%65aldmoor&category=play&days=3",
    "%71=Wealdmoor&&category=play&days=3&",
    "q=Wealdmoor&category=play&days=3&utm=" + "x" * 1_000,
]


@pytest.mark.parametrize("query", ONE_QUERY_IN_MANY_WORDS)
def test_however_it_is_written_it_is_read_as_one_query(query):
    """The place is read apart from the rest, and only where it comes first."""
    assert read_search(query, TODAY)[:4] == read_search(ONE_QUERY_IN_MANY_WORDS[0], TODAY)[:4]


def test_what_was_read_for_one_place_holds_for_no_other():
    here, elsewhere, nowhere = (read_search(f"{q}&within=2&sort=near", TODAY) for q in ("q=Wealdmoor", "q=x", "q="))
    assert (here.search.within_miles, here.problems) == (2.0, ())
    assert [problem.field for problem in elsewhere.problems] == ["q"]
    assert [problem.field for problem in nowhere.problems] == ["within", "sort"]


@given(some.lists(some.tuples(some.sampled_from(PARAMETERS), some.text(max_size=40)), max_size=8))
def test_no_text_is_an_error_of_ours(parameters):
    query = QueryDict(mutable=True)
    for name, value in parameters:
        query.appendlist(name, value)
    search, problems, *_ = read_search(query.urlencode(), TODAY)
    assert search.date_from >= TODAY
    assert {problem.field for problem in problems} <= set(PARAMETERS)
