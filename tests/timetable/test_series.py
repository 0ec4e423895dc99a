"""Planning what recurs, changing it and ending it."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from django.db import connection

from fingerpost.base.identifiers import derived_reference
from fingerpost.base.verdict import Refused
from fingerpost.places.vocabulary import VenueKind
from fingerpost.timetable.models import Series, Session
from fingerpost.timetable.operations import (
    Placing,
    cancel_session,
    change_series,
    end_series,
    move_session,
    plan_series_in_bulk,
)
from fingerpost.timetable.operations.series import series_plan
from fingerpost.timetable.vocabulary import CancelReason, SessionStatus
from tests.factories.places import make_centre, make_venue
from tests.factories.timetable import make_closure
from tests.timetable.planning import BY, PLAN, TUESDAYS, Scene, days_of, last_event, session_of

BEFORE = datetime(2026, 8, 1, tzinfo=UTC)
MID_SEPTEMBER = date(2026, 9, 14)


def test_a_series_gets_its_sessions(scene):
    series = scene.plan()
    assert days_of(series) == TUESDAYS
    assert series_plan(Series.objects.get()) == PLAN


def test_a_session_has_local_times_and_a_reference_of_its_day(scene):
    session = session_of(scene.plan(), 8)
    assert session.starts_at == datetime(2026, 9, 8, 9, tzinfo=UTC)
    assert session.reference == derived_reference(session.series.reference, session.planned_on)


def test_a_planned_series_is_recorded(scene):
    series = scene.plan()
    event = last_event()
    assert (event.operation, event.subject_reference, event.counts) == ("add series", series.reference, {"sessions": 5})


def test_a_time_stays_the_same_when_the_clocks_change(scene):
    series = scene.plan(first_on=date(2026, 10, 20), last_on=date(2026, 10, 27))
    assert [session.starts_at.hour for session in series.sessions.order_by("starts_at")] == [9, 10]


def test_closed_days_are_left_out(scene):
    make_closure(date(2026, 9, 8), centre=scene.centre)
    make_closure(date(2026, 9, 15))
    make_closure(date(2026, 9, 22), centre=make_centre("Elsewhere"))
    assert days_of(scene.plan()) == [TUESDAYS[0], *TUESDAYS[3:]]


def test_term_time_follows_the_school_calendar(scene):
    series = scene.plan(term_time_only=True, last_on=date(2026, 12, 31))
    assert date(2026, 10, 27) not in days_of(series)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"title": ""}, "title"),
        ({"first_on": date(2026, 8, 25)}, "days of the programme"),
        ({"last_on": date(2027, 1, 5)}, "days of the programme"),
        ({"rule": "FREQ=WEEKLY;COUNT=6"}, "Only 5 of 6"),
        ({"rule": ""}, "never take place"),
    ],
)
def test_a_plan_that_cannot_stand_is_refused_and_nothing_is_left(scene, change, says):
    with pytest.raises(Refused, match=says):
        scene.plan(**change)
    assert not Series.objects.exists()


def test_term_time_beyond_the_school_calendar_is_refused(scene):
    scene.centre.authority.school_terms.all().delete()
    with pytest.raises(Refused, match="school calendar"):
        scene.plan(term_time_only=True)


def test_a_named_date_on_a_closed_day_is_refused_with_the_reason(scene):
    make_closure(date(2026, 9, 5))
    with pytest.raises(Refused, match=r"closed on Saturday 5 September 2026: Staff training day"):
        scene.plan(extra=(date(2026, 9, 5),))


def test_a_centre_of_another_group_is_refused(scene):
    with pytest.raises(Refused, match="not in the group"):
        scene.plan(programme=_elsewhere())


def _elsewhere():
    from tests.factories.places import make_group
    from tests.factories.timetable import make_programme

    return make_programme(group=make_group("Far away"))


def test_a_room_that_is_taken_is_refused_by_day_and_time(scene):
    scene.plan(title="Baby clinic")
    with pytest.raises(Refused, match=r"taken on Tuesday 1 September 2026 from 10:00 to 11:30: Baby clinic"):
        scene.plan(starts_at=time(11), ends_at=time(12))


def test_one_after_the_other_is_no_clash(scene):
    scene.plan()
    assert scene.plan(starts_at=time(11, 30), ends_at=time(12))


def test_a_session_that_is_off_leaves_its_room(scene):
    first = scene.plan(last_on=date(2026, 9, 1))
    cancel_session(session=first.sessions.get(), reason=CancelReason.STAFF, notice="", by=BY)
    assert scene.plan(last_on=date(2026, 9, 1))


@pytest.mark.parametrize("kind", [VenueKind.ONLINE, VenueKind.OUTDOORS, VenueKind.FAMILY_HOME])
def test_what_takes_no_room_cannot_clash(scene, kind):
    venue = make_venue("Anywhere", kind=kind)
    scene.plan(venue=venue)
    assert scene.plan(venue=venue)


def test_many_are_planned_at_once_with_one_event(scene):
    placings = [placing(scene), placing(scene, starts_at=time(13), ends_at=time(14))]
    series = plan_series_in_bulk(placings=placings, by=BY, reference="autumn.csv")
    assert [len(days_of(each)) for each in series] == [5, 5]
    assert (last_event().subject_reference, last_event().counts) == ("autumn.csv", {"series": 2, "sessions": 10})


def test_many_are_planned_all_or_none(scene):
    with pytest.raises(Refused, match="taken"):
        plan_series_in_bulk(placings=[placing(scene), placing(scene)], by=BY, reference="autumn.csv")
    assert not Session.objects.exists()


def test_the_number_of_queries_does_not_grow_with_what_is_planned(scene, django_assert_num_queries):
    many = [placing(scene, starts_at=time(hour), ends_at=time(hour + 1)) for hour in range(8, 20)]
    with django_assert_num_queries(12):
        plan_series_in_bulk(placings=many, by=BY, reference="autumn.csv")


def test_the_role_that_serves_has_the_rows_of_a_season_counted(scene, monkeypatch):
    """Else PostgreSQL may plan the next question as if the tables were empty, and take an hour over it."""
    monkeypatch.setattr("fingerpost.timetable.operations.bulk.MANY", 1)
    plan_series_in_bulk(placings=[placing(scene)], by=BY, reference="autumn.csv")
    with connection.cursor() as cursor:
        cursor.execute("select reltuples from pg_class where oid = 'timetable_session'::regclass")
        assert cursor.fetchone() == (Session.objects.count(),)


def placing(scene: Scene, **changes) -> Placing:
    return Placing(plan=replace(PLAN, **changes), programme=scene.programme, centre=scene.centre, venue=scene.venue)


def test_a_change_holds_from_its_day_on(scene):
    series = scene.plan()
    change_series(series=series, plan=replace(PLAN, starts_at=time(9), title="Play"), by=BY, on=MID_SEPTEMBER)
    assert [session.starts_at.hour for session in series.sessions.order_by("starts_at")] == [9, 9, 8, 8, 8]
    assert last_event().counts == {"added": 0, "kept": 3, "removed": 0}


def test_a_change_of_weekday_replaces_what_is_to_come(scene):
    series = scene.plan()
    plan = replace(PLAN, rule="FREQ=WEEKLY;BYDAY=WE")
    change_series(series=series, plan=plan, by=BY, on=MID_SEPTEMBER)
    assert days_of(series) == [*TUESDAYS[:2], date(2026, 9, 16), date(2026, 9, 23)]


def test_a_change_tells_families_anew(scene):
    series = scene.plan()
    change_series(series=series, plan=replace(PLAN, title="Play together"), by=BY, on=MID_SEPTEMBER)
    assert [session.revision for session in series.sessions.order_by("planned_on")] == [0, 0, 1, 1, 1]


def test_what_was_moved_or_called_off_by_hand_stays(scene):
    series = scene.plan()
    cancel_session(session=session_of(series, 22), reason=CancelReason.STAFF, notice="Ill", by=BY)
    move_session(session=session_of(series, 29), starts_at=time(10, 30), notice="", by=BY, now=BEFORE)
    change_series(series=series, plan=replace(PLAN, starts_at=time(9)), by=BY, on=MID_SEPTEMBER)
    assert session_of(series, 22).status == SessionStatus.CANCELLED
    assert session_of(series, 29).starts_at.hour == 9
    assert session_of(series, 29).status == SessionStatus.MOVED


def test_a_series_can_change_its_room(scene):
    hall = make_venue("Village hall")
    series = change_series(series=scene.plan(), plan=PLAN, venue=hall, by=BY, on=MID_SEPTEMBER)
    assert [session.venue.name for session in series.sessions.order_by("planned_on")][1:3] == [
        scene.venue.name,
        "Village hall",
    ]


def test_no_change_is_refused(scene):
    with pytest.raises(Refused, match="Nothing would change"):
        change_series(series=scene.plan(), plan=PLAN, by=BY, on=MID_SEPTEMBER)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"starts_at": time(13), "ends_at": time(14)}, "taken"),
        ({"title": ""}, "title"),
        ({"last_on": date(2027, 2, 1)}, "days of the programme"),
    ],
)
def test_a_change_that_cannot_stand_is_refused_and_undone(scene, change, says):
    scene.plan(title="Baby clinic", starts_at=time(13), ends_at=time(15))
    series = scene.plan()
    with pytest.raises(Refused, match=says):
        change_series(series=series, plan=replace(PLAN, **change), by=BY, on=MID_SEPTEMBER)
    assert series_plan(Series.objects.get(pk=series.pk)) == PLAN


def test_an_ended_series_meets_no_more(scene):
    series = end_series(series=scene.plan(), last_on=date(2026, 9, 16), by=BY, on=MID_SEPTEMBER)
    assert (days_of(series), series.last_on) == (TUESDAYS[:3], date(2026, 9, 16))
    assert last_event().counts == {"removed": 2, "called off": 0}


def test_a_moved_session_of_an_ended_series_is_called_off_with_a_word(scene):
    series = scene.plan()
    move_session(session=session_of(series, 29), starts_at=time(10, 30), notice="", by=BY, now=BEFORE)
    end_series(series=series, last_on=date(2026, 9, 16), by=BY, on=MID_SEPTEMBER)
    assert session_of(series, 29).status == SessionStatus.CANCELLED
    assert session_of(series, 29).notice == "This group has come to an end."


@pytest.mark.parametrize(
    ("last_on", "says"),
    [
        (date(2026, 9, 13), "today or later"),
        (date(2026, 9, 29), "before its last day"),
        (date(2026, 12, 1), "before its last day"),
    ],
)
def test_an_end_that_cannot_be_is_refused(scene, last_on, says):
    with pytest.raises(Refused, match=says):
        end_series(series=scene.plan(), last_on=last_on, by=BY, on=MID_SEPTEMBER)
