"""What a timetable decides on plain values: which days, which weeks, at what time. No clock, no database."""

from fingerpost.timetable.rules.days import (
    MINIMUM_WEEKS,
    Span,
    YearOfWeeks,
    covers,
    missing_weeks,
    open_weeks,
    weeks_of,
    year_of_weeks,
)
from fingerpost.timetable.rules.plans import SeriesPlan, check_calendar, check_plan
from fingerpost.timetable.rules.recurrence import Frequency, NthDay, Recurrence, dates_of, read_rule
from fingerpost.timetable.rules.times import local_moment, overlaps, time_of_day

__all__ = [
    "MINIMUM_WEEKS",
    "Frequency",
    "NthDay",
    "Recurrence",
    "SeriesPlan",
    "Span",
    "YearOfWeeks",
    "check_calendar",
    "check_plan",
    "covers",
    "dates_of",
    "local_moment",
    "missing_weeks",
    "open_weeks",
    "overlaps",
    "read_rule",
    "time_of_day",
    "weeks_of",
    "year_of_weeks",
]
