"""What somebody at work sees of a family, part by part: "the minimum amount of information" their role needs.

Four steps, each with all of the one before. Which step somebody is on follows from `accounts.rules.may_see_family`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fingerpost.accounts.rules import FamilyFacts, Viewer, may_see_family
from fingerpost.accounts.vocabulary import Capability, Role
from fingerpost.base.verdict import Verdict


class Part(StrEnum):
    """A part of a family's record. A page shows a part or leaves it out; there is nothing in between."""

    NAMES = "names"
    YEARS = "years"  # how old a child is, and the year of an adult's birth
    RELATIONSHIPS = "relationships"
    CENTRE = "centre"
    CONTACTS = "contacts"  # with what is safe to do with each
    WARNINGS = "warnings"  # whom to tell nothing about whom: whoever answers the telephone must know
    BIRTHDAYS = "birthdays"
    RESPONSIBILITY = "responsibility"
    ADDRESS = "address"
    NOTES = "notes"  # on health and needs
    WORKERS = "workers"
    HIDDEN_ADDRESS = "hidden-address"
    SAFETY = "safety"  # notes on safety, and what a restriction stands on


class Step(StrEnum):
    """How close somebody's work is to a family."""

    NONE = "none"
    BASIC = "basic"
    FULL = "full"
    CLOSE = "close"  # named for the family, or the safeguarding lead


BASIC = frozenset({Part.NAMES, Part.YEARS, Part.RELATIONSHIPS, Part.CENTRE, Part.CONTACTS, Part.WARNINGS})
FULL = BASIC | {Part.BIRTHDAYS, Part.RESPONSIBILITY, Part.ADDRESS, Part.NOTES, Part.WORKERS}
CLOSE = FULL | {Part.HIDDEN_ADDRESS, Part.SAFETY}

SHOWN: Mapping[Step, frozenset[Part]] = {
    Step.NONE: frozenset(),
    Step.BASIC: BASIC,
    Step.FULL: FULL,
    Step.CLOSE: CLOSE,
}


@dataclass(frozen=True, slots=True)
class Sight:
    """What somebody sees of a family, and why, or why nothing."""

    step: Step
    verdict: Verdict

    def shows(self, part: Part) -> bool:
        return part in SHOWN[self.step]


def sight(viewer: Viewer, family: FamilyFacts, on: date) -> Sight:
    """The step that somebody is on with a family on a day."""
    full = may_see_family(viewer, family, on, Capability.SEE_FAMILY_FULL)
    if full:
        return Sight(Step.CLOSE if _is_close(viewer, family, on) else Step.FULL, full)
    basic = may_see_family(viewer, family, on, Capability.SEE_FAMILY_BASIC)
    return Sight(Step.BASIC if basic else Step.NONE, basic)


def _is_close(viewer: Viewer, family: FamilyFacts, on: date) -> bool:
    """Named for the family, or keeping watch over the safety of all."""
    watches = any(posting.role is Role.SAFEGUARDING_LEAD for posting in viewer.standing(on))
    return watches or viewer.user in family.workers
