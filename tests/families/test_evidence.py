"""What a likeness weighs, in bits."""

from math import log2

import numpy as np
import pytest

from fingerpost.families.rules.evidence import MOST, estimated, rarity, shares, weights
from fingerpost.families.rules.likeness import UNKNOWN


def test_a_weight_is_how_much_more_often_it_is_seen_in_bits():
    assert weights([0.8, 0.2], [0.1, 0.9]).bits == pytest.approx((3, log2(0.2 / 0.9)))


def test_what_is_not_known_weighs_nothing():
    found = weights([0.8, 0.2], [0.1, 0.9]).of(np.array([0, UNKNOWN, 1], np.int8))
    assert found.tolist() == pytest.approx([3, 0, log2(0.2 / 0.9)])


def test_a_level_that_was_never_seen_is_not_held_to_be_impossible():
    assert (shares(np.array([0, 0, UNKNOWN], np.int8), np.ones(3), 3) > 0).all()


def test_shares_are_of_those_that_are_known():
    found = shares(np.array([0, 1, 1, UNKNOWN], np.int8), np.ones(4), 2)
    assert found.tolist() == pytest.approx([1.5 / 4, 2.5 / 4])


def test_a_rare_name_says_more_and_a_common_one_less():
    common = rarity(["smith"] * 90 + ["achterwood"] * 10)
    said = common.beyond(["smith", "achterwood"], by_chance=0.5)
    assert said.tolist() == pytest.approx([log2(0.5 / 0.9), log2(0.5 / 0.1)])


def test_a_name_never_seen_before_is_the_rarest_but_not_beyond_measure():
    common = rarity(["smith"] * 99)
    assert common.beyond(["zz"], 0.5).tolist() == pytest.approx([log2(0.5 * 100)])
    assert common.beyond(["zz"], 1e9).tolist() == [MOST]


def test_weights_are_learned_without_being_told_which_pairs_are_the_same():
    """Of 1,000 pairs 100 are the same: these agree on nine of ten times, the others once in ten."""
    dice = np.random.default_rng(1)
    same = np.arange(1_000) < 100
    levels = {str(each): (dice.random(1_000) >= np.where(same, 0.9, 0.1)).astype(np.int8) for each in range(6)}
    agreed = sum((each == 0).astype(int) for each in levels.values())
    learned = estimated(levels, dict.fromkeys(levels, 2), np.where(agreed > 3, 0.9, 0.01))
    assert learned.weights["0"].bits[0] == pytest.approx(log2(9), abs=0.6)
    assert ((learned.odds > 0) == same).mean() > 0.98
