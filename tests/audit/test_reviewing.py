"""Unusual looks are listed once for each person, day and kind, and somebody says what came of each."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import transaction

from fingerpost.audit.models import Event, UnusualAccess
from fingerpost.audit.operations import Who, record_broken_glass, record_read
from fingerpost.audit.operations.unusual import list_unusual, review_access
from fingerpost.audit.queries.unusual import listed, unusual_access, waiting
from fingerpost.audit.rules.unusual import Limits, Look
from fingerpost.audit.vocabulary import Outcome, Unusual
from fingerpost.base.verdict import Refused
from tests.factories.audit import make_unusual

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 6, 1)
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
NIGHT = datetime(2026, 6, 1, 22, tzinfo=UTC)  # 11pm where the centres are
ANNA, OFFICER = Who("anna", "p1", "centre"), Who("olive", "p9", "data_protection")


def look(*records: str, at: datetime = NOON, kind: str = "family", by: Who = ANNA) -> None:
    with time_machine.travel(at, tick=False):
        record_read("see family", kind=kind, references=records, by=by, because="Your group.")


def listing(first: date = MONDAY, last: date = MONDAY, circumstances=list) -> int:
    return list_unusual(
        first=first, last=last, circumstances=circumstances, limits=Limits(records=3), by=Who("a timer"), now=NIGHT
    )


def rows() -> list[tuple[str, str, int]]:
    found, _pages = listed("a test")
    return [(row.kind.value, row.who, row.counted) for row in found]


def review(reference: str, outcome: str = Outcome.ASKED, note: str = "She was on call.", by: Who = OFFICER):
    return review_access(reference=reference, outcome=outcome, note=note, by=by, now=NIGHT)


def test_looks_of_one_evening_are_one_question():
    look("f1", at=NIGHT)
    look("f2", "f1", at=NIGHT + timedelta(minutes=5))
    assert listing() == 1
    assert rows() == [("out-of-hours", "anna", 2)]


def test_listing_again_lists_nothing_twice():
    look("f1", at=NIGHT)
    assert [listing(), listing()] == [1, 0]
    assert Event.objects.filter(operation="list unusual access").count() == 1


def test_what_came_later_joins_what_still_waits():
    look("f1", at=NIGHT)
    listing()
    look("f2", at=NIGHT + timedelta(minutes=5))
    assert listing() == 1
    assert rows() == [("out-of-hours", "anna", 2)]


def test_what_was_reviewed_is_not_asked_again_but_what_came_later_is():
    look("f1", at=NIGHT)
    listing()
    review(UnusualAccess.objects.told("a test").get().reference)
    assert listing() == 0
    look("f2", at=NIGHT + timedelta(minutes=5))
    assert listing() == 1
    assert rows() == [("out-of-hours", "anna", 1), ("out-of-hours", "anna", 1)]
    assert waiting("a test") == 1


def test_many_records_count_what_was_seen_and_not_what_is_named():
    look("f1", "f2", "f3", "f4")
    listing()
    assert rows() == [("many", "anna", 4)]


def test_broken_glass_is_always_listed():
    with time_machine.travel(NOON, tick=False):
        record_broken_glass("open family", kind="family", reference="f1", by=ANNA, because="Policy.", why="A child ill")
    listing()
    assert rows() == [("broke-glass", "anna", 1)]


def test_what_is_known_of_families_comes_from_whoever_knows():
    look("f1")

    def own(looks: list[Look]) -> list[Look]:
        return [Look(each.who, each.record, each.at, each.entry, own=True, outside=True) for each in looks]

    assert listing(circumstances=own) == 2
    assert {kind for kind, _who, _counted in rows()} == {Unusual.OWN, Unusual.OUTSIDE}


@pytest.mark.parametrize(("kind", "at"), [("session", NIGHT), ("family", NIGHT - timedelta(days=1)), ("family", NOON)])
def test_other_records_other_days_and_ordinary_looks_are_not_listed(kind, at):
    look("f1", kind=kind, at=at)
    assert listing() == 0


def test_a_review_is_kept_and_on_record():
    access = make_unusual()
    review(access.reference, note=" She was on call. ")
    found = unusual_access("a test", access.reference)
    assert found
    assert (found.outcome, found.note, found.reviewed_by) == (Outcome.ASKED, "She was on call.", "olive")
    last = Event.objects.latest("id")
    assert (last.operation, last.subject_reference, last.why) == ("review access", access.reference, "asked")


def test_a_review_may_be_said_anew_and_the_record_keeps_both():
    access = make_unusual()
    review(access.reference)
    review(access.reference, Outcome.PASSED_ON)
    assert [event.why for event in Event.objects.filter(operation="review access")] == ["asked", "passed-on"]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"reference": "unknown234"}, "There is no such"),
        ({"by": Who("2345678abc")}, "A colleague has to review it"),
        ({"outcome": "guilty"}, "Choose what came of it"),
        ({"note": "  "}, "Write down how you know"),
    ],
)
def test_a_review_that_is_refused_changes_nothing(change, says):
    access = make_unusual()
    with pytest.raises(Refused, match=says):
        review(**({"reference": access.reference} | change))
    assert waiting("a test") == 1
    assert not Event.objects.exists()


def test_open_ones_stand_on_top():
    reviewed, waiting_still = make_unusual(last_entry=9), make_unusual(kind=Unusual.OWN, last_entry=3)
    review(reviewed.reference)
    found, pages = listed("a test")
    assert ([row.reference for row in found], pages) == ([waiting_still.reference, reviewed.reference], 1)
    assert [row.reference for row in listed("a test", kind="own")[0]] == [waiting_still.reference]


def test_an_entry_that_is_not_written_is_a_review_that_did_not_happen(monkeypatch):
    access = make_unusual()

    def fail(*_arguments, **_named):
        raise OSError

    monkeypatch.setattr("fingerpost.audit.operations.unusual.record", fail)
    with pytest.raises(OSError), transaction.atomic():  # noqa: PT011
        review(access.reference)
    assert waiting("a test") == 1
