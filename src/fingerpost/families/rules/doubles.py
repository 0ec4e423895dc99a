"""Whether two families may be the same one, entered twice; and why. A person decides, never this.

Old and doubled records that could not be removed are what inspectors failed centres for. What is weighed here is
shown to staff with its reasons. Three things can be true of two records that are alike: they are of the same
family; of two families who live together or are related, so that name, home and telephone agree and the people do
not; or of strangers. The weight of a pair is the odds of the first against the other two, in bits: above nought it
is more likely than not.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import product
from typing import Final

import numpy as np
from numpy.typing import NDArray

from fingerpost.families.rules import likeness
from fingerpost.families.rules.evidence import Bits, Rarity, Weights
from fingerpost.families.rules.likeness import UNKNOWN, Levels

Rows = NDArray[np.int64]


class Question(StrEnum):
    """What of two families is compared."""

    GIVEN_NAME = "given_name"
    CHILD_BORN = "child_born"
    ADULT_BORN = "adult_born"
    FAMILY_NAME = "family_name"
    POSTCODE = "postcode"
    STREET = "street"
    PHONE = "phone"
    EMAIL = "email"


OF_PEOPLE: Final = (Question.GIVEN_NAME, Question.CHILD_BORN, Question.ADULT_BORN)
OF_HOUSEHOLDS: Final = tuple(question for question in Question if question not in OF_PEOPLE)


@dataclass(frozen=True, slots=True, repr=False)
class Person:
    """Somebody of a family, as they are compared: names in small letters, the day of birth as ddmmyyyy or nothing."""

    given: str
    family: str
    born: str
    child: bool


@dataclass(frozen=True, slots=True, repr=False)
class Household:
    """A family as it is compared. Postcode and telephones without spaces; all in small letters."""

    people: tuple[Person, ...]
    postcode: str = ""
    street: str = ""
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    family_names: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        names = {person.family or person.given for person in self.people}
        object.__setattr__(self, "family_names", tuple(sorted(names)))


@dataclass(frozen=True, slots=True)
class Model:
    """What each level of likeness weighs, and how common names are here.

    same: against strangers. related: how much more often two related households show it than strangers do.
    prior, prior_related: how likely any two families are the same, or related, before anything is compared; in bits.
    """

    same: dict[Question, Weights]
    related: dict[Question, Weights]
    given: Rarity
    family: Rarity
    prior: float
    prior_related: float
    least: float = -6.0  # what one pair of people can say against it: somebody may simply not be on one of the forms


@dataclass(frozen=True, slots=True)
class Weighed:
    """Pairs of families: the odds of each, in bits, and how alike their homes and their people are.

    people: for each pair of people that were laid side by side, the row of their families, their weight and levels.
    """

    odds: Bits
    homes: dict[Question, Levels]
    people: list[tuple[int, int, int]]


def weighed(left: Sequence[Household], right: Sequence[Household], model: Model) -> Weighed:
    """The odds that each of the left is the same family as the one in the same place of the right."""
    homes = homes_compared(left, right)
    side_by_side = people_compared(left, right)
    persons = _of_people(side_by_side, model)
    chosen, total = _best(side_by_side, persons, len(left), model.least)
    same = model.prior + total + _of_homes(homes, left, right, model)
    related = model.prior_related + sum((model.related[each].of(homes[each]) for each in OF_HOUSEHOLDS), np.zeros(1))
    return Weighed(same - np.log2(1 + np.exp2(np.clip(related, -60, 60))), homes, chosen)


def homes_compared(left: Sequence[Household], right: Sequence[Household]) -> dict[Question, Levels]:
    """How alike name, home and ways to reach them are; of several telephones the two that are most alike."""
    return {
        Question.FAMILY_NAME: _nearest([(a.family_names, b.family_names) for a, b in zip(left, right, strict=True)]),
        Question.POSTCODE: likeness.codes([each.postcode for each in left], [each.postcode for each in right]),
        Question.STREET: likeness.texts([each.street for each in left], [each.street for each in right]),
        Question.PHONE: _nearest_code([(a.phones, b.phones) for a, b in zip(left, right, strict=True)]),
        Question.EMAIL: _nearest_code([(a.emails, b.emails) for a, b in zip(left, right, strict=True)]),
    }


Several = list[tuple[tuple[str, ...], tuple[str, ...]]]


def _nearest(answers: Several) -> Levels:
    rows, ones, others = _crossed(answers)
    return _least(rows, likeness.names(ones, others), len(answers))


def _nearest_code(answers: Several) -> Levels:
    rows, ones, others = _crossed(answers)
    return _least(rows, likeness.codes(ones, others), len(answers))


def _crossed(answers: Several) -> tuple[Rows, list[str], list[str]]:
    """Each answer of the left beside each of the right, with the row that they are from."""
    crossed = [(row, *pair) for row, (ones, others) in enumerate(answers) for pair in product(ones, others)]
    rows = np.fromiter((row for row, _, _ in crossed), np.int64, len(crossed))
    return rows, [one for _, one, _ in crossed], [other for _, _, other in crossed]


def _least(rows: Rows, levels: Levels, count: int) -> Levels:
    """For each row the level that is most alike; UNKNOWN where nothing was compared."""
    most = np.full(count, np.iinfo(np.int8).max, np.int8)
    known = levels != UNKNOWN
    np.minimum.at(most, rows[known], levels[known])
    return np.where(most == np.iinfo(np.int8).max, UNKNOWN, most).astype(np.int8)


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Everybody of one family beside everybody of the other who could be the same: a child beside a child."""

    rows: Rows
    left: Rows  # which person of the left family
    right: Rows
    given: list[str]  # of the left, for its rarity
    levels: dict[Question, Levels]


