"""Two records that are alike: why, who may be whom, what of them may be shown, and whether they may be made one.

Whoever fled with a child registers the child again, and the two records are more alike than most doubles. So records
of people who are kept apart, or of two homes of one child, are never made one.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from fingerpost.base.verdict import Verdict
from fingerpost.families.rules.doubles import Household, Person, Question, homes_compared, people_compared
from fingerpost.families.rules.likeness import UNKNOWN
from fingerpost.families.vocabulary import Joining, Sign

# How far apart two people are, by the level of their first names and of their days of birth; more is another person.
NAMES_APART: Final = (0, 1, 2, 1, 4, 9)
BIRTHS_APART: Final = (0, 1, 4, 9)
BIRTH_UNKNOWN: Final = 1
TOO_FAR: Final = 4


@dataclass(frozen=True, slots=True)
class Alike:
    """A person of one family who may be a person of the other: their places, and the levels of their likeness."""

    one: int
    other: int
    given: int
    born: int


def who_is_who(left: Sequence[Household], right: Sequence[Household]) -> list[list[Alike]]:
    """For each pair of families who of the one may be whom of the other; nobody twice, the most alike first."""
    people = people_compared(left, right)
    born = np.maximum(people.levels[Question.CHILD_BORN], people.levels[Question.ADULT_BORN])
    given = people.levels[Question.GIVEN_NAME]
    apart = np.where(given == UNKNOWN, BIRTH_UNKNOWN, np.array(NAMES_APART)[given])
    apart = apart + np.where(born == UNKNOWN, BIRTH_UNKNOWN, np.array(BIRTHS_APART)[born])
    found: list[list[Alike]] = [[] for _pair in left]
    taken: set[tuple[int, str, int]] = set()
    for place in np.lexsort((apart, people.rows)).tolist():
        row, one, other = int(people.rows[place]), int(people.left[place]), int(people.right[place])
        ends = {(row, "one", one), (row, "other", other)}
        if apart[place] <= TOO_FAR and not ends & taken:
            taken |= ends
            found[row].append(Alike(one, other, int(given[place]), int(born[place])))
    return found


OF_NAMES: Final = (Sign.GIVEN, Sign.GIVEN_SOUND, Sign.GIVEN_NEAR, Sign.SWAPPED)
OF_HOMES: Final = {
    Question.FAMILY_NAME: (Sign.FAMILY, Sign.FAMILY_SOUND, Sign.FAMILY_NEAR),
    Question.POSTCODE: (Sign.POSTCODE, Sign.POSTCODE_SLIP),
    Question.STREET: (Sign.STREET, Sign.STREET_NEAR),
    Question.PHONE: (Sign.PHONE, Sign.PHONE_SLIP),
    Question.EMAIL: (Sign.EMAIL, Sign.EMAIL_SLIP),
}


def signs_of(left: Sequence[Household], right: Sequence[Household]) -> list[tuple[Sign, ...]]:
    """For each pair of families what is alike, in the order in which it is told."""
    homes, people = homes_compared(left, right), who_is_who(left, right)
    rows = enumerate(zip(left, right, strict=True))
    return [
        signs(one, other, {each: int(homes[each][row]) for each in OF_HOMES}, people[row]) for row, (one, other) in rows
    ]


def signs(one: Household, other: Household, homes: Mapping[Question, int], people: Iterable[Alike]) -> tuple[Sign, ...]:
    """What is alike in two families, in the order in which it is told."""
    found = {sign for each in people for sign in _of_two(one.people[each.one], other.people[each.other], each)}
    found |= {OF_HOMES[each][homes[each]] for each in OF_HOMES if 0 <= homes[each] < len(OF_HOMES[each])}
    return tuple(sign for sign in Sign if sign in found)


def apart(given: int, born: int) -> int:
    """How far apart two people are, by the levels of their first names and of their days of birth."""
    names = BIRTH_UNKNOWN if given == UNKNOWN else NAMES_APART[given]
    return names + (BIRTH_UNKNOWN if born == UNKNOWN else BIRTHS_APART[born])


def _of_two(one: Person, other: Person, alike: Alike) -> Iterator[Sign]:
    if 0 <= alike.given < len(OF_NAMES):
        yield OF_NAMES[alike.given]
    same, turned, slip = (
        (Sign.CHILD_BORN, Sign.CHILD_TURNED, Sign.CHILD_SLIP)
        if one.child
        else (Sign.ADULT_BORN, Sign.ADULT_TURNED, Sign.ADULT_SLIP)
    )
    if alike.born == 0:
        yield same
    elif alike.born == 1:
        yield turned if one.born == other.born[2:4] + other.born[:2] + other.born[4:] else slip


class Shown(StrEnum):
    """How much of a pair somebody is shown."""

    BOTH = "both"
    CALL = "call"  # that there is another record, and which group to call
    NOTHING = "nothing"


def what_is_shown(sees_one: bool, sees_other: bool, *, guarded: bool) -> Shown:
    """Both records to whoever sees both; of one that is not theirs, that there is one.

    guarded: the one that is not theirs is restricted or its address is hidden, or somebody is kept from somebody.
    Then that there is one, and where, is what must not be told.
    """
    if sees_one and sees_other:
        return Shown.BOTH
    return Shown.CALL if (sees_one or sees_other) and not guarded else Shown.NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """What two records say to each other before they are made one.

    in_common: adults who are on both. left_over: of each record, how many adults live there who are not on the other.
    one_roof: they live at one address, which nobody hides. hidden: one of the addresses is.
    kept_apart: somebody of the one must not learn about somebody of the other.
    two_accounts: somebody who is on both signs in by two accounts.
    """

    in_common: int
    left_over: tuple[int, int]
    one_roof: bool = False
    hidden: bool = False
    kept_apart: bool = False
    two_accounts: bool = False


def may_merge(meeting: Meeting) -> Verdict:
    """Whether two records may be made one. Where it is not certain that nobody is harmed, they may not."""
    apart = _why_not(meeting)
    return Verdict(apart is None, str((apart or Joining.A_PERSON_DECIDES).label))


def _why_not(meeting: Meeting) -> Joining | None:
    if meeting.kept_apart:
        return Joining.KEPT_APART
    if meeting.two_accounts:
        return Joining.TWO_ACCOUNTS
    if meeting.hidden and any(meeting.left_over):
        return Joining.HIDDEN
    if not meeting.in_common and not meeting.one_roof:
        return Joining.TWO_HOMES
    if all(meeting.left_over) and not meeting.one_roof:
        return Joining.TWO_COUPLES
    return None
