"""How alike two answers are, in a few levels: 0 is the same, more is less alike, UNKNOWN says nothing.

Whole columns are compared at once, the first of the left with the first of the right, and so on.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler
from rapidfuzz.fuzz import token_sort_ratio

from fingerpost.families.rules.spelling import may_stand_for, sound

Levels = NDArray[np.int8]
Mask = NDArray[np.bool_]
Column = Sequence[str] | NDArray[np.object_]

UNKNOWN: Final = -1
NAME_LEVELS: Final = 6  # same; another form or spelling of it; nearly; in each other's box; somewhat; different
NEARLY, SOMEWHAT = 0.92, 0.80
DATE_LEVELS: Final = 4  # same; one slip of the pen; two parts of three, or two slips; different
CODE_LEVELS: Final = 3  # same; one slip; different
TEXT_LEVELS: Final = 4  # same; nearly; somewhat; different
FORMS_KEPT: Final = 4
DDMMYYYY: Final = 8
# What each digit of a day counts for, in the day, the month and the year.
PLACES: Final = np.array(
    [[10, 0, 0], [1, 0, 0], [0, 10, 0], [0, 1, 0], *([0, 0, 10**at] for at in (3, 2, 1, 0))], np.int32
)


def missing(left: Column, right: Column) -> Mask:
    """Where one of the two was not answered."""
    ones, others = (np.fromiter(map(bool, column), np.bool_, len(column)) for column in (left, right))
    return ~(ones & others)


def names(left: Column, right: Column, left_other: Column = (), right_other: Column = ()) -> Levels:
    """How alike names are. The others are the names in the box beside: people swap the two."""
    levels = np.full(len(left), NAME_LEVELS - 1, np.int8)
    likeness = _likeness(left, right)
    levels[likeness >= SOMEWHAT] = 4
    if len(left_other):
        levels[_swapped(left, right, left_other, right_other)] = 3
    levels[likeness >= NEARLY] = 2
    levels[_other_form(left, right, levels < NAME_LEVELS)] = 1
    levels[likeness >= 1.0] = 0
    levels[missing(left, right)] = UNKNOWN
    return levels


def _swapped(left: Column, right: Column, left_other: Column, right_other: Column) -> NDArray[np.int64]:
    """The places where names stand in each other's box; the second is compared only where the first is alike."""
    alike = np.flatnonzero(_likeness(left, right_other) >= NEARLY)
    ones, others = ([column[place] for place in alike.tolist()] for column in (left_other, right))
    return alike[_likeness(ones, others) >= NEARLY]


def _likeness(left: Column, right: Column) -> NDArray[np.float32]:
    compared: NDArray[np.float32] = process.cpdist(left, right, scorer=JaroWinkler.normalized_similarity)
    return compared


def _other_form(left: Column, right: Column, asked: Mask) -> Mask:
    """Whether two names sound the same, are forms of one name, or one is a part of the other."""
    ones, others = _ears(left), _ears(right)
    heard = (ones[:, 0] == others[:, 0]) & (ones[:, 0] != 0)
    formed = np.zeros(len(left), np.bool_)
    for column in range(1, 1 + FORMS_KEPT):
        formed |= ((ones[:, column, None] == others[:, 1:]) & (ones[:, column, None] != 0)).any(axis=1)
    found: Mask = (heard | formed) & asked
    return found


def _ears(column: Column) -> NDArray[np.int64]:
    """For each name a row: its sound as a number, then the names that it may be a form of."""
    places = {name: place for place, name in enumerate(dict.fromkeys(column))}
    heard = np.array([_ear(name) for name in places], np.int64).reshape(len(places), 1 + FORMS_KEPT)
    return heard[np.fromiter(map(places.__getitem__, column), np.int64, len(column))]


@lru_cache(maxsize=200_000)
def _ear(name: str) -> tuple[int, ...]:
    forms = may_stand_for(name)[:FORMS_KEPT]
    return (hash(sound(name)) if sound(name) else 0, *forms, *(0,) * (FORMS_KEPT - len(forms)))


def alike_by_ear(one: str, other: str) -> bool:
    """Whether two names sound the same, are forms of one name, or one is a part of the other."""
    (heard, *forms), (its_sound, *its_forms) = _ear(one), _ear(other)
    return (heard == its_sound != 0) or any(form and form in its_forms for form in forms)


def dates(left: Column, right: Column) -> Levels:
    """How alike days are, each written as eight digits: day, month, year."""
    slips = process.cpdist(left, right, scorer=OSA.distance)
    ones, others = _parts(left), _parts(right)
    agreed = (ones == others).sum(axis=1)
    turned = (ones[:, 0] == others[:, 1]) & (ones[:, 1] == others[:, 0]) & (ones[:, 2] == others[:, 2])
    levels = np.full(len(left), DATE_LEVELS - 1, np.int8)
    levels[(slips <= 2) | (agreed == 2)] = 2
    levels[(slips == 1) | turned] = 1
    levels[slips == 0] = 0
    levels[missing(left, right)] = UNKNOWN
    return levels


def _parts(column: Column) -> NDArray[np.int32]:
    """Day, month and year as numbers; noughts for what is no day."""
    signs = np.array(list(column), f"U{DDMMYYYY + 1}").view(np.int32).reshape(len(column), DDMMYYYY + 1)
    digits = (signs[:, :DDMMYYYY] - ord("0")) * ((signs[:, DDMMYYYY - 1] != 0) & (signs[:, DDMMYYYY] == 0))[:, None]
    parts: NDArray[np.int32] = digits @ PLACES
    return parts


def codes(left: Column, right: Column) -> Levels:
    """How alike postcodes, numbers and addresses for mail are, where one sign wrong is a slip of the pen."""
    slips = process.cpdist(left, right, scorer=OSA.distance)
    levels: Levels = np.minimum(slips, CODE_LEVELS - 1).astype(np.int8)
    levels[missing(left, right)] = UNKNOWN
    return levels


def texts(left: Column, right: Column) -> Levels:
    """How alike lines of an address are, in whatever order their words stand."""
    sorted_words = process.cpdist(left, right, scorer=token_sort_ratio) / 100
    likeness = np.maximum(_likeness(left, right), sorted_words)
    levels = np.full(len(left), TEXT_LEVELS - 1, np.int8)
    levels[likeness >= SOMEWHAT] = 2
    levels[likeness >= NEARLY] = 1
    levels[likeness >= 1.0] = 0
    levels[missing(left, right)] = UNKNOWN
    return levels
