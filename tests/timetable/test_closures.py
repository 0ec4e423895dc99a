"""Days on which a centre, or every centre, is closed."""

from datetime import UTC, date, datetime, time

import pytest

from fingerpost.base.verdict import Refused
from fingerpost.timetable.models import Closure, Session
from fingerpost.timetable.operations import add_closure, cancel_session, mark_delivered, move_session, remove_closure
from fingerpost.timetable.rules import Span
from fingerpost.timetable.vocabulary import CancelReason, ClosureReason, SessionStatus
from tests.factories.places import make_centre, venue_of
from tests.factories.timetable import make_closure
from tests.timetable.planning import BY, TUESDAYS, Scene, days_of, last_event, session_of

WEEK = Span(date(2026, 9, 7), date(2026, 9, 13))
EARLY = date(2026, 8, 1)
BEFORE = datetime(2026, 8, 1, tzinfo=UTC)


def close(scene: Scene, days: Span = WEEK, *, everywhere: bool = False) -> Closure:
    return add_closure(
        authority=scene.centre.authority,
        centre=None if everywhere else scene.centre,
        days=days,
        reason=ClosureReason.BUILDING,
        notice="The boiler is being mended.",
        by=BY,
    )


def test_a_closure_calls_off_what_lies_in_it(scene):
    series = scene.plan()
    close(scene)
    off = session_of(series, 8)
    assert (off.status, off.cancel_reason, off.notice, off.revision) == (
        SessionStatus.CANCELLED,
        CancelReason.CLOSED,
        "The boiler is being mended.",
        1,
    )
    assert Session.objects.filter(status=SessionStatus.PLANNED).count() == 4
    assert (last_event().operation, last_event().counts) == ("add closure", {"sessions": 1})


def test_a_closure_of_one_centre_leaves_the_others(scene):
    other = make_centre("Birchwood")
    elsewhere = scene.plan(centre=other, venue=venue_of(other))
    close(scene)
    assert session_of(elsewhere, 8).status == SessionStatus.PLANNED


def test_a_closure_of_the_authority_closes_every_centre(scene):
    other = make_centre("Birchwood")
    elsewhere = scene.plan(centre=other, venue=venue_of(other))
    close(scene, everywhere=True)
    assert session_of(elsewhere, 8).status == SessionStatus.CANCELLED


def test_what_was_off_before_keeps_its_reason(scene):
    series = scene.plan()
    cancel_session(session=session_of(series, 8), reason=CancelReason.STAFF, notice="Ill", by=BY)
    close(scene)
    assert session_of(series, 8).cancel_reason == CancelReason.STAFF


def test_days_in_the_wrong_order_are_refused(scene):
    with pytest.raises(Refused, match="before the first day"):
        close(scene, Span(WEEK.last, WEEK.first))


def test_a_second_closure_of_the_same_days_is_refused(scene):
    close(scene)
    with pytest.raises(Refused, match="already"):
        close(scene, Span(WEEK.last, date(2026, 9, 20)))
    close(scene, everywhere=True)  # Christmas may lie over a builder's week


@pytest.mark.parametrize("everywhere", [True, False])
def test_what_took_place_cannot_have_been_closed(scene, everywhere):
    scene.plan()
    mark_delivered(on=date(2026, 9, 30), by=BY)
    with pytest.raises(Refused, match="took place"):
        close(scene, everywhere=everywhere)


def test_a_removed_closure_brings_back_what_it_called_off(scene):
    series = scene.plan()
    counts = remove_closure(closure=close(scene), by=BY, on=EARLY)
    back = session_of(series, 8)
    assert (back.status, back.cancel_reason, back.notice, back.revision) == (SessionStatus.PLANNED, "", "", 2)
    assert counts == {"back": 1, "added": 0} == last_event().counts


def test_a_moved_session_comes_back_as_moved(scene):
    series = scene.plan()
    move_session(session=session_of(series, 8), starts_at=time(10, 30), notice="", by=BY, now=BEFORE)
    remove_closure(closure=close(scene), by=BY, on=EARLY)
    assert session_of(series, 8).status == SessionStatus.MOVED


def test_a_removed_closure_lets_in_what_was_planned_around_it(scene):
    closure = close(scene)
    series = scene.plan()
    assert remove_closure(closure=closure, by=BY, on=EARLY) == {"back": 0, "added": 1}
    assert days_of(series) == TUESDAYS


def test_a_course_ends_earlier_when_a_closure_is_removed(scene):
    closure = close(scene)
    series = scene.plan(rule="FREQ=WEEKLY;BYDAY=TU;COUNT=3")
    remove_closure(closure=closure, by=BY, on=EARLY)
    assert days_of(series) == TUESDAYS[:3]


def test_what_is_past_stays_off(scene):
    series = scene.plan()
    remove_closure(closure=close(scene), by=BY, on=date(2026, 9, 9))
    assert session_of(series, 8).status == SessionStatus.CANCELLED


def test_what_another_closure_holds_stays_off(scene):
    series = scene.plan()
    closure = close(scene)
    make_closure(date(2026, 9, 8))
    remove_closure(closure=closure, by=BY, on=EARLY)
    assert session_of(series, 8).status == SessionStatus.CANCELLED


def test_what_was_off_for_another_reason_stays_off(scene):
    series = scene.plan()
    closure = close(scene)
    cancelled = session_of(series, 15)
    cancel_session(session=cancelled, reason=CancelReason.STAFF, notice="Ill", by=BY)
    remove_closure(closure=closure, by=BY, on=EARLY)
    assert session_of(series, 15).status == SessionStatus.CANCELLED
