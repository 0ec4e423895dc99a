"""Which looks a parent reads about, case by case."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from fingerpost.families.rules.looked import Registered, Turn, Watched, is_told, kind_of_look

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
TODAY = NOON.date()
MOOR, VALE = "moorside", "vale"
HOME = Watched(since=date(2026, 9, 1), registered=(Registered(MOOR, date(2026, 9, 1)),))


def at(**before: int) -> datetime:
    return NOON - timedelta(**before)


@pytest.mark.parametrize(
    ("home", "group", "told"),
    [
        (HOME, MOOR, True),
        (HOME, VALE, False),  # it would tell where somebody else went
        (HOME, "", False),  # the county's, or a partner's
        (replace(HOME, since=TODAY), MOOR, True),
        (replace(HOME, since=TODAY + timedelta(1)), MOOR, False),  # before they lived there
        (replace(HOME, registered=(Registered(MOOR, TODAY - timedelta(9), TODAY - timedelta(1)),)), MOOR, False),
        (replace(HOME, registered=(Registered(MOOR, TODAY - timedelta(9), TODAY),)), MOOR, True),
        (replace(HOME, turns=(Turn(at(hours=1), closed=True),), closed_now=True), MOOR, False),
        (replace(HOME, turns=(Turn(at(hours=-1), closed=True),), closed_now=True), MOOR, True),
        (replace(HOME, turns=(Turn(at(hours=2), closed=True), Turn(at(hours=1), closed=False))), MOOR, True),
        (replace(HOME, turns=(Turn(at(hours=2), closed=True), Turn(at(hours=-1), closed=False))), MOOR, False),
        (replace(HOME, turns=(Turn(at(hours=-1), closed=False),)), MOOR, False),  # closed so long ago that nobody looks
        (replace(HOME, turns=(Turn(at(hours=1), closed=False),)), MOOR, True),
        (replace(HOME, closed_now=True), MOOR, False),  # closed in a way that is not on record
    ],
)
def test_which_looks_are_told(home, group, told):
    assert is_told(home, at=NOON, on=TODAY, group=group) is told


@pytest.mark.parametrize(
    ("operation", "kind"),
    [
        ("open family", "work"),
        ("break glass", "work"),
        ("compare families", "work"),  # that there is another record is nobody's business
        ("list families", "list"),
        ("find families by postcode", "search"),
    ],
)
def test_a_look_is_called_by_few_words(operation, kind):
    assert kind_of_look(operation) == kind
