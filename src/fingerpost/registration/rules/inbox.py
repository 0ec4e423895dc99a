"""A form that was sent, as staff read it: what of it belongs to which part of a family's record, and what it asks for.

What somebody would not see of the record they do not see of the form that it is made of.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final

from fingerpost.accounts.rules import FamilyFacts, Viewer
from fingerpost.accounts.rules.table import ALLOWS, OPENS
from fingerpost.accounts.vocabulary import Capability, Desk
from fingerpost.families.rules.seeing import Part, Sight, sight
from fingerpost.registration.rules.answers import text, texts
from fingerpost.registration.rules.asking import Asked, Filling
from fingerpost.registration.rules.meaning import is_hidden
from fingerpost.registration.vocabulary import Kind, Need, Repeats

# The parts of a record that the questions of the form that ships belong to. A question that an authority adds is
# shown to those who see all of a family. Answers that are only counted are shown to nobody.
PARTS: Final[Mapping[str, Part]] = {
    "given_name": Part.NAMES,
    "family_name": Part.NAMES,
    "known_as": Part.NAMES,
    "told": Part.NAMES,
    "agreed": Part.NAMES,
    "read": Part.NAMES,
    "born": Part.YEARS,
    "expected": Part.YEARS,
    "twin": Part.YEARS,
    "living": Part.RELATIONSHIPS,
    "relationship": Part.RELATIONSHIPS,
    "centre": Part.CENTRE,
    "mobile": Part.CONTACTS,
    "home_phone": Part.CONTACTS,
    "email": Part.CONTACTS,
    "no_contact": Part.CONTACTS,
    "safe": Part.CONTACTS,
    "preferred": Part.CONTACTS,
    "when": Part.CONTACTS,
    "language": Part.CONTACTS,
    "other_language": Part.CONTACTS,
    "interpreter": Part.CONTACTS,
    "hidden": Part.WARNINGS,
    "keep_from": Part.WARNINGS,
    "date_of_birth": Part.BIRTHDAYS,
    "due_on": Part.BIRTHDAYS,
    "responsibility": Part.RESPONSIBILITY,
    "stay": Part.ADDRESS,
    "address": Part.ADDRESS,
    "postcode": Part.ADDRESS,
}
OF_A_HOME: Final = ("address", "postcode")
ONLY_COUNTED: Final = "equality"


def part_of(filling: Filling, each: Asked) -> Part | None:
    """The part of a record that an answer belongs to; None for what is only counted."""
    if each.section.key == ONLY_COUNTED:
        return None
    if each.question.consent:
        return Part.NAMES
    part = PARTS.get(each.question.key, Part.NOTES)
    of_a_home = each.question.key in OF_A_HOME or each.question.kind is Kind.POSTCODE
    return Part.HIDDEN_ADDRESS if of_a_home and _hides(filling, each) else part


def _hides(filling: Filling, each: Asked) -> bool:
    """Whether the home that an answer tells of has to be secret."""
    other = each.section.repeats is Repeats.ADULTS and each.number
    return is_hidden(filling, f"adults/{each.number}" if other else "home")


def need_of(filling: Filling, *, alike: bool, reached: bool = False) -> Need:
    """What a form asks for first. Whoever is not sure whether their address must be secret was promised a talk.

    Whoever likes a call best is called if they said that it is safe.
    reached: somebody has talked with the family, so that it needs no call any more.
    """
    talk = text(filling.answers, "home/hidden") == "not-sure"
    safe = "call" in texts(filling.answers, "adults/0/safe")
    if not reached and (talk or (safe and text(filling.answers, "adults/0/preferred") == "call")):
        return Need.CALL
    return Need.DOUBLE if alike else Need.NEW


def groups_of(viewer: Viewer, on: date) -> frozenset[str]:
    """The groups whose forms somebody takes in."""
    return frozenset(
        posting.place.within_group
        for posting in viewer.standing(on)
        if Capability.REGISTER_FAMILY in ALLOWS[posting.role] and OPENS[posting.role] is Desk.CENTRE
    )


def sight_of_form(viewer: Viewer, group: str, on: date, *, near: bool) -> Sight:
    """What somebody sees of a form: as of a family of its group. near: it may be of a family that they stand near."""
    return sight(viewer, FamilyFacts(groups=frozenset({group}), near=frozenset({viewer.user} if near else ())), on)
