"""One dated session: moved, called off, put back, held."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from fingerpost.base.verdict import Refused
from fingerpost.timetable.models import Session
from fingerpost.timetable.operations import (
    cancel_session,
    cancel_sessions,
    mark_delivered,
    move_session,
    reinstate_session,
)
from fingerpost.timetable.vocabulary import CancelReason, SessionStatus
from tests.factories.places import make_venue
from tests.factories.timetable import make_closure
from tests.timetable.planning import BY, last_event, session_of

NOW = datetime(2026, 9, 7, 12, tzinfo=UTC)
LATER = datetime(2027, 1, 1, tzinfo=UTC)


@pytest.fixture
def session(scene) -> Session:
    """Tuesday 8 September, ten o'clock; today is the Monday before."""
    return session_of(scene.plan(), 8)


def test_families_are_told_why_a_session_is_off(session):
    off = cancel_session(session=session, reason=CancelReason.STAFF, notice=" We are ill. ", by=BY)
    off.refresh_from_db()
    assert (off.status, off.cancel_reason, off.notice) == (SessionStatus.CANCELLED, CancelReason.STAFF, "We are ill.")
    assert off.revision == 1
    assert (last_event().operation, last_event().subject_reference) == ("cancel session", session.reference)


def test_a_session_is_called_off_once(session):
    cancel_session(session=session, reason=CancelReason.STAFF, notice="", by=BY)
    with pytest.raises(Refused, match="already"):
        cancel_session(session=session, reason=CancelReason.WEATHER, notice="", by=BY)


def test_what_took_place_is_only_taken_back_with_a_word(session):
    mark_delivered(on=date(2026, 9, 9), by=BY)
    with pytest.raises(Refused, match="what happened instead"):
        cancel_session(session=session, reason=CancelReason.LOW_UPTAKE, notice=" ", by=BY)
    taken_back = cancel_session(session=session, reason=CancelReason.LOW_UPTAKE, notice="Nobody came.", by=BY)
    assert taken_back.status == SessionStatus.CANCELLED


def test_several_are_called_off_at_once(scene):
    series = scene.plan()
    cancel_session(session=session_of(series, 1), reason=CancelReason.STAFF, notice="Ill", by=BY)
    ids = [session.pk for session in series.sessions.all()]
    off = cancel_sessions(sessions=ids, reason=CancelReason.VENUE, notice="Burst pipe", by=BY, reference="pipe")
    assert off == 4
    assert session_of(series, 1).notice == "Ill"
    assert (session_of(series, 8).notice, session_of(series, 8).revision) == ("Burst pipe", 1)
    assert last_event().counts == {"sessions": 4}


def test_none_called_off_leaves_no_event(scene):
    assert cancel_sessions(sessions=[], reason=CancelReason.VENUE, notice="", by=BY, reference="none") == 0


def test_a_session_is_put_back(session):
    cancel_session(session=session, reason=CancelReason.STAFF, notice="Ill", by=BY)
    back = reinstate_session(session=session, by=BY, now=NOW)
    assert (back.status, back.cancel_reason, back.notice, back.revision) == (SessionStatus.PLANNED, "", "", 2)


def test_a_moved_session_comes_back_where_it_was_moved_to(session):
    move_session(session=session, starts_at=time(10, 30), notice="", by=BY, now=NOW)
    cancel_session(session=session, reason=CancelReason.STAFF, notice="", by=BY)
    assert reinstate_session(session=session, by=BY, now=NOW).status == SessionStatus.MOVED


def test_only_what_is_off_can_be_put_back(session):
    with pytest.raises(Refused, match="not been called off"):
        reinstate_session(session=session, by=BY, now=NOW)


def test_what_is_over_cannot_be_put_back(session):
    cancel_session(session=session, reason=CancelReason.STAFF, notice="", by=BY)
    with pytest.raises(Refused, match="time is over"):
        reinstate_session(session=session, by=BY, now=LATER)


