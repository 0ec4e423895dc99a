"""How often each level of likeness is seen, counted in make-believe families whose doubles are known."""

from collections.abc import Iterable
from pathlib import Path
from random import Random
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.estimation import shares
from benchmarks.synthetic_families import County, Maker
from fingerpost.families.rules.doubles import (
    OF_HOUSEHOLDS,
    OF_PEOPLE,
    Household,
    Question,
    SideBySide,
    homes_compared,
    people_compared,
)
from fingerpost.families.rules.likeness import CODE_LEVELS, DATE_LEVELS, NAME_LEVELS, TEXT_LEVELS
from fingerpost.families.rules.model import Tables

FAMILIES, STRANGERS, SEED = 24_000, 150_000, 1
LEVELS: Final = {
    Question.GIVEN_NAME: NAME_LEVELS,
    Question.CHILD_BORN: DATE_LEVELS,
    Question.ADULT_BORN: DATE_LEVELS,
    Question.FAMILY_NAME: NAME_LEVELS,
    Question.POSTCODE: CODE_LEVELS,
    Question.STREET: TEXT_LEVELS,
    Question.PHONE: CODE_LEVELS,
    Question.EMAIL: CODE_LEVELS,
}
TOO_FAR: Final = 6

Pairs = Iterable[tuple[int, int]]


def learned(families: int = FAMILIES, strangers: int = STRANGERS) -> Tables:
    """The tables, from a county of its own seed: never from the one that is measured."""
    county = Maker(SEED).county(families, families // 4)
    told = {
        "same": _told(county.families, county.same, only_the_same=True),
        "related": _told(county.families, county.related),
        "strangers": _told(county.families, _strangers(county, strangers)),
    }
    return {question: {kind: list(told[kind][question]) for kind in told} for question in Question}


def written(tables: Tables) -> str:
    """The tables as they ship."""
    parts = []
    for question, told in tables.items():
        lines = [f"{kind} = [{', '.join(f'{share:.2g}' for share in shares)}]" for kind, shares in told.items()]
        parts.append("\n".join([f"[{question.value}]", *lines]))
    return "\n\n".join(parts) + "\n"


def _strangers(county: County, count: int) -> Pairs:
    dice = Random(SEED)
    drawn = (tuple(sorted(dice.sample(range(len(county.families)), 2))) for _ in range(count))
    known = county.same | county.related
    return [(one, other) for one, other in drawn if (one, other) not in known]


def _told(
    families: list[Household], pairs: Pairs, *, only_the_same: bool = False
) -> dict[Question, NDArray[np.float64]]:
    ordered = sorted(pairs)
    left, right = [families[one] for one, _ in ordered], [families[other] for _, other in ordered]
    homes, people = homes_compared(left, right), people_compared(left, right)
    counted = _laid_together(people) if only_the_same else np.ones(len(people.rows))
    everyone = np.ones(len(left))
    return {each: shares(homes[each], everyone, LEVELS[each]) for each in OF_HOUSEHOLDS} | {
        each: shares(people.levels[each], counted, LEVELS[each]) for each in OF_PEOPLE
    }


def _laid_together(people: SideBySide) -> NDArray[np.float64]:
    """1 for each pair of people that is taken for one person: the most alike first, nobody twice."""
    born = np.maximum(people.levels[Question.CHILD_BORN], people.levels[Question.ADULT_BORN]).astype(np.int64)
    far = people.levels[Question.GIVEN_NAME] + 2 * born
    kept = np.zeros(len(far))
    taken: set[tuple[int, str, int]] = set()
    for place in np.lexsort((far, people.rows)).tolist():
        row = int(people.rows[place])
        ends = {(row, "left", int(people.left[place])), (row, "right", int(people.right[place]))}
        if far[place] <= TOO_FAR and not ends & taken:
            taken |= ends
            kept[place] = 1.0
    return kept


def main(target: Path) -> None:
    """Write the tables anew below the words that explain them."""
    words = target.read_text().partition("\n[")[0]
    target.write_text(f"{words}\n{written(learned())}")
