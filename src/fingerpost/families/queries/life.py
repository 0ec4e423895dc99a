"""Families that somebody should look at: a child turns five, nobody asked for a year, a baby was due; and who left.

A list for people at work. Nothing is sent to anybody from here, and after a loss a family stands on no list that asks
for a call.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, JSONObject

from fingerpost.accounts.rules import Viewer, may
from fingerpost.accounts.vocabulary import Capability
from fingerpost.audit.operations import Who, record_read
from fingerpost.base.verdict import Verdict
from fingerpost.families.models import ChildMembership, Family
from fingerpost.families.queries.facts import called, facts, facts_of
from fingerpost.families.queries.lists import PAGE, FamilyLine, line_of, open_or_closed, with_people
from fingerpost.families.rules.changing import may_change
from fingerpost.families.rules.life import (
    OVERDUE,
    UNDER,
    Growing,
    Life,
    fifth_birthday,
    kept_until,
    overdue,
    services_end,
    to_be_confirmed,
    turn_five_in,
    years_before,
)
from fingerpost.families.rules.seeing import Part, Sight, sight
from fingerpost.families.vocabulary import Check, ChildState, FamilyState, Leaving
from fingerpost.places.models.dated import valid_on

RETENTION: Final = "how long a record is kept"
THIS: Final = OuterRef("pk")


@dataclass(frozen=True, slots=True)
class CheckLine:
    """A family that somebody should look at. day: the birthday, the last word, the due date, or the day it left; None
    where the viewer does not see it."""

    family: FamilyLine
    day: date | None
    why: str
    quiet: bool


@dataclass(frozen=True, slots=True)
class Checks:
    """A page of such families. verdict: why they may be seen, or why not. counts: how many there are of each kind."""

    verdict: Verdict
    page: int = 1
    pages: int = 1
    lines: tuple[CheckLine, ...] = ()
    counts: tuple[tuple[Check, int], ...] = ()


def families_to_check(*, viewer: Viewer, on: date, check: Check, page: int, by: Who) -> Checks:
    """The families of the viewer's groups that somebody should look at. The look is on record."""
    families = _with_life(open_or_closed(viewer, on), on)
    conditions = {each: _condition(each, on) for each in Check}
    found = families.aggregate(**{each.value: Count("pk", filter=conditions[each]) for each in Check})
    pages = max(1, -(-found[check.value] // PAGE))
    page = min(max(page, 1), pages)
    rows = with_people(families.filter(conditions[check]), on).order_by(*ORDER[check], "pk")
    shown = [(row, sight(viewer, facts(row), on)) for row in rows[(page - 1) * PAGE : page * PAGE]]
    lines = tuple(_line(row, check, seen, on) for row, seen in shown if seen.shows(Part.NAMES) and _is(row, check, on))
    verdict = may(Capability.SEE_FAMILY_BASIC, viewer.postings, on)
    references = [line.family.reference for line in lines]
    record_read(f"list families: {check.value}", kind="family", references=references, by=by, because=verdict.reason)
    return Checks(verdict, page, pages, lines, tuple((each, found[each.value]) for each in Check))


ORDER: Final[dict[Check, tuple[str, ...]]] = {
    Check.FIVE: ("entered_on",),
    Check.YEAR: ("last_asked",),
    Check.DUE: ("entered_on",),
    Check.LEFT: ("-closed_on",),
}


def _with_life(families: QuerySet[Family], on: date) -> QuerySet[Family]:
    """Families with their children as far as the life of a record depends on them, and when somebody last asked."""
    members = ChildMembership.objects.told(RETENTION).filter(valid_on(on), family=THIS)
    child = JSONObject(state="child__state", born="child__date_of_birth", due="child__due_on")
    return families.annotate(
        growing=ArraySubquery(members.values_list(child)), last_asked=Coalesce("confirmed_on", "entered_on")
    )


def _condition(check: Check, on: date) -> Q:
    with_us, calm = Q(state=FamilyState.OPEN), Q(quiet_from=None)
    first, last = turn_five_in(on)
    match check:
        case Check.FIVE:
            return with_us & Q(_child(on, state=ChildState.BORN, date_of_birth__range=(first, last)))
        case Check.YEAR:
            return with_us & calm & Q(last_asked__lte=years_before(on, 1))
        case Check.DUE:
            return with_us & calm & Q(_child(on, state=ChildState.EXPECTED, due_on__lte=on - OVERDUE))
        case Check.LEFT:
            return Q(state=FamilyState.CLOSED)


def _child(on: date, **which: Any) -> Exists:
    named = {f"child__{name}": value for name, value in which.items()}
    return Exists(ChildMembership.objects.told(RETENTION).filter(valid_on(on), family=THIS, **named))


def _line(row: Any, check: Check, seen: Sight, on: date) -> CheckLine:
    return CheckLine(
        family=line_of(row, clear=False),
        day=_day(row, check, seen, on),
        why=str(Leaving(row.closed_for).label) if row.closed_for else "",
        quiet=row.quiet_from is not None,
    )


def _is(row: Any, check: Check, on: date) -> bool:
    """Whether the rule says so too: what the database was asked is the same in other words."""
    match check:
        case Check.YEAR:
            return to_be_confirmed(_life(row), on)
        case Check.DUE:
            return overdue(_life(row), on)
    return True


def _day(row: Any, check: Check, seen: Sight, on: date) -> date | None:
    match check:
        case Check.YEAR:
            return row.last_asked  # type: ignore[no-any-return]
        case Check.LEFT:
            return row.closed_on  # type: ignore[no-any-return]
    if not seen.shows(Part.BIRTHDAYS):
        return None
    first, last = turn_five_in(on)
    children = _growing(row)
    if check is Check.DUE:
        return min((child.due for child in children if child.due and child.state is ChildState.EXPECTED), default=None)
    born = [child.born for child in children if child.born and first <= child.born <= last]
    return fifth_birthday(min(born)) if born else None


def _growing(row: Any) -> tuple[Growing, ...]:
    return tuple(
        Growing(
            ChildState(each["state"]),
            *(date.fromisoformat(day) if day else None for day in (each["born"], each["due"])),
        )
        for each in row.growing
    )


def _life(row: Any) -> Life:
    return Life(
        entered=row.entered_on,
        confirmed=row.confirmed_on,
        closed=row.closed_on,
        quiet=row.quiet_from is not None,
        children=_growing(row),
    )


@dataclass(frozen=True, slots=True)
class LifeOpened:
    """What becomes of a family's record. may_confirm, may_decide: whether the viewer may, or why not.

    ends: when the youngest turns five, for those who see birthdays. kept_until: of a record that is closed.
    """

    reference: str
    verdict: Verdict
    entered_on: date
    confirmed_on: date | None
    closed_on: date | None
    why: str
    quiet: bool
    asks: bool
    ends: date | None
    kept_until: date | None
    groups: frozenset[str]
    may_confirm: Verdict
    may_decide: Verdict


def life_of(*, viewer: Viewer, reference: str, on: date, by: Who) -> LifeOpened | None:
    """What becomes of a record; None where there is none for the viewer. The look is on record."""
    known = facts_of([reference], on=on).get(reference)
    if known is None or not (seen := sight(viewer, known, on)).shows(Part.NAMES):
        return None
    row: Any = _with_life(Family.objects.told(viewer.actor(on)).filter(called(reference)), on).first()
    if row is None:
        return None
    record_read("open life of record", kind="family", references=[row.reference], by=by, because=seen.verdict.reason)
    life = _life(row)
    return LifeOpened(
        reference=row.reference,
        verdict=seen.verdict,
        entered_on=row.entered_on,
        confirmed_on=row.confirmed_on,
        closed_on=row.closed_on,
        why=str(Leaving(row.closed_for).label) if row.closed_for else "",
        quiet=life.quiet,
        asks=to_be_confirmed(life, on),
        ends=services_end(life.children) if seen.shows(Part.BIRTHDAYS) else None,
        kept_until=kept_until(life) if life.closed and seen.shows(Part.BIRTHDAYS) else None,
        groups=known.groups,
        may_confirm=may_change(viewer, known, on, Part.NAMES),
        may_decide=may_change(viewer, known, on, Part.BIRTHDAYS),
    )


def lives_without_under_fives(on: date) -> Iterator[tuple[str, Life]]:
    """Families with us of whom no child is expected, and none under five: by reference, for the rule to decide."""
    young = _child(on, state=ChildState.BORN, date_of_birth__gt=years_before(on, UNDER))
    families = Family.objects.told(RETENTION).filter(state=FamilyState.OPEN, quiet_from=None)
    some = (
        families.filter(_child(on, state=ChildState.BORN)).exclude(young).exclude(_child(on, state=ChildState.EXPECTED))
    )
    for row in _with_life(some, on).order_by("pk"):
        yield row.reference, _life(row)
