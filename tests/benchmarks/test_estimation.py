"""Counting how often likenesses are seen, and learning what they weigh without labels."""

from math import log2

import numpy as np
import pytest

from benchmarks.estimation import estimated, shares
from fingerpost.families.rules.likeness import UNKNOWN


def test_a_level_that_was_never_seen_is_not_held_to_be_impossible():
    assert (shares(np.array([0, 0, UNKNOWN], np.int8), np.ones(3), 3) > 0).all()


def test_shares_are_of_those_that_are_known():
    found = shares(np.array([0, 1, 1, UNKNOWN], np.int8), np.ones(4), 2)
    assert found.tolist() == pytest.approx([1.5 / 4, 2.5 / 4])


def test_weights_are_learned_without_being_told_which_pairs_are_the_same():
    """Of 1,000 pairs 100 are the same: these agree on nine of ten times, the others once in ten."""
    dice = np.random.default_rng(1)
    same = np.arange(1_000) < 100
    levels = {str(each): (dice.random(1_000) >= np.where(same, 0.9, 0.1)).astype(np.int8) for each in range(6)}
    agreed = sum((each == 0).astype(int) for each in levels.values())
    learned = estimated(levels, dict.fromkeys(levels, 2), np.where(agreed > 3, 0.9, 0.01))
    assert learned.weights["0"].bits[0] == pytest.approx(log2(9), abs=0.6)
    assert ((learned.odds > 0) == same).mean() > 0.98
