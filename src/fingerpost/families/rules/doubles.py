"""Whether two families may be the same one, entered twice; and why. A person decides, never this.

Old and doubled records that could not be removed are what inspectors failed centres for. What is weighed here is
shown to staff with its reasons. Three things can be true of two records that are alike: they are of the same
family; of two families who live together or are related, so that name, home and telephone agree and the people do
not; or of strangers. The weight of a pair is the odds of the first against the other two, in bits: above nought it
is more likely than not.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import chain
from operator import attrgetter
from typing import Final

import numpy as np

from fingerpost.families.rules import likeness
from fingerpost.families.rules.crossing import Rows, Several, Texts, column
from fingerpost.families.rules.evidence import Bits, Rarity, Weights
from fingerpost.families.rules.likeness import UNKNOWN, Levels


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

    people: for each pair of people that were laid side by side, the row of their families, and which of each it is.
    """

    odds: Bits
    homes: dict[Question, Levels]
    people: Rows


class Crowd:
    """Families as columns of what they are compared by, for however many pairs of them."""

    def __init__(self, families: Sequence[Household]) -> None:
        people = [person for each in families for person in each.people]
        self.families = families
        self.postcode, self.street = (column(map(attrgetter(name), families)) for name in ("postcode", "street"))
        self.several = {name: _several(families, name) for name in ("family_names", "phones", "emails")}
        self.people = Several.of([each.people for each in families])
        self.given, self.family, self.born = (
            column(map(attrgetter(name), people)) for name in ("given", "family", "born")
        )
        self.child = np.fromiter((each.child for each in people), np.bool_, len(people))


def _several(families: Sequence[Household], name: str) -> tuple[Several, Texts]:
    told = list(map(attrgetter(name), families))
    return Several.of(told), column(chain.from_iterable(told))


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of a crowd, by their places in it."""

    crowd: Crowd
    ones: Rows
    others: Rows

    @classmethod
    def of(cls, left: Sequence[Household], right: Sequence[Household]) -> "Pairs":
        """Each of the left with the one in the same place of the right."""
        both = [*left, *right]
        known = dict(zip(map(id, both), both, strict=True))
        places = dict(zip(known, range(len(known)), strict=True))
        sides = (np.fromiter(map(places.__getitem__, map(id, side)), np.int64, len(side)) for side in (left, right))
        return cls(Crowd(list(known.values())), *sides)


def weighed(left: Sequence[Household], right: Sequence[Household], model: Model) -> Weighed:
    """The odds that each of the left is the same family as the one in the same place of the right."""
    return weighed_pairs(Pairs.of(left, right), model)


def weighed_pairs(pairs: Pairs, model: Model) -> Weighed:
    """The odds that the two of each pair are the same family."""
    homes, side_by_side = _homes(pairs), _people(pairs)
    chosen, total = _best(side_by_side, _of_people(side_by_side, model), len(pairs.ones), model.least)
    same = model.prior + total + _of_homes(homes, pairs, model)
    related = model.prior_related + sum((model.related[each].of(homes[each]) for each in OF_HOUSEHOLDS), np.zeros(1))
    return Weighed(same - np.log2(1 + np.exp2(np.clip(related, -60, 60))), homes, chosen)


def homes_compared(left: Sequence[Household], right: Sequence[Household]) -> dict[Question, Levels]:
    """How alike name, home and ways to reach them are; of several telephones the two that are most alike."""
    return _homes(Pairs.of(left, right))


def _homes(pairs: Pairs) -> dict[Question, Levels]:
    postcode, street = pairs.crowd.postcode, pairs.crowd.street
    return {
        Question.FAMILY_NAME: _nearest(pairs, "family_names", likeness.names),
        Question.POSTCODE: likeness.codes(postcode[pairs.ones], postcode[pairs.others]),
        Question.STREET: likeness.texts(street[pairs.ones], street[pairs.others]),
        Question.PHONE: _nearest(pairs, "phones", likeness.codes),
        Question.EMAIL: _nearest(pairs, "emails", likeness.codes),
    }


def _nearest(pairs: Pairs, name: str, compared: Callable[[likeness.Column, likeness.Column], Levels]) -> Levels:
    """For each pair the level that is most alike, of each answer beside each; UNKNOWN where nothing was compared."""
    several, texts = pairs.crowd.several[name]
    crossed = several.crossed(pairs.ones, pairs.others)
    levels = compared(texts[crossed.one], texts[crossed.other])
    most = np.full(len(pairs.ones), np.iinfo(np.int8).max, np.int8)
    known = levels != UNKNOWN
    np.minimum.at(most, crossed.rows[known], levels[known])
    return np.where(most == np.iinfo(np.int8).max, UNKNOWN, most).astype(np.int8)


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Everybody of one family beside everybody of the other who could be the same: a child beside a child."""

    rows: Rows
    left: Rows  # which person of the left family
    right: Rows
    given: Texts  # of the left, for its rarity
    levels: dict[Question, Levels]


