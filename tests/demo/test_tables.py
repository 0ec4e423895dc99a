"""The tables that the make-believe is drawn from fit together."""

import pytest

from fingerpost.demo.operations.setting import patterns, told
from fingerpost.demo.rules.drawing import draw
from fingerpost.demo.rules.recurring import recurring
from fingerpost.demo.rules.seasons import seasons_of
from fingerpost.directory.models import Term
from fingerpost.directory.operations import TAXONOMIES, load_taxonomies
from fingerpost.timetable.rules import dates_of
from fingerpost.timetable.vocabulary import Audience, Category

KEYS = {name: {row["key"] for row in told(name)} for name in ("services", "organisations", "venues", "patterns")}


def test_all_kinds_of_sessions_are_put_on():
    assert {pattern.category for pattern in patterns()} == set(Category)


def test_there_is_something_for_everyone():
    assert {audience for pattern in patterns() for audience in pattern.audiences} == set(Audience)


@pytest.mark.parametrize("pattern", patterns(), ids=lambda pattern: pattern.key)
def test_a_pattern_names_what_there_is(pattern):
    assert pattern.service in KEYS["services"]
    assert pattern.run_by in KEYS["organisations"] | {""}
    assert set(pattern.venues) <= KEYS["venues"]
    assert pattern.key in KEYS["patterns"]


@pytest.mark.parametrize("pattern", patterns(), ids=lambda pattern: pattern.key)
def test_a_pattern_fits_into_the_models(pattern):
    assert all(len(title) <= 120 for title in pattern.titles)
    assert len(pattern.summary) <= 400
    assert 0 < pattern.share <= 1
    assert all(start.hour * 60 + start.minute + pattern.minutes < 24 * 60 for start in pattern.starts)


@pytest.mark.parametrize("pattern", patterns(), ids=lambda pattern: pattern.key)
def test_a_pattern_recurs_in_each_of_its_seasons(pattern):
    for season in seasons_of(2027):
        if season.key in pattern.seasons:
            when = recurring(pattern.how, season, pattern.days[0], draw("test"), ())
            assert when
            dates = dates_of(when.rule, when.days.first, when.days.last, when.named)
            assert dates
            assert all(day in season.days for day in dates)


@pytest.mark.django_db
def test_services_name_terms_that_there_are():
    load_taxonomies(by="a test")
    known = {f"{taxonomy}/{key}" for taxonomy, key in Term.objects.values_list("taxonomy__key", "key")}
    named = {term for row in told("services") for term in row["terms"]}
    named |= {term for row in told("organisations") for term in row.get("service", {"terms": ()})["terms"]}
    assert not named - known
    assert {term.partition("/")[0] for term in named} == set(TAXONOMIES)


@pytest.mark.django_db
def test_the_services_cover_each_item_of_the_core_menu():
    load_taxonomies(by="a test")
    items = Term.objects.filter(taxonomy__key="core-menu").exclude(parent=None).values_list("key", flat=True)
    named = {term for row in told("services") for term in row["terms"]}
    assert {f"core-menu/{item}" for item in items} <= named
