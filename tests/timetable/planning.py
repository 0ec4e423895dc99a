"""A centre with its group, an autumn programme and a room, and the plan of a weekly group to begin with."""

from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any

from fingerpost.audit.models import Event
from fingerpost.places.models import Centre, Venue
from fingerpost.timetable.models import Programme, Series, Session
from fingerpost.timetable.operations import add_series
from fingerpost.timetable.rules import SeriesPlan
from fingerpost.timetable.vocabulary import Category
from tests.factories.places import make_centre, make_school_term, venue_of
from tests.factories.timetable import make_programme, programme_of

BY = "a worker of the centre"
PLAN = SeriesPlan(
    title="Stay and play",
    category=Category.PLAY,
    rule="FREQ=WEEKLY;BYDAY=TU",
    first_on=date(2026, 9, 1),
    last_on=date(2026, 9, 29),
    starts_at=time(10),
    ends_at=time(11, 30),
)
TUESDAYS = [date(2026, 9, day) for day in (1, 8, 15, 22, 29)]


@dataclass(frozen=True)
class Scene:
    centre: Centre
    programme: Programme
    venue: Venue

    def plan(self, **changes: Any) -> Series:
        """A series as an operation adds it: on the Tuesdays of September unless told otherwise."""
        where: dict[str, Any] = {"centre": self.centre, "programme": self.programme, "venue": self.venue}
        where |= {key: changes.pop(key) for key in list(changes) if key in {*where, "run_by", "service"}}
        return add_series(plan=replace(PLAN, **changes), by=BY, **where)


def make_scene() -> Scene:
    centre = make_centre("Oak Tree")
    make_school_term(date(2026, 9, 2), date(2026, 10, 23))
    make_school_term(date(2026, 11, 2), date(2026, 12, 18), "Autumn term, second half")
    make_programme(group=centre.memberships.get().group)
    return Scene(centre, programme_of(centre), venue_of(centre))


def days_of(series: Series) -> list[date]:
    return [session.planned_on for session in series.sessions.order_by("planned_on")]


def session_of(series: Series, day: int, month: int = 9) -> Session:
    return series.sessions.get(planned_on=date(2026, month, day))


def last_event() -> Event:
    return Event.objects.order_by("-pk")[0]
