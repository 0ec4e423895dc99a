"""Records opened in need: whether one is open to somebody now, and which wait for whose review."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F

from fingerpost.accounts.models import Posting, User
from fingerpost.accounts.queries import name_of
from fingerpost.accounts.rules import (
    FamilyFacts,
    GlassPolicy,
    OpeningFacts,
    Viewer,
    may_break_glass,
    may_review_opening,
    sees_through_glass,
)
from fingerpost.accounts.rules.table import OPENS
from fingerpost.accounts.vocabulary import Desk, Role
from fingerpost.audit.vocabulary import Outcome
from fingerpost.base.scope import Machinery, machinery
from fingerpost.base.verdict import Verdict
from fingerpost.families.models import Opening
from fingerpost.families.queries.facts import facts_of
from fingerpost.places.models.dated import valid_on
from fingerpost.places.queries import authority

GLASS = "records opened in need"
MOST = 200


@dataclass(frozen=True, slots=True)
class Opened:
    """A record that was opened in need, as whoever reviews it reads it. Its texts only on its own page."""

    reference: str
    family: str
    who: str
    name: str
    seat: str
    why: str
    opened_at: datetime
    ends_at: datetime
    review_by: datetime
    overdue: bool
    outcome: Outcome | None
    note: str
    reviewed_at: datetime | None


def glass_policy() -> GlassPolicy:
    """What this authority allows."""
    ours = authority()
    return GlassPolicy(ours.glass_hours, ours.glass_review_hours)


@machinery(Machinery.FAMILIES)
def through_glass(viewer: Viewer, reference: str, family: FamilyFacts, *, now: datetime, on: date) -> Verdict:
    """Whether a record is open to somebody who may not see it otherwise. One query."""
    rows = Opening.objects.told(GLASS).filter(user__reference=viewer.user, family__reference=reference, ends_at__gt=now)
    openings = [OpeningFacts(viewer.user, reference, row.opened_at, row.ends_at) for row in rows.defer("why", "note")]
    return sees_through_glass(viewer, reference, family, openings, now=now, on=on, policy=glass_policy())


def may_open_in_need(viewer: Viewer, reference: str, on: date) -> Verdict | None:
    """Whether somebody who is refused a record may open it for a reason; None where there is no record for them."""
    family = facts_of([reference], on=on).get(reference)
    if family is None or viewer.user in family.near:
        return None
    return may_break_glass(viewer, family, on, glass_policy())


@machinery(Machinery.FAMILIES)
def to_review(viewer: Viewer, *, now: datetime, on: date) -> list[Opened]:
    """What a lead, or data protection, reviews: what waits first, the most urgent on top; then what was reviewed."""
    rows = Opening.objects.told(viewer.actor(on)).select_related("user", "family")
    if not _keeps_watch(viewer, on):
        rows = rows.filter(groups__overlap=_led(viewer, on))
    rows = rows.order_by(F("reviewed_at").desc(nulls_first=True), "review_by")[:MOST]
    found = list(rows)
    known = facts_of([row.family.reference for row in found], on=on)
    seen = [row for row in found if _may(viewer, row, known[row.family.reference], now, on)]
    seats = _seats(seen, on)
    return [_opened(row, seats, now) for row in seen]


@machinery(Machinery.FAMILIES)
def opening_for(viewer: Viewer, reference: str, *, now: datetime, on: date) -> Opened | None:
    """One of them, with the reason and what the lead found; None for whoever may not review it."""
    row = Opening.objects.told(viewer.actor(on)).select_related("user", "family").filter(reference=reference).first()
    if row is None or not _may(viewer, row, facts_of([row.family.reference], on=on)[row.family.reference], now, on):
        return None
    return _opened(row, _seats([row], on), now, whole=True)


def waiting_openings(viewer: Viewer, *, now: datetime, on: date) -> int:
    """How many wait for the viewer's review."""
    if not (_keeps_watch(viewer, on) or _led(viewer, on)):
        return 0
    return sum(row.outcome is None for row in to_review(viewer, now=now, on=on))


def leads_of(groups: list[str], on: date, *, but: str) -> list[User]:
    """The leads of groups, without whoever opened the record."""
    return _holding(Role.GROUP_LEAD, on, but, group__slug__in=groups)


def data_protection(on: date, *, but: str) -> list[User]:
    """The data-protection officers, who are told where no lead is or reviews."""
    return _holding(Role.DATA_PROTECTION_OFFICER, on, but)


def _holding(role: Role, on: date, but: str, **where: object) -> list[User]:
    rows = Posting.objects.told(GLASS).filter(valid_on(on), role=role, user__is_active=True, **where)
    people = {row.user.reference: row.user for row in rows.exclude(user__reference=but).select_related("user")}
    return list(people.values())


def _led(viewer: Viewer, on: date) -> list[str]:
    return [each.place.key for each in viewer.standing(on) if each.role is Role.GROUP_LEAD]


def _keeps_watch(viewer: Viewer, on: date) -> bool:
    return any(OPENS[each.role] is Desk.DATA_PROTECTION for each in viewer.standing(on))


def _may(viewer: Viewer, row: Opening, family: FamilyFacts, now: datetime, on: date) -> bool:
    escalated = row.escalated_at is not None or row.review_by <= now
    groups = frozenset(row.groups)
    return bool(may_review_opening(viewer, row.user.reference, groups, family, on, escalated=escalated))


def _seats(rows: list[Opening], on: date) -> dict[str, str]:
    """The roles that were acted in, and where."""
    places = ("group", "centre", "organisation", "authority")
    found = Posting.objects.told(GLASS).filter(reference__in=[row.posting for row in rows]).select_related(*places)
    return {each.reference: f"{Role(each.role).label}, {name_of(each.place, on)}" for each in found}


def _opened(row: Opening, seats: dict[str, str], now: datetime, *, whole: bool = False) -> Opened:
    return Opened(
        reference=row.reference,
        family=row.family.reference,
        who=row.user.reference,
        name=row.user.name,
        seat=seats.get(row.posting, ""),
        why=row.why.shown() if whole else "",
        opened_at=row.opened_at,
        ends_at=row.ends_at,
        review_by=row.review_by,
        overdue=row.reviewed_at is None and row.review_by <= now,
        outcome=Outcome(row.outcome) if row.outcome else None,
        note=row.note.shown() if whole and row.note else "",
        reviewed_at=row.reviewed_at,
    )