def people_compared(left: Sequence[Household], right: Sequence[Household]) -> SideBySide:
    """How alike the people of two families are, everybody with everybody."""
    crossed = list(_everybody(left, right))
    ones, others = [one for _, _, _, one, _ in crossed], [other for *_, other in crossed]
    given, children = [one.given for one in ones], np.array([one.child for one in ones], np.bool_)
    born = likeness.dates([one.born for one in ones], [each.born for each in others])
    levels = {
        Question.GIVEN_NAME: likeness.names(
            given, [each.given for each in others], [each.family for each in ones], [each.family for each in others]
        ),
        Question.CHILD_BORN: np.where(children, born, UNKNOWN).astype(np.int8),
        Question.ADULT_BORN: np.where(children, UNKNOWN, born).astype(np.int8),
    }
    places = np.array([place[:3] for place in crossed], np.int64).reshape(len(crossed), 3)
    return SideBySide(places[:, 0], places[:, 1], places[:, 2], given, levels)


def _everybody(left: Sequence[Household], right: Sequence[Household]) -> Iterator[tuple[int, int, int, Person, Person]]:
    for row, (one, other) in enumerate(zip(left, right, strict=True)):
        for (i, mine), (j, theirs) in product(enumerate(one.people), enumerate(other.people)):
            if mine.child == theirs.child:
                yield row, i, j, mine, theirs


def _of_people(people: SideBySide, model: Model) -> Bits:
    total = sum((model.same[each].of(people.levels[each]) for each in OF_PEOPLE), np.zeros(len(people.rows)))
    same = people.levels[Question.GIVEN_NAME] == 0
    extra = model.given.beyond(people.given, model.same[Question.GIVEN_NAME].by_chance)
    weights: Bits = total + np.where(same, extra, 0.0)
    return weights


def _of_homes(
    homes: dict[Question, Levels], left: Sequence[Household], right: Sequence[Household], model: Model
) -> Bits:
    total = sum((model.same[each].of(homes[each]) for each in OF_HOUSEHOLDS), np.zeros(len(left)))
    shared = [_shared(one, other) for one, other in zip(left, right, strict=True)]
    extra = model.family.beyond(shared, model.same[Question.FAMILY_NAME].by_chance)
    weights: Bits = total + np.where(homes[Question.FAMILY_NAME] == 0, extra, 0.0)
    return weights


def _shared(one: Household, other: Household) -> str:
    """A family name that both have."""
    return next((name for name in one.family_names if name in other.family_names), "")


def _best(people: SideBySide, weights: Bits, count: int, least: float) -> tuple[list[tuple[int, int, int]], Bits]:
    """Everybody laid beside one other, the most alike first; and what they weigh together.

    The best of several may be alike by chance, so the choice costs as many bits as there was to choose from.
    """
    total, tried = np.zeros(count), np.bincount(people.rows, minlength=count)
    cost = np.log2(np.maximum(tried, 1))
    chosen: list[tuple[int, int, int]] = []
    taken: set[tuple[int, int, int]] = set()
    for place in np.lexsort((-weights, people.rows)).tolist():
        row, one, other = int(people.rows[place]), int(people.left[place]), int(people.right[place])
        if (row, 0, one) in taken or (row, 1, other) in taken:
            continue
        taken |= {(row, 0, one), (row, 1, other)}
        chosen.append((row, one, other))
        weight = float(weights[place])
        total[row] += max(weight - cost[row], least) if weight > 0 else max(weight, least)
    return chosen, total
