"""Families who may be the same, and those who only look it."""

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.synthetic_families import Maker
from fingerpost.families.rules.candidates import TOO_COMMON, candidate_keys, candidates, pairs_sharing
from fingerpost.families.rules.doubles import Household, Person, Question, weighed
from fingerpost.families.rules.model import model, shipped

MUM = Person("elizabeth", "achterwood", "04051994", child=False)
DAD = Person("kofi", "mensah", "11021990", child=False)
ANNA = Person("anna", "achterwood", "17092023", child=True)
SISTER = Person("rose", "achterwood", "08081996", child=False)
BEN = Person("ben", "achterwood", "17092023", child=True)  # Anna's twin
HOME = Household((MUM, DAD, ANNA), "al11aa", "12 oak lane", ("07700900001",), ("liz@mail.example",))
COUNTY = Maker(3).county(2_000, 200)
MODEL = model([*COUNTY.families, *[Maker(4).family()] * 50])


def odds(one: Household, other: Household) -> float:
    return float(weighed([one], [other], MODEL).odds[0])


@pytest.mark.parametrize(
    ("again", "why"),
    [
        (HOME, "entered as before"),
        (replace(HOME, people=(replace(MUM, given="liz", born=""), ANNA)), "a short name, and no father on the form"),
        (replace(HOME, people=(MUM, replace(ANNA, born="09172023"))), "day and month turned round"),
        (
            replace(HOME, people=(replace(MUM, given="achterwood", family="elizabeth"), ANNA)),
            "names in the other's box",
        ),
        (replace(HOME, postcode="wd65pp", street="7 mill row", phones=(), emails=()), "moved, with a new telephone"),
        (Household((DAD, ANNA), "sg12ab", "3 high street", ("07700900077",)), "entered by the other parent"),
        (replace(HOME, people=(MUM, ANNA, replace(ANNA, given="tom", born="01102026"))), "a new baby"),
    ],
)
def test_the_same_family_entered_again_is_more_likely_than_not(again, why):
    assert odds(HOME, again) > 0, why


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (Household((Person("ruth", "achterwood", "01011970", child=False),), "al11aa", "12 oak lane"), "a grandmother"),
        (
            replace(HOME, people=(SISTER, replace(ANNA, given="ivy", born="01032025")), emails=()),
            "the sister's family, at the same address with the same telephone",
        ),
        (Household((replace(MUM, born="30121980"),), "wd65pp", "7 mill row"), "somebody of the same name elsewhere"),
        (Household((Person("anna", "okafor", "17092023", child=True),)), "a child of the same name and age"),
    ],
)
def test_another_family_is_not(other, why):
    assert odds(HOME, other) < 0, why


def test_a_pair_weighs_the_same_from_both_sides():
    other = COUNTY.families[7]
    assert odds(HOME, other) == pytest.approx(odds(other, HOME))
    assert odds(HOME, replace(HOME, people=HOME.people[::-1])) == pytest.approx(odds(HOME, HOME))


def test_a_rare_name_makes_it_more_likely():
    names = [name for family in COUNTY.families for name in family.family_names]
    common = max(set(names), key=names.count)
    named = [Household((Person("anna", name, "17092023", child=True),), "al11aa") for name in (common, "zwetschke")]
    usual, rare = (odds(family, family) for family in named)
    assert rare > usual + 2


def test_twins_are_two_children():
    """A twin is laid beside the twin, not both beside one; and one twin alone is not the other."""
    twins = replace(HOME, people=(MUM, ANNA, BEN))
    people = weighed([twins], [replace(twins, people=(BEN, ANNA, MUM))], MODEL).people
    assert sorted(people.tolist()) == [[0, 0, 2], [0, 1, 1], [0, 2, 0]]


def test_nothing_that_was_left_out_is_held_against_a_family():
    bare = Household((ANNA,))
    homes = weighed([HOME], [bare], MODEL).homes
    assert [homes[each].tolist() for each in (Question.POSTCODE, Question.STREET, Question.PHONE)] == [[-1]] * 3


def test_of_a_made_up_county_nearly_all_doubles_are_found_and_hardly_anybody_else():
    pairs = candidates([candidate_keys(family) for family in COUNTY.families])
    found = weighed([COUNTY.families[a] for a, _ in pairs], [COUNTY.families[b] for _, b in pairs], MODEL).odds > 0
    said = {pair for pair, same in zip(pairs, found, strict=True) if same}
    assert len(said & COUNTY.same) >= 198
    assert len(said - COUNTY.same) <= 2


def test_a_slip_in_any_one_answer_leaves_another_key_whole():
    maker = Maker(5)
    whole = candidate_keys(HOME)
    for slipped in (
        replace(HOME, postcode=maker.slip(HOME.postcode)),
        replace(HOME, phones=(), emails=()),
        replace(
            HOME, people=(replace(MUM, given=maker.slip(MUM.given)), replace(ANNA, family=maker.slip(ANNA.family)))
        ),
    ):
        assert whole & candidate_keys(slipped)


def test_a_key_that_many_share_is_not_compared():
    many = [{"smith"}] * (TOO_COMMON + 1) + [{"smith", "rare"}, {"rare"}]
    assert candidates(many) == [(TOO_COMMON + 1, TOO_COMMON + 2)]


def test_what_ships_are_shares_of_all():
    for told in shipped().values():
        for kind in ("same", "related", "strangers"):
            assert sum(told[kind]) == pytest.approx(1, abs=0.01)
            assert min(told[kind]) > 0


def test_many_pairs_weigh_together_what_each_weighs_alone():
    pairs = candidates([candidate_keys(family) for family in COUNTY.families])[:200]
    left, right = ([COUNTY.families[each] for each in side] for side in zip(*pairs, strict=True))
    together = weighed([*left, *right], [*right, *left], MODEL)
    alone = [weighed([one], [other], MODEL) for one, other in zip([*left, *right], [*right, *left], strict=True)]
    assert together.odds.tolist() == [float(each.odds[0]) for each in alone]
    laid = {(row, one, other) for row, each in enumerate(alone) for _, one, other in each.people.tolist()}
    assert {tuple(each) for each in together.people.tolist()} == laid


def test_keys_as_numbers_give_the_same_pairs_as_keys_as_texts():
    households = [*COUNTY.families, *[Household((MUM,))] * (TOO_COMMON + 1)]
    keys = [candidate_keys(each) for each in households]
    numbers = {key: place for place, key in enumerate(sorted(frozenset().union(*keys)))}
    rows = np.array([(numbers[key], -place) for place, each in enumerate(keys) for key in each], np.int64)
    found = [(-other, -one) for one, other in pairs_sharing(rows[:, 0], rows[:, 1]).tolist()]
    assert sorted(found) == candidates(keys)
    assert not len(pairs_sharing(*np.empty((2, 0), np.int64)))