def people_compared(left: Sequence[Household], right: Sequence[Household]) -> SideBySide:
    """How alike the people of two families are, everybody with everybody."""
    return _people(Pairs.of(left, right))


def _people(pairs: Pairs) -> SideBySide:
    crowd = pairs.crowd
    given, family, child = crowd.given, crowd.family, crowd.child
    crossed = crowd.people.crossed(pairs.ones, pairs.others)
    crossed = crossed.only(child[crossed.one] == child[crossed.other])
    one, other = crossed.one, crossed.other
    born = likeness.dates(crowd.born[one], crowd.born[other])
    levels = {
        Question.GIVEN_NAME: likeness.names(given[one], given[other], family[one], family[other]),
        Question.CHILD_BORN: np.where(child[one], born, UNKNOWN).astype(np.int8),
        Question.ADULT_BORN: np.where(child[one], UNKNOWN, born).astype(np.int8),
    }
    return SideBySide(crossed.rows, crossed.left, crossed.right, given[one], levels)


def _of_people(people: SideBySide, model: Model) -> Bits:
    weights: Bits = sum((model.same[each].of(people.levels[each]) for each in OF_PEOPLE), np.zeros(len(people.rows)))
    same = people.levels[Question.GIVEN_NAME] == 0
    weights[same] += model.given.beyond(people.given[same], model.same[Question.GIVEN_NAME].by_chance)
    return weights


def _of_homes(homes: dict[Question, Levels], pairs: Pairs, model: Model) -> Bits:
    weights: Bits = sum((model.same[each].of(homes[each]) for each in OF_HOUSEHOLDS), np.zeros(len(pairs.ones)))
    same = np.flatnonzero(homes[Question.FAMILY_NAME] == 0)
    rows, shared = _shared(pairs.crowd.several["family_names"], pairs.ones[same], pairs.others[same])
    weights[same[rows]] += model.family.beyond(shared, model.same[Question.FAMILY_NAME].by_chance)
    return weights


def _shared(names: tuple[Several, Texts], ones: Rows, others: Rows) -> tuple[Rows, Texts]:
    """The pairs of which both have the same family name, and the first of such names."""
    several, texts = names
    crossed = several.crossed(ones, others)
    alike = np.flatnonzero(texts[crossed.one] == texts[crossed.other])
    rows, first = np.unique(crossed.rows[alike], return_index=True)
    return rows, texts[crossed.one[alike[first]]]


def _best(people: SideBySide, weights: Bits, count: int, least: float) -> tuple[Rows, Bits]:
    """Everybody laid beside one other, the most alike first; and what they weigh together.

    The best of several may be alike by chance, so the choice costs as many bits as there was to choose from. In each
    round the most alike of every pair of families are taken, and whatever else one of these two was laid beside falls.
    """
    total, cost = np.zeros(count), np.log2(np.maximum(np.bincount(people.rows, minlength=count), 1))
    left = np.lexsort((-weights, people.rows))
    chosen = [left[:0]]
    while len(left):
        rows = people.rows[left]
        begins = np.ones(len(rows), np.bool_)
        np.not_equal(rows[1:], rows[:-1], out=begins[1:])
        taken, rows = left[begins], rows[begins]
        chosen.append(taken)
        weight = weights[taken]
        total[rows] += np.maximum(np.where(weight > 0, weight - cost[rows], weight), least)
        beside = taken[np.cumsum(begins) - 1]
        left = left[(people.left[left] != people.left[beside]) & (people.right[left] != people.right[beside])]
    found = np.concatenate(chosen)
    return np.stack((people.rows[found], people.left[found], people.right[found]), axis=1), total
