"""Who may see a family: by role, by group, by what was shared; never one's own from behind the desk."""

from datetime import date

from fingerpost.accounts.rules.facts import FamilyFacts, PostingFacts, Viewer
from fingerpost.accounts.rules.permissions import said
from fingerpost.accounts.rules.table import ALLOWS, OPENS
from fingerpost.accounts.vocabulary import Capability, Desk, Reason, Role
from fingerpost.base.verdict import Verdict

FAMILY = (Capability.SEE_FAMILY_BASIC, Capability.SEE_FAMILY_FULL)


def may_see_family(
    viewer: Viewer, family: FamilyFacts, on: date, how: Capability = Capability.SEE_FAMILY_BASIC
) -> Verdict:
    """Whether somebody may see a family on a day: its basics, all of it, or (as a parent) their own."""
    held = viewer.standing(on)
    if not held:
        return said(False, Reason.NO_POSTING)
    if how is Capability.SEE_OWN_FAMILY:
        return _own(viewer, family, held)
    if viewer.user in family.adults:
        return said(False, Reason.PARENT_IN_FAMILY)
    if viewer.user in family.near:
        return said(False, Reason.NEAR_FAMILY)
    if any(posting.role is Role.SYSTEM_ADMINISTRATOR for posting in held):
        return said(False, Reason.ADMINISTRATOR)
    return _best([_through(posting, viewer, family, how) for posting in held])


def _own(viewer: Viewer, family: FamilyFacts, held: tuple[PostingFacts, ...]) -> Verdict:
    if viewer.user in family.adults and any(posting.role is Role.PARENT for posting in held):
        return said(True, Reason.OWN_FAMILY)
    return said(False, Reason.NOT_YOUR_FAMILY)


def _best(verdicts: list[Verdict]) -> Verdict:
    """The first that allows; else the refusal that came closest, so that the reason says what is missing."""
    allowed = [verdict for verdict in verdicts if verdict]
    closest = sorted(verdicts, key=lambda verdict: verdict == said(False, Reason.NOT_IN_ROLE))
    return allowed[0] if allowed else closest[0]


def _through(posting: PostingFacts, viewer: Viewer, family: FamilyFacts, how: Capability) -> Verdict:
    """What one posting allows."""
    if how not in ALLOWS[posting.role] or how not in FAMILY:
        return said(False, Reason.NOT_IN_ROLE)
    if family.restricted and posting.role is not Role.SAFEGUARDING_LEAD and viewer.user not in family.workers:
        return said(False, Reason.RESTRICTED)
    missing = _missing(posting, family, how)
    if missing:
        return said(False, missing)
    return said(True, Reason.ROLE_ALLOWS, role=posting.role.label)


def _missing(posting: PostingFacts, family: FamilyFacts, how: Capability) -> Reason | None:
    """Why a posting does not reach a family; None where it does."""
    desk = OPENS[posting.role]
    if desk is Desk.CENTRE:
        return None if posting.place.within_group in family.groups else Reason.OTHER_GROUP
    if desk is Desk.PARTNER:
        return _not_shared(posting.place.key, family, how)
    return None


def _not_shared(organisation: str, family: FamilyFacts, how: Capability) -> Reason | None:
    if organisation in family.shared_more:
        return None
    if organisation not in family.shared_basic:
        return Reason.NOT_SHARED
    return None if how is Capability.SEE_FAMILY_BASIC else Reason.ONLY_BASICS_SHARED
