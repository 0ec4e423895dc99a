"""The engine answers as one who reads every session: on a country at the scale of one to two hundred."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import islice

import pytest
from django.db import transaction

from benchmarks.brute_force import Answer, BruteForce, differences
from benchmarks.questions import searches
from fingerpost.demo import national
from fingerpost.places.models import Centre, LocalAuthority, Venue
from fingerpost.timetable.models import Session
from fingerpost.timetable.queries.columns import Columns
from fingerpost.timetable.queries.loading import load
from fingerpost.timetable.queries.search import Found, Search, find_in

QUESTIONS = 200
TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 14, 17, tzinfo=UTC)
SMALL = national.Size(authorities=2, sites=14, services=500, series=200, sessions=2_500, letters="F", share=0.01)


@pytest.fixture(scope="module")
def country(django_db_setup, django_db_blocker) -> Iterator[dict[str, int]]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield national.make(seed=3, today=TODAY, size=SMALL)
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def columns(country) -> Columns:
    return load()


@pytest.fixture(scope="module")
def truth(country) -> BruteForce:
    return BruteForce()


@pytest.fixture(scope="module")
def questions(country) -> list[Search]:
    points = list(Venue.objects.exclude(easting=None).order_by("id").values_list("easting", "northing"))
    centres = list(Centre.objects.order_by("id").values_list("id", flat=True))
    return list(islice(searches(1, TODAY, points, centres), QUESTIONS))


def test_every_answer_is_the_same(columns, truth, questions):
    wrong = [(differences(truth.answer(one, NOW), find_in(columns, one, NOW)), one) for one in questions]
    assert [one for one in wrong if one[0]] == []


def test_the_questions_ask_something(truth, questions):
    totals = [truth.answer(one, NOW).total for one in questions]
    assert sum(total > 0 for total in totals) > QUESTIONS / 2
    assert max(totals) > 25


def lose_the_last(columns: Columns, search: Search) -> Found:
    found = find_in(columns, search, NOW)
    return replace(found, hits=found.hits[:-1])


def let_in_what_has_ended(columns: Columns, search: Search) -> Found:
    return find_in(columns, search, datetime(2026, 11, 23, tzinfo=UTC))


def sort_by_number_alone(columns: Columns, search: Search) -> Found:
    found = find_in(columns, search, NOW)
    return replace(found, hits=sorted(found.hits, key=lambda hit: hit.session_id))


def count_what_is_chosen(columns: Columns, search: Search) -> Answer:
    found = find_in(columns, search, NOW)
    alone = find_in(columns, replace(search, categories=frozenset()), NOW)
    return Answer(found.total, found.page, found.pages, found.hits, alone.counts | {"category": found.counts["time"]})


def reach_a_mile_further(columns: Columns, search: Search) -> Found:
    return find_in(columns, replace(search, within_miles=search.within_miles and search.within_miles + 1), NOW)


@pytest.mark.parametrize(
    "broken",
    [lose_the_last, let_in_what_has_ended, sort_by_number_alone, count_what_is_chosen, reach_a_mile_further],
)
def test_a_broken_engine_is_found(columns, truth, questions, broken: Callable[[Columns, Search], Answer | Found]):
    assert any(differences(truth.answer(one, NOW), broken(columns, one)) for one in questions)


def test_the_country_is_as_large_as_asked(country):
    assert country["sessions"] == Session.objects.count() == SMALL.sessions
    assert Centre.objects.count() == SMALL.sites
    assert LocalAuthority.objects.count() == SMALL.authorities


def test_some_sessions_are_at_home_and_in_no_column(country, columns):
    at_home = Session.objects.filter(venue__kind="family_home").count()
    assert at_home
    assert len(columns) == SMALL.sessions - at_home
