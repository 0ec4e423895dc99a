"""Two families beside each other, answer by answer: the same that `doubles` and `pairs` say of whole columns of them.

Numbers of a column are compared a hundred times as fast, but a column is not made for nothing: for the few records
that a family who arrives may be, making columns costs ten times what is compared in them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from math import log2
from typing import Final

from rapidfuzz.distance import OSA, JaroWinkler
from rapidfuzz.fuzz import token_sort_ratio

from fingerpost.families.rules.doubles import OF_HOUSEHOLDS, Household, Model, Question
from fingerpost.families.rules.evidence import LEAST as LEAST_RARE
from fingerpost.families.rules.evidence import MOST as MOST_RARE
from fingerpost.families.rules.evidence import Rarity, Weights
from fingerpost.families.rules.likeness import (
    CODE_LEVELS,
    DATE_LEVELS,
    NAME_LEVELS,
    NEARLY,
    SOMEWHAT,
    TEXT_LEVELS,
    UNKNOWN,
    alike_by_ear,
)
from fingerpost.families.rules.pairs import TOO_FAR, Alike, apart, signs
from fingerpost.families.vocabulary import Sign

# Columns hold likenesses in single precision: what is a hair less than a bound is rounded up to it there.
HAIR: Final = 2.0**-25
ALMOST: Final = 1.0 - HAIR
MOST_RELATED: Final = 60.0


@dataclass(frozen=True, slots=True)
class Two:
    """Somebody of one family beside somebody of the other: their places, and how alike their names and births are."""

    left: int
    right: int
    given: int
    born: int


class Beside:
    """Two families beside each other."""

    def __init__(self, one: Household, other: Household) -> None:
        self.one, self.other = one, other

    @cached_property
    def homes(self) -> dict[Question, int]:
        """How alike name, home and ways to reach them are."""
        one, other = self.one, self.other
        return {
            Question.FAMILY_NAME: _least(names(*each) for each in product(one.family_names, other.family_names)),
            Question.POSTCODE: codes(one.postcode, other.postcode),
            Question.STREET: texts(one.street, other.street),
            Question.PHONE: _least(codes(*each) for each in product(one.phones, other.phones)),
            Question.EMAIL: _least(codes(*each) for each in product(one.emails, other.emails)),
        }

    @cached_property
    def people(self) -> list[Two]:
        """Everybody of the one beside everybody of the other who could be the same: a child beside a child."""
        return [
            Two(left, right, names(mine.given, theirs.given, mine.family, theirs.family), dates(mine.born, theirs.born))
            for left, mine in enumerate(self.one.people)
            for right, theirs in enumerate(self.other.people)
            if mine.child == theirs.child
        ]

    def odds(self, model: Model) -> float:
        """The odds that they are one family, in bits."""
        same = model.prior + self._of_people(model) + self._of_homes(model)
        related = model.prior_related + sum(_of(model.related[each], self.homes[each]) for each in OF_HOUSEHOLDS)
        return same - log2(1 + 2.0 ** min(max(related, -MOST_RELATED), MOST_RELATED))

    def signs(self) -> tuple[Sign, ...]:
        """What is alike, in the order in which it is told."""
        return signs(self.one, self.other, self.homes, self._who_is_who())

    def _who_is_who(self) -> Iterator[Alike]:
        far = [apart(each.given, each.born) for each in self.people]
        for place in self._one_each(far):
            each = self.people[place]
            if far[place] <= TOO_FAR:
                yield Alike(each.left, each.right, each.given, each.born)

    def _of_people(self, model: Model) -> float:
        """Everybody laid beside one other, the most alike first; the choice costs as much as there was to choose."""
        weights = [self._of_two(each, model) for each in self.people]
        cost, total = log2(max(len(weights), 1)), 0.0
        for place in self._one_each([-weight for weight in weights]):
            weight = weights[place]
            total += max(weight - cost if weight > 0 else weight, model.least)
        return total

    def _of_two(self, each: Two, model: Model) -> float:
        mine, same = self.one.people[each.left], model.same
        born = same[Question.CHILD_BORN if mine.child else Question.ADULT_BORN]
        weight = _of(same[Question.GIVEN_NAME], each.given) + _of(born, each.born)
        if each.given == 0:
            weight += beyond(model.given, mine.given, same[Question.GIVEN_NAME].by_chance)
        return weight

    def _of_homes(self, model: Model) -> float:
        total = sum(_of(model.same[each], self.homes[each]) for each in OF_HOUSEHOLDS)
        if self.homes[Question.FAMILY_NAME] == 0:
            shared = next((name for name in self.one.family_names if name in self.other.family_names), "")
            total += beyond(model.family, shared, model.same[Question.FAMILY_NAME].by_chance)
        return total

    def _one_each(self, order: Sequence[float]) -> Iterator[int]:
        """The places of pairs of people in this order, nobody in two of them."""
        left: set[int] = set()
        right: set[int] = set()
        for place in sorted(range(len(order)), key=order.__getitem__):
            each = self.people[place]
            if each.left not in left and each.right not in right:
                left.add(each.left)
                right.add(each.right)
                yield place


def _of(weights: Weights, level: int) -> float:
    return 0.0 if level == UNKNOWN else weights.bits[level]


def _least(levels: Iterator[int]) -> int:
    """The level that is most alike; UNKNOWN where nothing was compared."""
    return min((level for level in levels if level != UNKNOWN), default=UNKNOWN)


def beyond(rarity: Rarity, answer: str, by_chance: float) -> float:
    """What agreeing on just this answer says beyond agreeing on any, in bits."""
    return min(max(log2(by_chance / rarity.share.get(answer, rarity.rarest)), LEAST_RARE), MOST_RARE)


def names(one: str, other: str, one_beside: str = "", other_beside: str = "") -> int:
    """How alike two names are. Beside: the names in the next box, since people swap the two."""
    if not (one and other):
        return UNKNOWN
    if one == other:
        return 0
    if alike_by_ear(one, other):
        return 1
    like = _like(one, other)
    if like >= NEARLY - HAIR:
        return 2
    if one_beside and other_beside and _swapped(one, other, one_beside, other_beside):
        return 3
    return 4 if like >= SOMEWHAT - HAIR else NAME_LEVELS - 1


def _swapped(one: str, other: str, one_beside: str, other_beside: str) -> bool:
    return _like(one, other_beside) >= NEARLY - HAIR and _like(one_beside, other) >= NEARLY - HAIR


def _like(one: str, other: str) -> float:
    return float(JaroWinkler.normalized_similarity(one, other))


def dates(one: str, other: str) -> int:
    """How alike two days are, each written as eight digits."""
    if not (one and other):
        return UNKNOWN
    if one == other:
        return 0
    (day, month, year), (its_day, its_month, its_year) = _parts(one), _parts(other)
    slips = OSA.distance(one, other)
    if slips == 1 or (day, month, year) == (its_month, its_day, its_year):
        return 1
    agreed = (day == its_day) + (month == its_month) + (year == its_year)
    return 2 if slips <= 2 or agreed == 2 else DATE_LEVELS - 1


def _parts(born: str) -> tuple[str, str, str]:
    return born[:2], born[2:4], born[4:]


def codes(one: str, other: str) -> int:
    """How alike two postcodes, numbers or addresses for mail are."""
    if not (one and other):
        return UNKNOWN
    return 0 if one == other else min(int(OSA.distance(one, other, score_cutoff=CODE_LEVELS)), CODE_LEVELS - 1)


def texts(one: str, other: str) -> int:
    """How alike two lines of an address are, in whatever order their words stand."""
    if not (one and other):
        return UNKNOWN
    if one == other:
        return 0
    like = max(_like(one, other), token_sort_ratio(one, other) / 100)
    if like >= ALMOST:
        return 0
    return 1 if like >= NEARLY - HAIR else 2 if like >= SOMEWHAT - HAIR else TEXT_LEVELS - 1
