"""What two records that are alike say, what may be shown of them, and whether they may be made one."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fingerpost.families.rules.doubles import Household, Person
from fingerpost.families.rules.pairs import Meeting, Shown, may_merge, signs_of, what_is_shown, who_is_who
from fingerpost.families.vocabulary import Joining, Sign

MUM = Person("elizabeth", "achterwood", "04051994", child=False)
ANNA = Person("anna", "achterwood", "17092023", child=True)
BEN = replace(ANNA, given="ben")
HOME = Household((MUM, ANNA), "al11aa", "12 oak lane", ("07700900001",), ("liz@mail.example",))
ONE_ADULT = Meeting(in_common=1, left_over=(0, 0))


@pytest.mark.parametrize(
    ("again", "sign"),
    [
        (HOME, Sign.PHONE),
        (HOME, Sign.STREET),
        (replace(HOME, people=(replace(MUM, given="liz"), ANNA)), Sign.GIVEN_SOUND),
        (replace(HOME, people=(MUM, replace(ANNA, born="09172023"))), Sign.CHILD_TURNED),
        (replace(HOME, people=(MUM, replace(ANNA, born="18092023"))), Sign.CHILD_SLIP),
        (replace(HOME, people=(replace(MUM, born="05041994"), ANNA)), Sign.ADULT_TURNED),
        (replace(HOME, people=(replace(MUM, given="achterwood", family="elizabeth"),)), Sign.SWAPPED),
        (replace(HOME, phones=("07700900011",)), Sign.PHONE_SLIP),
        (replace(HOME, postcode="al11ab"), Sign.POSTCODE_SLIP),
    ],
)
def test_what_is_alike_is_said(again, sign):
    assert sign in signs_of([HOME], [again])[0]


def test_nothing_is_said_of_strangers():
    stranger = Household((Person("wilfred", "oatenshaw", "30121970", child=False),), "wd65pp", "7 mill row")
    assert signs_of([HOME], [stranger]) == [()]


def test_each_person_is_laid_beside_one_other():
    twins = replace(HOME, people=(MUM, ANNA, BEN))
    found = who_is_who([twins], [replace(twins, people=(BEN, MUM, ANNA))])[0]
    assert sorted((each.one, each.other) for each in found) == [(0, 1), (1, 2), (2, 0)]


def test_a_twin_is_not_the_other_twin():
    assert not who_is_who([Household((ANNA,))], [Household((BEN,))])[0]


@pytest.mark.parametrize(
    ("meeting", "sentence"),
    [
        (ONE_ADULT, Joining.A_PERSON_DECIDES),
        (replace(ONE_ADULT, left_over=(1, 0)), Joining.A_PERSON_DECIDES),
        (replace(ONE_ADULT, left_over=(1, 1)), Joining.TWO_COUPLES),
        (replace(ONE_ADULT, left_over=(1, 1), one_roof=True), Joining.A_PERSON_DECIDES),
        (Meeting(in_common=0, left_over=(1, 1)), Joining.TWO_HOMES),
        (Meeting(in_common=0, left_over=(1, 1), one_roof=True), Joining.A_PERSON_DECIDES),
        (replace(ONE_ADULT, hidden=True), Joining.A_PERSON_DECIDES),
        (replace(ONE_ADULT, hidden=True, left_over=(0, 1)), Joining.HIDDEN),
        (replace(ONE_ADULT, kept_apart=True), Joining.KEPT_APART),
        (replace(ONE_ADULT, two_accounts=True), Joining.TWO_ACCOUNTS),
    ],
)
def test_records_are_made_one_only_where_nobody_is_harmed(meeting, sentence):
    verdict = may_merge(meeting)
    assert verdict.reason == str(sentence.label)
    assert bool(verdict) is (sentence is Joining.A_PERSON_DECIDES)


MEETINGS = st.builds(
    Meeting,
    in_common=st.integers(0, 2),
    left_over=st.tuples(st.integers(0, 2), st.integers(0, 2)),
    one_roof=st.booleans(),
    hidden=st.booleans(),
    kept_apart=st.booleans(),
    two_accounts=st.booleans(),
)


@given(MEETINGS)
def test_a_further_danger_never_allows_more(meeting):
    for danger in ("hidden", "kept_apart", "two_accounts"):
        assert bool(may_merge(replace(meeting, **{danger: True}))) <= bool(may_merge(meeting))


@given(MEETINGS)
def test_parents_who_live_apart_are_never_made_one_household(meeting):
    """An adult at home on each side whom the other does not have, and not under one roof."""
    apart = replace(meeting, left_over=tuple(max(each, 1) for each in meeting.left_over), one_roof=False)
    assert not may_merge(apart)


@pytest.mark.parametrize(("one", "other", "guarded"), list(product([True, False], repeat=3)))
def test_a_record_that_is_not_ones_own_is_at_most_hinted_at(one, other, guarded):
    shown = what_is_shown(one, other, guarded=guarded)
    assert (shown is Shown.BOTH) is (one and other)
    assert (shown is Shown.CALL) is (one != other and not guarded)
