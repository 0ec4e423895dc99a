"""The weights that ship, read from data; and the odds a county begins with."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from math import log2
from pathlib import Path
from typing import Final

from fingerpost.families.rules.doubles import Household, Model, Question
from fingerpost.families.rules.evidence import Rarity, rarity, weights

SHIPPED: Final = Path(__file__).parents[1] / "data" / "likeness.toml"
DOUBLED: Final = 0.05  # what share of a county's families may stand in its records twice
RELATED: Final = 0.03  # what share lives with another family

Tables = Mapping[Question, Mapping[str, Sequence[float]]]


@cache
def shipped() -> Tables:
    """How often each level is seen in pairs that are the same, related, and strangers."""
    read = tomllib.loads(SHIPPED.read_text())
    return {question: read[question.value] for question in Question}


def model(families: Sequence[Household], tables: Tables | None = None) -> Model:
    """What likeness weighs among these families: names that are common here say less."""
    given = rarity([person.given for family in families for person in family.people])
    family = rarity([name for family in families for name in family.family_names])
    return fitted(len(families), given, family, tables)


def fitted(families: int, given: Rarity, family: Rarity, tables: Tables | None = None) -> Model:
    """What likeness weighs among so many families whose names are so common."""
    told = tables or shipped()
    return Model(
        same={each: weights(told[each]["same"], told[each]["strangers"]) for each in Question},
        related={each: weights(told[each]["related"], told[each]["strangers"]) for each in Question},
        given=given,
        family=family,
        prior=_odds(DOUBLED, families),
        prior_related=_odds(RELATED, families),
    )


def _odds(share: float, families: int) -> float:
    """The odds, in bits, that any two of so many are a pair, where this share of them is in one."""
    return log2(2 * share / max(families, 2))
