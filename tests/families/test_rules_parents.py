"""What a parent sees of their family, case by case, and against a second statement of it."""

import dataclasses
import itertools
import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fingerpost.families.rules.parents import Home, OwnHand, OwnSight, own_hand, own_sight
from fingerpost.families.vocabulary import Living
from tests.families.oracle import may_correct, may_move, shows_adult, shows_child, shows_household

DECISIONS = int(os.environ.get("DECISIONS", "1200"))
HERE, PARTLY, ELSEWHERE = Living.HERE, Living.PARTLY, Living.ELSEWHERE
MUM, DAD, GRAN, TOM, EVE = "mum", "dad", "gran", "tom", "eve"
TOGETHER = Home({MUM: HERE, DAD: HERE}, {TOM: HERE}, frozenset({(MUM, TOM), (DAD, TOM)}))
APART = dataclasses.replace(TOGETHER, adults={MUM: HERE, DAD: ELSEWHERE})
FROM_MUM, FROM_TOM = frozenset({(DAD, MUM)}), frozenset({(DAD, TOM)})
NOTHING = OwnSight()


def sees(household: bool = False, adults: str = "", children: str = "") -> OwnSight:
    return OwnSight(household, frozenset(adults.split()), frozenset(children.split()))


def home(of: Home = TOGETHER, **changes) -> Home:
    return dataclasses.replace(of, **changes)


@pytest.mark.parametrize(
    ("who", "family", "seen"),
    [
        (DAD, TOGETHER, sees(True, MUM, TOM)),
        (MUM, APART, sees(True, DAD, TOM)),
        (DAD, APART, sees(children=TOM)),
        (GRAN, TOGETHER, NOTHING),
        (DAD, home(hidden=True), sees(True, MUM, TOM)),
        (DAD, home(adults={MUM: HERE, DAD: PARTLY}), sees(True, MUM, TOM)),
        (DAD, home(adults={MUM: HERE, DAD: PARTLY}, hidden=True), sees(children=TOM)),
        (DAD, home(kept=FROM_MUM), sees(children=TOM)),
        (MUM, home(kept=FROM_MUM), sees(True, DAD, TOM)),
        (DAD, home(APART, kept=FROM_MUM), sees(children=TOM)),
        (DAD, home(APART, kept=FROM_TOM), NOTHING),
        (MUM, home(APART, kept=frozenset({(MUM, DAD)})), sees(True, children=TOM)),
        (DAD, home(APART, children={TOM: HERE, EVE: HERE}), sees(children=TOM)),
        (GRAN, home(adults={MUM: HERE, GRAN: HERE}), sees(True, MUM, TOM)),
        (GRAN, home(adults={MUM: HERE, GRAN: ELSEWHERE}), NOTHING),
    ],
)
def test_what_a_parent_sees(who, family, seen):
    assert own_sight(who, family) == seen


BOTH_DECIDE = home(APART, responsible=frozenset({(MUM, TOM), (DAD, TOM)}))


@pytest.mark.parametrize(
    ("who", "family", "hand"),
    [
        (MUM, APART, OwnHand(True, frozenset({TOM}))),
        (DAD, APART, OwnHand()),
        (DAD, BOTH_DECIDE, OwnHand(children=frozenset({TOM}))),
        (DAD, home(BOTH_DECIDE, kept=FROM_TOM), OwnHand()),
        (DAD, home(BOTH_DECIDE, kept=FROM_MUM), OwnHand(children=frozenset({TOM}))),
        (DAD, home(adults={MUM: HERE, DAD: PARTLY}), OwnHand(children=frozenset({TOM}))),
        (DAD, home(kept=FROM_MUM), OwnHand()),
        (MUM, home(APART, children={TOM: ELSEWHERE}), OwnHand(True)),
        (GRAN, home(adults={MUM: HERE, GRAN: HERE}), OwnHand(True)),
        (GRAN, TOGETHER, OwnHand()),
    ],
)
def test_what_a_parent_may_put_right(who, family, hand):
    assert own_hand(who, family) == hand


LIVING = st.sampled_from(Living)
ADULTS = st.dictionaries(st.sampled_from([MUM, DAD, GRAN]), LIVING)
CHILDREN = st.dictionaries(st.sampled_from([TOM, EVE]), LIVING)
PAIRS = frozenset(itertools.product((MUM, DAD, GRAN), (MUM, DAD, GRAN, TOM, EVE)))
CARES = st.frozensets(st.sampled_from(sorted(pair for pair in PAIRS if pair[1] in (TOM, EVE))))
KEPT = st.frozensets(st.sampled_from(sorted(pair for pair in PAIRS if pair[0] != pair[1])))
HOMES = st.builds(Home, ADULTS, CHILDREN, CARES, KEPT, st.booleans(), CARES)


@settings(max_examples=DECISIONS, deadline=None)
@given(HOMES, st.sampled_from([MUM, DAD, GRAN]))
def test_nobody_sees_what_a_second_statement_forbids(family, me):
    seen = own_sight(me, family)
    assert seen.household == shows_household(me, family)
    assert seen.children == {child for child in (TOM, EVE) if shows_child(me, child, family)}
    assert seen.adults == {adult for adult in (MUM, DAD, GRAN) if shows_adult(me, adult, family)}


@settings(max_examples=DECISIONS, deadline=None)
@given(HOMES, st.sampled_from([MUM, DAD, GRAN]))
def test_nobody_changes_what_a_second_statement_forbids(family, me):
    hand = own_hand(me, family)
    assert hand.home == may_move(me, family)
    assert hand.children == {child for child in (TOM, EVE) if may_correct(me, child, family)}


@settings(max_examples=DECISIONS // 3, deadline=None)
@given(HOMES, st.sampled_from([MUM, DAD, GRAN]))
def test_a_restriction_looks_like_living_elsewhere(family, me):
    """Whoever is kept away sees what somebody could see who is not: the page cannot tell that there is a reason."""
    seen = own_sight(me, family)
    apart = {about for kept_from, about in family.kept if kept_from == me}
    adults = {who: living for who, living in family.adults.items() if who not in apart}
    if me in adults and not seen.household:
        adults[me] = ELSEWHERE
    children = {who: living for who, living in family.children.items() if who not in apart}
    innocent = Home(adults, children, family.cares, frozenset(), family.hidden, family.responsible)
    assert own_sight(me, innocent) == seen
    assert own_hand(me, innocent) == own_hand(me, family)


@settings(max_examples=DECISIONS // 3, deadline=None)
@given(HOMES, st.sampled_from([MUM, DAD, GRAN]), KEPT)
def test_a_further_restriction_never_shows_more(family, me, more):
    before, after = own_sight(me, family), own_sight(me, home(family, kept=family.kept | more))
    assert after.household <= before.household
    assert after.adults <= before.adults
    assert after.children <= before.children
