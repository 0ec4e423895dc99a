"""Two workers plan for the same room at the same moment: one of them is told that it is taken."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError

import pytest
from django.db import connection

from fingerpost.base.verdict import Refused
from fingerpost.timetable.models import Series
from fingerpost.timetable.operations import meetings
from fingerpost.timetable.queries.clashes import first_clash
from tests.timetable.planning import Scene, make_scene

HALF_A_SECOND = 0.5


def attempt(scene: Scene) -> str:
    try:
        scene.plan()
    except Refused:
        return "refused"
    else:
        return "planned"
    finally:
        connection.close()


def both_look_before_either_writes(monkeypatch) -> None:
    """Without the lock both would look for clashes at once, and see none. With it the second is not let in so far."""
    meet = Barrier(2)

    def look(*planned, **left_out):
        with suppress(BrokenBarrierError):
            meet.wait(HALF_A_SECOND)
        return first_clash(*planned, **left_out)

    monkeypatch.setattr(meetings, "first_clash", look)


def at_once(scene: Scene) -> list[str]:
    with ThreadPoolExecutor(2) as workers:
        return sorted(workers.map(attempt, [scene, scene]))


@pytest.mark.django_db(transaction=True)
def test_one_is_planned_and_the_other_refused(monkeypatch):
    scene = make_scene()
    both_look_before_either_writes(monkeypatch)
    assert at_once(scene) == ["planned", "refused"]
    assert Series.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_both_would_be_planned(monkeypatch):
    scene = make_scene()
    both_look_before_either_writes(monkeypatch)
    monkeypatch.setattr(meetings, "lock_venues", lambda venues: None)
    assert at_once(scene) == ["planned", "planned"]
