"""The record is searched by record, by person, by desk and by day; and who searches is on record too."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import transaction

from fingerpost.audit.models import Event
from fingerpost.audit.operations import Who, record, record_broken_glass, record_read
from fingerpost.audit.operations.searching import search
from fingerpost.audit.queries.entries import Asked, entries, looks
from fingerpost.audit.vocabulary import Verb
from fingerpost.base.verdict import Refused

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 6, 1)
ANNA, BEN = Who("anna", "p1", "centre"), Who("ben", "p2", "partner")


@pytest.fixture(autouse=True)
def three_days() -> None:
    """Anna looks at a list and changes f1; Ben looks at f2 on Tuesday, just before midnight in summer time."""
    with time_machine.travel(datetime(2026, 6, 1, 9, tzinfo=UTC), tick=False):
        record_read("list families", kind="family", references=["f1", "f2"], by=ANNA, because="Your group.")
        with transaction.atomic():
            record("change family", kind="family", reference="f1", by=ANNA)
    with time_machine.travel(datetime(2026, 6, 2, 22, 59, tzinfo=UTC), tick=False):
        record_broken_glass("see family", kind="family", reference="f2", by=BEN, because="Policy.", why="A child ill")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (Asked(), ["see family", "change family", "list families"]),
        (Asked(kind="family", reference="f1"), ["change family", "list families"]),
        (Asked(kind="family", reference="f2"), ["see family", "list families"]),
        (Asked(kind="child", reference="f1"), []),
        (Asked(person="ben"), ["see family"]),
        (Asked(posting="p1"), ["change family", "list families"]),
        (Asked(desk="partner"), ["see family"]),
        (Asked(verb=Verb.WROTE), ["change family"]),
        (Asked(first=MONDAY, last=MONDAY), ["change family", "list families"]),
        (Asked(first=MONDAY + timedelta(days=1), last=MONDAY + timedelta(days=1)), ["see family"]),
        (Asked(first=MONDAY + timedelta(days=2)), []),
        (Asked(person="anna", reference="f2"), ["list families"]),
    ],
)
def test_what_is_asked_is_found(asked, found):
    assert [entry.operation for entry in entries(asked)] == found


def test_pages_go_on_where_the_last_ended():
    first = entries(Asked(), limit=2)
    assert [entry.operation for entry in entries(Asked(), before=first[-1].number)] == ["list families"]


def test_an_entry_says_all_that_is_known():
    (entry,) = entries(Asked(person="ben"))
    assert (entry.verb, entry.desk, entry.references, entry.why) == (
        Verb.BROKE_GLASS,
        "partner",
        ("f2",),
        "A child ill",
    )


def test_looks_are_told_one_for_each_record_at_the_time_where_the_centres_are():
    seen = [(look.who, look.record, look.at.hour, look.broke_glass) for look in looks(Asked(kind="family"))]
    assert seen == [("anna", "f1", 10, False), ("anna", "f2", 10, False), ("ben", "f2", 23, True)]


def test_a_search_is_itself_on_record():
    assert len(search(Asked(person="anna"), by=BEN, because="You protect data.", why="A complaint")) == 2
    last = Event.objects.latest("id")
    assert (last.operation, last.subject_reference, last.why) == ("search record", "anna", "A complaint")


def test_a_search_without_a_reason_is_refused():
    with pytest.raises(Refused, match="Write down why"):
        search(Asked(), by=BEN, because="You protect data.", why=" ")
