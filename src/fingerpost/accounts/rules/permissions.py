"""Whether somebody may do something, from the postings that hold today. Every answer carries its reason."""

from collections.abc import Iterable
from datetime import date

from fingerpost.accounts.rules.facts import Command, Doer, Place, PostingFacts
from fingerpost.accounts.rules.table import ALLOWS, APPOINTS, HELD_AT, OPENS
from fingerpost.accounts.vocabulary import Capability, Desk, PlaceKind, Reason, Role
from fingerpost.base.verdict import Verdict


def said(allowed: bool, reason: Reason, **parts: object) -> Verdict:
    """A verdict with its sentence, in the language of whoever is looking."""
    return Verdict(allowed, str(reason.label).format(**parts))


def may(capability: Capability, postings: Iterable[PostingFacts], on: date, at: Place | None = None) -> Verdict:
    """Whether any posting that holds on a day allows something, at a place or (without one) anywhere."""
    held = [posting for posting in postings if posting.holds(on)]
    if not held:
        return said(False, Reason.NO_POSTING)
    able = [posting for posting in held if capability in ALLOWS[posting.role]]
    if not able:
        return said(False, Reason.NOT_IN_ROLE)
    near = [posting for posting in able if at is None or posting.place.covers(at)]
    if not near:
        return said(False, Reason.OTHER_PLACE)
    return said(True, Reason.ROLE_ALLOWS, role=near[0].role.label)


def opens(desk: Desk, postings: Iterable[PostingFacts], on: date) -> Verdict:
    """Whether a desk is open to somebody on a day."""
    for posting in postings:
        if posting.holds(on) and OPENS[posting.role] is desk:
            return said(True, Reason.DESK_OPEN, role=posting.role.label)
    return said(False, Reason.DESK_CLOSED)


def may_be_held(role: Role, at: PlaceKind) -> Verdict:
    """Whether a role can be held at a kind of place at all."""
    if at in HELD_AT[role]:
        return said(True, Reason.PLACE_FITS)
    return said(False, Reason.PLACE_DOES_NOT_FIT, role=role.label, place=at.label)


def may_appoint(by: Doer, role: Role, at: Place, on: date, whom: str = "") -> Verdict:
    """Whether somebody may give or take away a role at a place. Nobody gives a role to themselves."""
    if isinstance(by, Command):
        return said(True, Reason.CONSOLE)
    if whom and whom == by.user:
        return said(False, Reason.NOT_YOURSELF)
    allowed = may(Capability.MANAGE_PEOPLE, by.postings, on, at)
    if not allowed:
        return allowed
    able = [each for each in by.standing(on) if role in APPOINTS.get(each.role, ()) and each.place.covers(at)]
    if not able:
        return said(False, Reason.NOT_APPOINTED_BY_YOU)
    return said(True, Reason.ROLE_ALLOWS, role=able[0].role.label)
