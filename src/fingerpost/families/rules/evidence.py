"""How much a likeness weighs: the model of Fellegi and Sunter, in bits.

For each question and each level of likeness, m is how often two records of one person show it, u how often records
of two people do; the weight is log2(m / u). Sharing a rare answer says more than sharing a common one (Winkler 1989).
A. I. Fellegi and A. B. Sunter, A theory for record linkage, Journal of the American Statistical Association 64 (1969).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log2

import numpy as np
from numpy.typing import NDArray

from fingerpost.families.rules.likeness import UNKNOWN, Levels

Bits = NDArray[np.float64]

HALF_A_CASE = 0.5  # what every level is given before counting, so that nothing is held to be impossible
LEAST, MOST = -3.0, 8.0  # how far the rarity of an answer may move a weight


@dataclass(frozen=True, slots=True)
class Weights:
    """The weight of each level of one question, in bits, and how often any two answers are the same by chance."""

    bits: tuple[float, ...]
    by_chance: float

    def of(self, levels: Levels) -> Bits:
        """The weights of many likenesses; what is not known weighs nothing."""
        table = np.array([*self.bits, 0.0])
        return table[np.where(levels == UNKNOWN, len(self.bits), levels)]


def weights(m: Sequence[float], u: Sequence[float]) -> Weights:
    return Weights(tuple(log2(one / other) for one, other in zip(m, u, strict=True)), u[0])


def shares(levels: Levels, how_likely: NDArray[np.float64], count: int) -> NDArray[np.float64]:
    """How often each level is seen, where each case counts as much as it is likely to be one."""
    known = levels != UNKNOWN
    counted = np.bincount(levels[known], how_likely[known], count) + HALF_A_CASE
    found: NDArray[np.float64] = counted / counted.sum()
    return found


@dataclass(frozen=True, slots=True)
class Rarity:
    """How common answers are, as a share of all."""

    share: Mapping[str, float]
    rarest: float

    def beyond(self, answers: Sequence[str], by_chance: float) -> Bits:
        """What agreeing on just these answers says beyond agreeing on any, in bits."""
        common = np.fromiter((self.share.get(each, self.rarest) for each in answers), np.float64, len(answers))
        return np.clip(np.log2(by_chance / common), LEAST, MOST)


def rarity(answers: Sequence[str]) -> Rarity:
    counted = Counter(each for each in answers if each)
    total = max(counted.total(), 1)
    return Rarity({answer: times / total for answer, times in counted.items()}, 1 / (total + 1))


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
