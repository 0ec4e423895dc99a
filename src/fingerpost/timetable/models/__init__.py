"""When and where: a programme is a group's season, a series recurs in it, a session is one dated meeting."""

from fingerpost.timetable.models.changes import Change
from fingerpost.timetable.models.closures import Closure
from fingerpost.timetable.models.programmes import Programme, Series
from fingerpost.timetable.models.sessions import Session

__all__ = ["Change", "Closure", "Programme", "Series", "Session"]
