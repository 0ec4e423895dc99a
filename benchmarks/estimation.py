"""Learning what likenesses weigh by counting, or by expectation and maximisation where nobody says which are the same.

The weights that ship were counted so, and the labelled sets of FEBRL are matched so; no page does either.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log2

import numpy as np
from numpy.typing import NDArray

from fingerpost.families.rules.evidence import Bits, Weights, weights
from fingerpost.families.rules.likeness import UNKNOWN, Levels

HALF_A_CASE = 0.5  # what every level is given before counting, so that nothing is held to be impossible


def shares(levels: Levels, how_likely: NDArray[np.float64], count: int) -> NDArray[np.float64]:
    """How often each level is seen, where each case counts as much as it is likely to be one."""
    known = levels != UNKNOWN
    counted = np.bincount(levels[known], how_likely[known], count) + HALF_A_CASE
    found: NDArray[np.float64] = counted / counted.sum()
    return found


@dataclass(frozen=True, slots=True)
class Estimate:
    """What was learned without being told which pairs are the same: the weights, and each pair's odds in bits."""

    weights: Mapping[str, Weights]
    odds: Bits


def estimated(levels: Mapping[str, Levels], counts: Mapping[str, int], start: NDArray[np.float64]) -> Estimate:
    """Weights by expectation and maximisation, beginning with a guess of how likely each pair is the same."""
    likely = start
    for _ in range(40):
        learned = {name: weights(*_both(levels[name], likely, counts[name])) for name in levels}
        prior = log2(likely.mean() / (1 - likely.mean()))
        odds = prior + sum((learned[name].of(levels[name]) for name in levels), np.zeros(len(start)))
        likely = 1 / (1 + np.exp2(-np.clip(odds, -60, 60)))
    return Estimate(learned, odds)


def _both(levels: Levels, likely: NDArray[np.float64], count: int) -> tuple[Sequence[float], Sequence[float]]:
    return list(shares(levels, likely, count)), list(shares(levels, 1 - likely, count))
