"""Which looks at a family's record a parent reads about on their own page.

A day, a role and a centre, in plain words. But where somebody asked for help, and when, can endanger them when another
parent reads it. So a parent reads of looks at the home that they live in, since they live there, and only of those by
the centres that it was registered with on that day: of these they know already. What was decided to be for named
workers alone is on nobody's page as long as that holds. It is so for everybody, and so no gap tells of anything.
"""

from dataclasses import dataclass
from datetime import date, datetime

Group = str


@dataclass(frozen=True, slots=True)
class Registered:
    """With which group a home was registered, from a day to a day (both included)."""

    group: Group
    since: date
    until: date | None = None

    def holds(self, on: date) -> bool:
        return self.since <= on and (self.until is None or on <= self.until)


@dataclass(frozen=True, slots=True)
class Turn:
    """That a record was closed to all but named workers, or opened again."""

    at: datetime
    closed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """A home whose looks somebody asks about: since when they live there, its groups, and when it was closed."""

    since: date
    registered: tuple[Registered, ...]
    turns: tuple[Turn, ...] = ()
    closed_now: bool = False


def is_told(home: Watched, *, at: datetime, on: date, group: Group) -> bool:
    """Whether a look at a moment, by somebody of a group, is told to whoever lives there. on: its day where we are."""
    here = any(each.group == group and each.holds(on) for each in home.registered)
    return bool(group) and here and home.since <= on and not _closed(home, at)


def _closed(home: Watched, at: datetime) -> bool:
    """Whether the record was for named workers alone. Closed in a way that is not on record: then all along."""
    turns = sorted(home.turns, key=lambda turn: turn.at)
    if home.closed_now and not (turns and turns[-1].closed):
        return True
    before = [turn.closed for turn in turns if turn.at <= at]
    if before:
        return before[-1]
    return bool(turns) and not turns[0].closed  # what was opened again had been closed, whenever that was


def kind_of_look(operation: str) -> str:
    """What a look was for, in one of few kinds: the record's own words tell more than a family's page should."""
    if operation == "list families":
        return "list"
    return "search" if operation.startswith("find families by") else "work"
