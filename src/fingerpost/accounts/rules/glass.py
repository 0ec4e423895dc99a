"""Break-glass: a worker who may not see a family's record opens it all the same, for hours, with a written reason.

A wall that stands for good order may be broken in need: another group's family; for those who manage, a restricted one
of their own group. What protects a family from the very person who asks is never broken: one's own family, or one that
one stands near; nor is the wall of the system administrator. Two walls are never broken at once: then the safeguarding
lead is asked.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from fingerpost.accounts.rules.facts import FamilyFacts, PostingFacts, Viewer
from fingerpost.accounts.rules.families import may_see_family
from fingerpost.accounts.rules.permissions import said
from fingerpost.accounts.vocabulary import Reason, Role
from fingerpost.base.verdict import Verdict

BREAKS: Mapping[Role, frozenset[Reason]] = {
    Role.OUTREACH_WORKER: frozenset({Reason.OTHER_GROUP}),
    Role.CENTRE_MANAGER: frozenset({Reason.OTHER_GROUP, Reason.RESTRICTED}),
    Role.GROUP_LEAD: frozenset({Reason.OTHER_GROUP, Reason.RESTRICTED}),
}


@dataclass(frozen=True, slots=True)
class GlassPolicy:
    """What an authority allows: for how many hours a record is opened (0: never), and how soon it is reviewed."""

    hours: int = 0
    review_hours: int = 24


@dataclass(frozen=True, slots=True)
class OpeningFacts:
    """That a user opened a family's record: from a moment, and until just before another."""

    user: str
    family: str
    starts: datetime
    ends: datetime

    def holds(self, user: str, family: str, now: datetime) -> bool:
        return (self.user, self.family) == (user, family) and self.starts <= now < self.ends


def may_break_glass(viewer: Viewer, family: FamilyFacts, on: date, policy: GlassPolicy) -> Verdict:
    """Whether somebody who may not see a family may open it for a reason."""
    seen = may_see_family(viewer, family, on)
    if seen:
        return said(False, Reason.GLASS_NOT_NEEDED)
    held = viewer.standing(on)
    if not held or viewer.user in family.adults | family.near:
        return seen
    if any(posting.role is Role.SYSTEM_ADMINISTRATOR for posting in held):
        return seen
    if policy.hours <= 0:
        return said(False, Reason.GLASS_OFF)
    if not any(_breaks(posting, viewer, family) for posting in held):
        return said(False, Reason.GLASS_NOT_FOR_ROLE)
    return said(True, Reason.GLASS_ALLOWED, hours=policy.hours)


def _breaks(posting: PostingFacts, viewer: Viewer, family: FamilyFacts) -> bool:
    """Whether the one wall between a posting and a family is one that its role may break."""
    walls = set()
    if family.restricted and viewer.user not in family.workers:
        walls.add(Reason.RESTRICTED)
    if posting.place.within_group not in family.groups:
        walls.add(Reason.OTHER_GROUP)
    return len(walls) == 1 and walls <= BREAKS.get(posting.role, frozenset())


def sees_through_glass(
    viewer: Viewer,
    reference: str,
    family: FamilyFacts,
    openings: Iterable[OpeningFacts],
    *,
    now: datetime,
    on: date,
    policy: GlassPolicy,
) -> Verdict:
    """Whether somebody sees a family because they opened it: this record, themselves, now, and still allowed to."""
    if not any(opening.holds(viewer.user, reference, now) for opening in openings):
        return said(False, Reason.GLASS_WHOLE)
    allowed = may_break_glass(viewer, family, on, policy)
    return said(True, Reason.GLASS_BROKEN) if allowed else allowed


def may_review_opening(
    viewer: Viewer, opened_by: str, groups: frozenset[str], family: FamilyFacts, on: date, *, escalated: bool
) -> Verdict:
    """Whether somebody may review an opening: a lead of one of its groups, or, once it is overdue, data protection."""
    if viewer.user == opened_by or viewer.user in family.adults | family.near:
        return said(False, Reason.GLASS_ANOTHER_REVIEWS)
    for posting in viewer.standing(on):
        leads = posting.role is Role.GROUP_LEAD and posting.place.within_group in groups
        if leads or (escalated and posting.role is Role.DATA_PROTECTION_OFFICER):
            return said(True, Reason.ROLE_ALLOWS, role=posting.role.label)
    return said(False, Reason.GLASS_ANOTHER_REVIEWS)
