"""Calendar feeds: read back by another reader of RFC 5545 than the one that wrote them where it matters."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from icalendar import Calendar

from fingerpost.places.vocabulary import VenueKind
from fingerpost.timetable.models import Session
from fingerpost.timetable.operations import cancel_session, mark_delivered, move_session
from fingerpost.timetable.queries.feeds import calendar, feed_of_sessions
from fingerpost.timetable.vocabulary import CancelReason
from tests.factories.places import make_venue
from tests.timetable.planning import BY, session_of

NOW = datetime(2026, 9, 7, 12, tzinfo=UTC)


def page(reference: str) -> str:
    return f"https://example.org/sessions/{reference}/"


def feed(scene) -> bytes:
    return feed_of_sessions(list(Session.objects.values_list("pk", flat=True)), "Oak Tree", page)


def events(content: bytes):
    return Calendar.from_ical(content).walk("VEVENT")


def test_a_session_is_an_event_at_its_local_time(scene):
    session = session_of(scene.plan(summary="Toys and tea"), 8)
    event = events(feed(scene))[1]
    assert event["dtstart"].params["TZID"] == "Europe/London"
    assert event["dtstart"].dt == session.starts_at
    assert (event["uid"], event["status"], event["sequence"]) == (f"{session.reference}@fingerpost", "CONFIRMED", 0)
    assert "Toys and tea" in event["description"]
    assert event["url"] == page(session.reference)


def test_the_clock_of_a_feed_reads_local_time_on_both_sides_of_the_change(scene):
    scene.plan(first_on=date(2026, 10, 20), last_on=date(2026, 10, 27))
    hours = [event["dtstart"].dt.astimezone(UTC).hour for event in events(feed(scene))]
    assert hours == [9, 10]


def test_two_readings_of_an_unchanged_session_are_the_same(scene):
    scene.plan()
    with time_machine.travel(NOW):
        first = feed(scene)
    with time_machine.travel(NOW + timedelta(hours=5)):
        assert feed(scene) == first


def test_a_session_that_took_place_has_nothing_new_to_tell(scene):
    scene.plan()
    before = feed(scene)
    mark_delivered(on=date(2026, 9, 9), by=BY)
    assert feed(scene) == before


def test_a_called_off_session_stays_in_the_feed_and_says_so(scene):
    session = session_of(scene.plan(), 8)
    cancel_session(session=session, reason=CancelReason.STAFF, notice="We are ill.", by=BY)
    event = events(feed(scene))[1]
    assert (event["status"], event["sequence"], event["summary"]) == ("CANCELLED", 1, "Called off: Stay and play")
    assert event["description"].startswith("We are ill.")


def test_a_moved_session_keeps_its_name_and_counts_up(scene):
    session = session_of(scene.plan(), 8)
    Session.objects.update(changed_at=NOW)
    before = events(feed(scene))[1]
    move_session(session=session, day=date(2026, 9, 10), notice="", by=BY, now=NOW)
    after = next(event for event in events(feed(scene)) if event["uid"] == before["uid"])
    assert after["dtstart"].dt.date() == date(2026, 9, 10)
    assert after["sequence"] == 1
    assert after["last-modified"].dt > before["last-modified"].dt


def test_no_line_is_longer_than_75_octets(scene):
    scene.plan(title="Płay and stäy " * 8, summary="Żółw, Ökotop; comma, semicolon\nand a new line " * 8)
    assert max(len(line) for line in feed(scene).split(b"\r\n")) <= 75


def test_text_that_looks_like_calendar_is_only_text(scene):
    scene.plan(title="Tea\r\nEND:VEVENT", summary="a\\b;c,d\nX-EVIL:1")
    (event, *_rest) = events(feed(scene))
    assert event["summary"].replace("\r", "").startswith("Tea\nEND:VEVENT")
    assert "X-EVIL" not in event
    assert "a\\b;c,d\nX-EVIL:1" in event["description"]


def test_a_family_home_is_in_no_feed(scene):
    series = scene.plan(venue=make_venue("Visits at home", kind=VenueKind.FAMILY_HOME))
    assert series.sessions.count() == 5
    assert not events(feed(scene))


def test_chosen_sessions_make_a_feed(scene):
    series = scene.plan()
    assert len(events(feed_of_sessions([session_of(series, 8).pk], "Mine", page))) == 1


def test_a_feed_takes_one_query(scene, django_assert_num_queries):
    ids = [session.pk for session in scene.plan().sessions.all()]
    with django_assert_num_queries(1):
        feed_of_sessions(ids, "Oak Tree", page)


@pytest.mark.parametrize(
    ("name", "line"),
    [("Oak Tree", "X-WR-CALNAME:Oak Tree"), ("Ünï, centre; of\nall", "X-WR-CALNAME:Ünï\\, centre\\; of\\nall")],
)
def test_an_empty_feed_is_a_calendar_with_a_name(db, name, line):
    content = calendar(name, Session.objects.none(), page)
    assert line in content.decode().splitlines()
    assert len(Calendar.from_ical(content).walk("VTIMEZONE")) == 1
