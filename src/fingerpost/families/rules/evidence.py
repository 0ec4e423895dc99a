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

from fingerpost.families.rules.likeness import UNKNOWN, Column, Levels

Bits = NDArray[np.float64]

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


@dataclass(frozen=True, slots=True)
class Rarity:
    """How common answers are, as a share of all."""

    share: Mapping[str, float]
    rarest: float

    def beyond(self, answers: Column, by_chance: float) -> Bits:
        """What agreeing on just these answers says beyond agreeing on any, in bits."""
        common = np.fromiter((self.share.get(each, self.rarest) for each in answers), np.float64, len(answers))
        return np.clip(np.log2(by_chance / common), LEAST, MOST)


def rarity(answers: Sequence[str]) -> Rarity:
    counted = Counter(each for each in answers if each)
    total = max(counted.total(), 1)
    return Rarity({answer: times / total for answer, times in counted.items()}, 1 / (total + 1))
