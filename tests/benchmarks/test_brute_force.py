"""The engine answers as one who reads every session: on a country at the scale of one to two hundred."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import islice

import pytest

from benchmarks.brute_force import Answer, BruteForce, differences
from benchmarks.searching import setting
from fingerpost.places.models import Centre, LocalAuthority
from fingerpost.timetable.models import Session
from fingerpost.timetable.queries.columns import Columns
from fingerpost.timetable.queries.loading import load
from fingerpost.timetable.queries.search import Found, Search, find_in

pytestmark = pytest.mark.django_db
QUESTIONS = 200
TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 14, 17, tzinfo=UTC)


@pytest.fixture(scope="module")
def columns(country) -> Columns:
    return load()


@pytest.fixture(scope="module")
def truth(country) -> BruteForce:
    return BruteForce()


@pytest.fixture(scope="module")
def questions(country) -> list[Search]:
    return list(islice(setting(TODAY).questions(), QUESTIONS))


def test_every_answer_is_the_same(columns, truth, questions):
    wrong = [(differences(truth.answer(one, NOW), find_in(columns, one, NOW)), one) for one in questions]
    assert [one for one in wrong if one[0]] == []


def test_the_questions_ask_something(truth, questions):
    totals = [truth.answer(one, NOW).total for one in questions]
    assert sum(total > 0 for total in totals) > QUESTIONS / 2
    assert max(totals) > 25


def lose_the_last(columns: Columns, search: Search) -> Found:
    found = find_in(columns, search, NOW)
    return found._replace(ids=found.ids[:-1], metres=found.metres[:-1])


def let_in_what_has_ended(columns: Columns, search: Search) -> Found:
    return find_in(columns, search, datetime(2026, 11, 23, tzinfo=UTC))


def sort_by_number_alone(columns: Columns, search: Search) -> Found:
    found = find_in(columns, search, NOW)
    hits = sorted(found.hits, key=lambda hit: hit.session_id)
    return found._replace(ids=[hit.session_id for hit in hits], metres=[hit.metres for hit in hits])


def count_what_is_chosen(columns: Columns, search: Search) -> Answer:
    found = find_in(columns, search, NOW)
    alone = find_in(columns, search._replace(categories=frozenset()), NOW)
    return Answer(found.total, found.page, found.pages, found.hits, alone.counts | {"category": found.counts["time"]})


def reach_a_mile_further(columns: Columns, search: Search) -> Found:
    return find_in(columns, search._replace(within_miles=search.within_miles and search.within_miles + 1), NOW)


@pytest.mark.parametrize(
    "broken",
    [lose_the_last, let_in_what_has_ended, sort_by_number_alone, count_what_is_chosen, reach_a_mile_further],
)
def test_a_broken_engine_is_found(columns, truth, questions, broken: Callable[[Columns, Search], Answer | Found]):
    assert any(differences(truth.answer(one, NOW), broken(columns, one)) for one in questions)


def test_the_country_is_as_large_as_asked(country):
    assert Session.objects.count() == country["sessions"] == 2_500
    assert Centre.objects.count() == country["sites"] == 14
    assert LocalAuthority.objects.count() == 1


def test_some_sessions_are_at_home_and_in_no_column(country, columns):
    at_home = Session.objects.filter(venue__kind="family_home").count()
    assert at_home
    assert len(columns) == country["sessions"] - at_home
