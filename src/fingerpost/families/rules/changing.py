"""Who may change what is kept about a family."""

from datetime import date

from fingerpost.accounts.rules import Command, Doer, FamilyFacts, Place, may
from fingerpost.accounts.rules.permissions import said
from fingerpost.accounts.rules.table import ALLOWS
from fingerpost.accounts.vocabulary import Capability, Reason
from fingerpost.base.verdict import Verdict
from fingerpost.families.rules.seeing import Part, sight


def may_enter(by: Doer, at: Place, on: date) -> Verdict:
    """Whether somebody may enter a family, or take one over, at a group."""
    if isinstance(by, Command):
        return said(True, Reason.CONSOLE)
    able = may(Capability.REGISTER_FAMILY, by.postings, on)
    held = [posting for posting in by.standing(on) if Capability.REGISTER_FAMILY in ALLOWS[posting.role]]
    return (
        able
        if not able or any(each.place.within_group == at.within_group for each in held)
        else said(False, Reason.OTHER_PLACE)
    )


def may_change(by: Doer, family: FamilyFacts, on: date, part: Part) -> Verdict:
    """Whether somebody may change a part of a family's record: whoever sees it and registers or supports families."""
    if isinstance(by, Command):
        return said(True, Reason.CONSOLE)
    seen = sight(by, family, on)
    if not seen.verdict:
        return seen.verdict
    able = [may(each, by.postings, on) for each in (Capability.REGISTER_FAMILY, Capability.RECORD_INVOLVEMENT)]
    if not (seen.shows(part) and any(able)):
        return said(False, Reason.NOT_IN_ROLE)
    return seen.verdict
