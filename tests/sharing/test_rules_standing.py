"""When a share stands, whom it is about, and what it shows of each: in tables, without a database."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from fingerpost.sharing.rules.minimum import minimum
from fingerpost.sharing.rules.standing import (
    Answer,
    HomeFacts,
    Partner,
    ShareFacts,
    about,
    agrees,
    is_withdrawn,
    latest,
    may_be_second,
    needs_second,
    released,
    stands,
)
from fingerpost.sharing.rules.telling import is_told
from fingerpost.sharing.vocabulary import LegalBasis, Purpose, Tier, Why

TODAY = date(2026, 11, 24)
HEALTH = Partner("hv", "health_visiting", frozenset({"healthy_start", "early_help"}))
HOUSING = Partner("ho", "housing", frozenset({"housing"}))
SHARE = ShareFacts(
    purpose="healthy_start",
    tier=Tier.BASIC,
    basis=LegalBasis.CONSENT,
    adults=frozenset({"mother"}),
    children=frozenset({"tobi"}),
    valid_from=TODAY,
    valid_to=TODAY + timedelta(days=30),
)


def yes(adult: str, purpose: str = Purpose.SHARE, detail: str = "health_visiting", *, given: bool = True) -> Answer:
    return Answer(adult, purpose, detail, given)


HOME = HomeFacts(
    adults=frozenset({"mother", "father"}),
    children=frozenset({"tobi", "ife"}),
    cares=frozenset({("mother", "tobi"), ("mother", "ife"), ("father", "tobi")}),
    answers=(yes("mother"),),
)


@pytest.mark.parametrize(
    ("answers", "tier", "expected"),
    [
        ((), Tier.BASIC, False),
        ((yes("mother"),), Tier.BASIC, True),
        ((yes("mother", given=False),), Tier.BASIC, False),
        ((yes("father"),), Tier.BASIC, False),
        ((yes("mother", detail="midwifery"),), Tier.BASIC, False),
        ((yes("mother"),), Tier.MORE, False),
        ((yes("mother", Purpose.SHARE_MORE),), Tier.MORE, False),
        ((yes("mother"), yes("mother", Purpose.SHARE_MORE)), Tier.MORE, True),
        ((yes("mother"), yes("mother", Purpose.NOT_WITH, "hv")), Tier.BASIC, False),
        ((yes("mother"), yes("mother", Purpose.NOT_WITH, "another")), Tier.BASIC, True),
        ((yes("mother"), yes("mother", Purpose.NOT_WITH, "hv", given=False)), Tier.BASIC, True),
    ],
)
def test_an_adult_agrees_to_a_kind_of_partner_and_a_step_and_not_to_one_they_named(answers, tier, expected):
    assert agrees("mother", HEALTH, tier, answers) is expected


def test_of_several_answers_the_newest_holds():
    assert latest([yes("mother", given=False), yes("mother")]) == (yes("mother", given=False),)


@pytest.mark.parametrize(
    ("share", "partner", "home", "why"),
    [
        (SHARE, HEALTH, HOME, Why.STANDS),
        (replace(SHARE, ended=True), HEALTH, HOME, Why.ENDED),
        (replace(SHARE, valid_from=TODAY + timedelta(days=1)), HEALTH, HOME, Why.ENDED),
        (replace(SHARE, valid_to=TODAY), HEALTH, HOME, Why.STANDS),
        (replace(SHARE, valid_from=date(2026, 1, 1), valid_to=TODAY - timedelta(days=1)), HEALTH, HOME, Why.ENDED),
        (replace(SHARE, purpose="nonsense"), HEALTH, HOME, Why.ENDED),
        (SHARE, HEALTH, replace(HOME, open=False), Why.ENDED),
        (SHARE, HEALTH, replace(HOME, restricted=True), Why.RESTRICTED),
        (SHARE, HOUSING, HOME, Why.NOT_NEEDED_THERE),
        (replace(SHARE, purpose="housing", basis=LegalBasis.DUTY), HOUSING, HOME, Why.NOT_NEEDED_THERE),
        (SHARE, replace(HEALTH, agreed=frozenset()), HOME, Why.NO_AGREEMENT),
        (replace(SHARE, basis=LegalBasis.DUTY), replace(HEALTH, agreed=frozenset()), HOME, Why.NO_AGREEMENT),
        (replace(SHARE, basis=LegalBasis.SAFEGUARDING), replace(HEALTH, agreed=frozenset()), HOME, Why.STANDS),
        (SHARE, HEALTH, replace(HOME, answers=()), Why.NOT_AGREED),
        (replace(SHARE, basis=LegalBasis.DUTY), HEALTH, replace(HOME, answers=()), Why.STANDS),
        (replace(SHARE, basis=LegalBasis.DUTY, adults=frozenset(), children=frozenset()), HEALTH, HOME, Why.NO_SUBJECT),
    ],
)
def test_a_share_stands_or_not_for_a_reason(share, partner, home, why):
    verdict = stands(minimum(), share, partner, home, TODAY)
    assert verdict.allowed is (why is Why.STANDS)
    assert verdict.reason.startswith(str(why.label).split("{", maxsplit=1)[0])


@pytest.mark.parametrize(
    ("share", "home", "adults", "children"),
    [
        (SHARE, HOME, {"mother"}, {"tobi"}),
        (replace(SHARE, adults=frozenset({"mother", "father"})), HOME, {"mother"}, {"tobi"}),  # he did not agree
        (replace(SHARE, children=frozenset({"ife"})), replace(HOME, answers=(yes("father"),)), set(), set()),
        (SHARE, replace(HOME, answers=(yes("father"),)), set(), {"tobi"}),  # he speaks for Tobi, not for her
        (SHARE, replace(HOME, children=frozenset({"ife"})), {"mother"}, set()),  # lost, or gone
        (replace(SHARE, basis=LegalBasis.DUTY), replace(HOME, answers=()), {"mother"}, {"tobi"}),
        (replace(SHARE, basis=LegalBasis.DUTY), replace(HOME, adults=frozenset()), set(), {"tobi"}),
    ],
)
def test_a_share_is_about_those_who_agreed_and_whom_they_speak_for(share, home, adults, children):
    assert about(share, HEALTH, home) == (adults, children)


@pytest.mark.parametrize(
    ("hidden", "person", "shown"),
    [
        (frozenset(), "mother", True),
        (frozenset({""}), "mother", False),
        (frozenset({"mother"}), "mother", False),
        (frozenset({"father"}), "mother", True),
        (frozenset(), "tobi", False),  # a child has no address of its own
    ],
)
def test_an_address_is_shown_where_it_is_not_hidden(hidden, person, shown):
    more = replace(SHARE, tier=Tier.MORE)
    found = released(minimum(), more, HEALTH, replace(HOME, hidden=hidden), person)
    assert ("address.lines" in found) is shown


def test_of_a_child_nothing_is_shown_that_is_an_adult_s_and_the_other_way():
    more = replace(SHARE, tier=Tier.MORE)
    assert not any(each.startswith("child.") for each in released(minimum(), more, HEALTH, HOME, "mother"))
    assert {each.split(".")[0] for each in released(minimum(), more, HEALTH, HOME, "tobi")} == {"child", "note"}


@pytest.mark.parametrize(
    ("basis", "told", "expected"),
    [
        (LegalBasis.CONSENT, True, False),
        (LegalBasis.DUTY, True, False),
        (LegalBasis.DUTY, False, True),
        (LegalBasis.SAFEGUARDING, False, True),
        (LegalBasis.OTHER, True, True),
    ],
)
def test_a_second_person_decides_where_the_table_says_so(basis, told, expected):
    assert needs_second(minimum(), basis, told=told) is expected


def test_nobody_decides_twice():
    assert not may_be_second("u1", "u1")
    assert may_be_second("u1", "u2")


BOTH = replace(SHARE, adults=frozenset({"mother", "father"}))
CHILD = replace(SHARE, adults=frozenset())


@pytest.mark.parametrize(
    ("me", "share", "told", "lives_there", "expected"),
    [
        ("mother", SHARE, True, True, True),
        ("father", SHARE, True, True, False),  # about her: not even where he lives with her
        ("mother", SHARE, False, True, False),
        ("mother", BOTH, True, True, True),
        ("mother", replace(BOTH, basis=LegalBasis.DUTY), True, True, False),
        ("mother", CHILD, True, True, True),
        ("mother", CHILD, True, False, False),
        ("father", CHILD, True, True, False),  # it stands on what she agreed to
        ("father", replace(CHILD, basis=LegalBasis.DUTY), True, True, True),
        ("father", replace(CHILD, basis=LegalBasis.DUTY, children=frozenset({"ife"})), True, True, False),
    ],
)
def test_a_parent_reads_of_what_concerns_them_and_endangers_nobody(me, share, told, lives_there, expected):
    assert is_told(me, share, HEALTH, HOME, told=told, lives_there=lives_there) is expected


@pytest.mark.parametrize(
    ("share", "home", "expected"),
    [
        (SHARE, HOME, False),
        (SHARE, replace(HOME, answers=()), True),
        (SHARE, replace(HOME, answers=(yes("father"),)), False),  # he speaks for Tobi
        (replace(SHARE, basis=LegalBasis.DUTY), replace(HOME, answers=()), False),
        (SHARE, replace(HOME, answers=(), adults=frozenset(), children=frozenset()), False),  # they left: no answer
        (SHARE, replace(HOME, open=False), False),
    ],
)
def test_only_what_was_agreed_to_is_taken_back(share, home, expected):
    assert is_withdrawn(share, replace(HEALTH, agreed=frozenset()), home) is expected
