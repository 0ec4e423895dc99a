"""What can be done to a timetable. Each function checks the rule, and writes once, with one event on record."""

from fingerpost.timetable.operations.bulk import plan_series_in_bulk
from fingerpost.timetable.operations.closures import add_closure, remove_closure
from fingerpost.timetable.operations.meetings import Placing
from fingerpost.timetable.operations.programmes import add_programme
from fingerpost.timetable.operations.relocations import relocate_centre
from fingerpost.timetable.operations.series import add_series, change_series, end_series
from fingerpost.timetable.operations.sessions import (
    cancel_session,
    cancel_sessions,
    mark_delivered,
    move_session,
    reinstate_session,
)

__all__ = [
    "Placing",
    "add_closure",
    "add_programme",
    "add_series",
    "cancel_session",
    "cancel_sessions",
    "change_series",
    "end_series",
    "mark_delivered",
    "move_session",
    "plan_series_in_bulk",
    "reinstate_session",
    "relocate_centre",
    "remove_closure",
]
