"""What a likeness weighs, in bits."""

from math import log2

import numpy as np
import pytest

from fingerpost.families.rules.evidence import MOST, rarity, weights
from fingerpost.families.rules.likeness import UNKNOWN


def test_a_weight_is_how_much_more_often_it_is_seen_in_bits():
    assert weights([0.8, 0.2], [0.1, 0.9]).bits == pytest.approx((3, log2(0.2 / 0.9)))


def test_what_is_not_known_weighs_nothing():
    found = weights([0.8, 0.2], [0.1, 0.9]).of(np.array([0, UNKNOWN, 1], np.int8))
    assert found.tolist() == pytest.approx([3, 0, log2(0.2 / 0.9)])


def test_a_rare_name_says_more_and_a_common_one_less():
    common = rarity(["smith"] * 90 + ["achterwood"] * 10)
    said = common.beyond(["smith", "achterwood"], by_chance=0.5)
    assert said.tolist() == pytest.approx([log2(0.5 / 0.9), log2(0.5 / 0.1)])


def test_a_name_never_seen_before_is_the_rarest_but_not_beyond_measure():
    common = rarity(["smith"] * 99)
    assert common.beyond(["zz"], 0.5).tolist() == pytest.approx([log2(0.5 * 100)])
    assert common.beyond(["zz"], 1e9).tolist() == [MOST]
