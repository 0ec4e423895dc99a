"""A whole centre in another building for a while."""

from datetime import date, time

import pytest

from fingerpost.base.verdict import Refused
from fingerpost.places.models import Premises
from fingerpost.places.vocabulary import PremisesRole
from fingerpost.timetable.operations import relocate_centre
from fingerpost.timetable.rules import Span
from fingerpost.timetable.vocabulary import SessionStatus
from tests.factories.places import make_building, make_centre, make_venue, venue_of
from tests.timetable.planning import BY, Scene, last_event, session_of

DAYS = Span(date(2026, 9, 7), date(2026, 9, 20))


@pytest.fixture
def hall(scene):
    return make_venue("Hall", building=make_building())


def relocate(scene: Scene, venue, days: Span = DAYS, notice: str = "The roof is being mended.") -> Premises:
    return relocate_centre(centre=scene.centre, building=venue.building, venue=venue, days=days, notice=notice, by=BY)


def test_the_sessions_of_those_days_move_along(scene, hall):
    series = scene.plan()
    relocate(scene, hall)
    venues = [session.venue for session in series.sessions.order_by("planned_on")]
    assert venues == [scene.venue, hall, hall, scene.venue, scene.venue]
    assert (session_of(series, 8).status, session_of(series, 8).notice) == (
        SessionStatus.MOVED,
        "The roof is being mended.",
    )


def test_the_building_is_the_centres_for_that_time_with_a_notice(scene, hall):
    premises = relocate(scene, hall)
    assert (premises.role, premises.valid_from, premises.valid_to) == (PremisesRole.TEMPORARY, DAYS.first, DAYS.last)
    assert premises.notice == "The roof is being mended."
    assert (last_event().subject_reference, last_event().counts) == (scene.centre.number, {"sessions": 0})


def test_what_is_held_elsewhere_stays_there(scene, hall):
    series = scene.plan(venue=make_venue("Library"))
    relocate(scene, hall)
    assert session_of(series, 8).status == SessionStatus.PLANNED


def test_places_are_read_again(scene, hall):
    before = scene.centre.authority.revision
    relocate(scene, hall)
    scene.centre.authority.refresh_from_db()
    assert scene.centre.authority.revision > before


def test_two_groups_that_would_share_the_room_are_refused(scene, hall):
    scene.plan()
    scene.plan(venue=make_venue("Quiet room", building=scene.venue.building), title="Baby clinic")
    with pytest.raises(Refused, match="Hall is taken on Tuesday 8 September"):
        relocate(scene, hall)
    assert not Premises.objects.filter(role=PremisesRole.TEMPORARY).exists()


def test_a_room_that_the_host_uses_is_refused(scene):
    host = make_centre("Birchwood")
    scene.plan(centre=host, venue=venue_of(host), title="Host's group", starts_at=time(11))
    scene.plan()
    with pytest.raises(Refused, match="Host's group"):
        relocate(scene, venue_of(host))


@pytest.mark.parametrize(
    ("days", "notice", "says"),
    [(Span(DAYS.last, DAYS.first), "Roof", "before the first day"), (DAYS, " ", "why the centre moves")],
)
def test_a_relocation_that_says_too_little_is_refused(scene, hall, days, notice, says):
    with pytest.raises(Refused, match=says):
        relocate(scene, hall, days, notice)


def test_a_room_of_another_building_is_refused(scene, hall):
    with pytest.raises(Refused, match="room in the building"):
        relocate_centre(centre=scene.centre, building=make_building(), venue=hall, days=DAYS, notice="Roof", by=BY)


def test_a_centre_moves_once_at_a_time(scene, hall):
    relocate(scene, hall)
    with pytest.raises(Refused, match="temporary building"):
        relocate(scene, make_venue("Chapel", building=make_building()), Span(DAYS.last, date(2026, 10, 1)))


def test_a_centre_cannot_move_to_where_it_is(scene):
    with pytest.raises(Refused, match="in that building already"):
        relocate(scene, scene.venue)