def test_a_session_cannot_be_put_back_on_a_closed_day(session):
    cancel_session(session=session, reason=CancelReason.STAFF, notice="", by=BY)
    make_closure(date(2026, 9, 8))
    with pytest.raises(Refused, match="closed on Tuesday 8 September"):
        reinstate_session(session=session, by=BY, now=NOW)


def test_a_session_cannot_be_put_back_into_a_room_that_was_taken_since(scene):
    session = scene.plan(last_on=date(2026, 9, 8)).sessions.get(planned_on=date(2026, 9, 8))
    cancel_session(session=session, reason=CancelReason.STAFF, notice="", by=BY)
    scene.plan(title="Dads", first_on=date(2026, 9, 8), last_on=date(2026, 9, 8))
    with pytest.raises(Refused, match="Dads"):
        reinstate_session(session=session, by=BY, now=NOW)


def test_a_session_is_moved_to_another_day_time_and_place(session):
    hall = make_venue("Village hall")
    moved = move_session(
        session=session,
        day=date(2026, 9, 10),
        starts_at=time(14),
        ends_at=time(15),
        venue=hall,
        notice="Roof works",
        by=BY,
        now=NOW,
    )
    assert (moved.starts_at, moved.venue, moved.planned_on) == (
        datetime(2026, 9, 10, 13, tzinfo=UTC),
        hall,
        date(2026, 9, 8),
    )
    assert (moved.status, moved.notice, moved.revision) == (SessionStatus.MOVED, "Roof works", 1)


def test_a_session_moved_back_is_as_planned(session):
    move_session(session=session, day=date(2026, 9, 10), notice="Roof", by=BY, now=NOW)
    back = move_session(session=session, day=date(2026, 9, 8), notice="", by=BY, now=NOW)
    assert (back.status, back.revision) == (SessionStatus.PLANNED, 2)


@pytest.mark.parametrize(
    ("change", "now", "says"),
    [
        ({}, NOW, "Nothing would change"),
        ({"ends_at": time(9)}, NOW, "end after it starts"),
        ({"starts_at": time(12)}, NOW, "end after it starts"),
        ({"day": date(2026, 9, 6)}, NOW, "before it begins"),
        ({"day": date(2026, 10, 6)}, LATER, "before it begins"),
        ({"day": date(2026, 9, 15)}, NOW, "Stay and play"),
    ],
)
def test_a_move_that_cannot_be_is_refused(session, change, now, says):
    with pytest.raises(Refused, match=says):
        move_session(session=session, notice="", by=BY, now=now, **change)
    session.refresh_from_db()
    assert session.revision == 0


def test_a_session_is_not_moved_to_a_closed_day(session):
    make_closure(date(2026, 9, 10), notice="Training")
    with pytest.raises(Refused, match="closed on Thursday 10 September"):
        move_session(session=session, day=date(2026, 9, 10), notice="", by=BY, now=NOW)


def test_a_session_that_is_off_cannot_be_moved(session):
    cancel_session(session=session, reason=CancelReason.STAFF, notice="", by=BY)
    with pytest.raises(Refused, match="going ahead"):
        move_session(session=session, day=date(2026, 9, 10), notice="", by=BY, now=NOW)


def test_what_is_over_took_place_unless_it_was_off(scene):
    series = scene.plan()
    cancel_session(session=session_of(series, 1), reason=CancelReason.STAFF, notice="", by=BY)
    assert mark_delivered(on=date(2026, 9, 15), by=BY) == 1
    states = [session.status for session in series.sessions.order_by("planned_on")]
    assert states == ["cancelled", "delivered", "planned", "planned", "planned"]


def test_a_day_counts_as_over_at_local_midnight(scene):
    series = scene.plan(starts_at=time(23), ends_at=time(23, 30))
    day = session_of(series, 8).planned_on
    assert mark_delivered(on=day, by=BY) == 1
    assert mark_delivered(on=day + timedelta(days=1), by=BY) == 1


def test_nothing_new_leaves_no_event(scene):
    scene.plan()
    assert mark_delivered(on=date(2026, 9, 1), by=BY) == 0
    assert last_event().operation == "add series"
