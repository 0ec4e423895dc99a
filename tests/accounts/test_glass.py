"""Break-glass on paper, and against a second statement of it that shares nothing with the code but the words.

Nobody ever sees through an opening that is over, of another record, or of another person.
"""

import os
import random
from datetime import UTC, datetime, timedelta

import pytest

from fingerpost.accounts.rules import (
    FamilyFacts,
    GlassPolicy,
    OpeningFacts,
    Place,
    PostingFacts,
    Viewer,
    may_break_glass,
    may_review_opening,
    sees_through_glass,
)
from fingerpost.accounts.rules.permissions import said
from fingerpost.accounts.vocabulary import PlaceKind, Reason, Role
from tests.accounts.oracle import sees_family, today
from tests.accounts.test_rules_properties import PERIODS, SEATS, posting

DECISIONS = int(os.environ.get("DECISIONS", "20000"))
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
TODAY = NOW.date()
HOURS = GlassPolicy(hours=4)
MOOR, VALE = Place(PlaceKind.GROUP, "moor"), Place(PlaceKind.GROUP, "vale")
OAK = Place(PlaceKind.CENTRE, "oak", "moor")
OURS, THEIRS = FamilyFacts(groups=frozenset({"moor"})), FamilyFacts(groups=frozenset({"vale"}))
CLOSED = FamilyFacts(groups=frozenset({"moor"}), restricted=True)
CLOSED_THERE = FamilyFacts(groups=frozenset({"vale"}), restricted=True)


def viewer(role: Role, place: Place = OAK, **values) -> Viewer:
    return Viewer("me", (PostingFacts("p", role, place, TODAY, **values),))


@pytest.mark.parametrize(
    ("who", "family", "reason"),
    [
        (viewer(Role.OUTREACH_WORKER), THEIRS, Reason.GLASS_ALLOWED),
        (viewer(Role.CENTRE_MANAGER), THEIRS, Reason.GLASS_ALLOWED),
        (viewer(Role.GROUP_LEAD, MOOR), THEIRS, Reason.GLASS_ALLOWED),
        (viewer(Role.CENTRE_MANAGER), CLOSED, Reason.GLASS_ALLOWED),
        (viewer(Role.GROUP_LEAD, MOOR), CLOSED, Reason.GLASS_ALLOWED),
        (viewer(Role.OUTREACH_WORKER), OURS, Reason.GLASS_NOT_NEEDED),
        (viewer(Role.OUTREACH_WORKER), CLOSED, Reason.GLASS_NOT_FOR_ROLE),
        (viewer(Role.GROUP_LEAD, MOOR), CLOSED_THERE, Reason.GLASS_NOT_FOR_ROLE),
        (viewer(Role.RECEPTIONIST), THEIRS, Reason.GLASS_NOT_FOR_ROLE),
        (viewer(Role.WEBSITE_EDITOR), OURS, Reason.GLASS_NOT_FOR_ROLE),
        (viewer(Role.PARTNER_LEAD, Place(PlaceKind.PARTNER, "visitors")), OURS, Reason.GLASS_NOT_FOR_ROLE),
        (viewer(Role.SYSTEM_ADMINISTRATOR, Place(PlaceKind.COUNTY, "w")), OURS, Reason.ADMINISTRATOR),
        (viewer(Role.CENTRE_MANAGER), FamilyFacts(adults=frozenset({"me"})), Reason.PARENT_IN_FAMILY),
        (viewer(Role.CENTRE_MANAGER), FamilyFacts(near=frozenset({"me"})), Reason.NEAR_FAMILY),
        (Viewer("me", ()), THEIRS, Reason.NO_POSTING),
    ],
)
def test_who_may_break_the_glass(who, family, reason):
    verdict = may_break_glass(who, family, TODAY, HOURS)
    assert verdict == said(reason is Reason.GLASS_ALLOWED, reason, hours=4)


def test_an_authority_can_switch_it_off():
    assert may_break_glass(viewer(Role.GROUP_LEAD, MOOR), THEIRS, TODAY, GlassPolicy()) == said(False, Reason.GLASS_OFF)


def opening(user: str = "me", family: str = "f1", starts: int = -1, ends: int = 3) -> OpeningFacts:
    return OpeningFacts(user, family, NOW + timedelta(hours=starts), NOW + timedelta(hours=ends))


@pytest.mark.parametrize(
    ("openings", "sees"),
    [
        ([opening()], True),
        ([opening(starts=0)], True),
        ([opening(ends=0)], False),
        ([opening(starts=1)], False),
        ([opening(user="somebody")], False),
        ([opening(family="f2")], False),
        ([], False),
    ],
)
def test_an_opening_is_for_one_person_one_record_and_some_hours(openings, sees):
    worker = viewer(Role.OUTREACH_WORKER)
    seen = sees_through_glass(worker, "f1", THEIRS, openings, now=NOW, on=TODAY, policy=HOURS)
    assert seen.allowed is sees


@pytest.mark.parametrize(
    ("who", "policy"),
    [
        (viewer(Role.OUTREACH_WORKER, valid_to=TODAY - timedelta(days=1)), HOURS),
        (viewer(Role.OUTREACH_WORKER), GlassPolicy()),
    ],
)
def test_an_opening_does_not_outlive_what_it_stood_on(who, policy):
    assert not sees_through_glass(who, "f1", THEIRS, [opening()], now=NOW, on=TODAY, policy=policy)


GROUPS = frozenset({"moor", "vale"})
OFFICER = viewer(Role.DATA_PROTECTION_OFFICER, Place(PlaceKind.COUNTY, "w"))


@pytest.mark.parametrize(
    ("who", "opened_by", "family", "escalated", "may"),
    [
        (viewer(Role.GROUP_LEAD, MOOR), "somebody", THEIRS, False, True),
        (viewer(Role.GROUP_LEAD, VALE), "somebody", THEIRS, False, True),
        (viewer(Role.GROUP_LEAD, MOOR), "me", THEIRS, True, False),
        (viewer(Role.GROUP_LEAD, Place(PlaceKind.GROUP, "dale")), "somebody", THEIRS, True, False),
        (viewer(Role.CENTRE_MANAGER), "somebody", THEIRS, True, False),
        (viewer(Role.GROUP_LEAD, MOOR), "somebody", FamilyFacts(adults=frozenset({"me"})), True, False),
        (viewer(Role.GROUP_LEAD, MOOR), "somebody", FamilyFacts(near=frozenset({"me"})), True, False),
        (OFFICER, "somebody", THEIRS, False, False),
        (OFFICER, "somebody", THEIRS, True, True),
        (OFFICER, "me", THEIRS, True, False),
    ],
)
def test_who_reviews(who, opened_by, family, escalated, may):
    assert may_review_opening(who, opened_by, GROUPS, family, TODAY, escalated=escalated).allowed is may


def runs(each: OpeningFacts, user: str, reference: str) -> bool:
    if each.user != user:
        return False
    if each.family != reference:
        return False
    if each.starts > NOW:
        return False
    return not each.ends <= NOW


def breaks(held: PostingFacts, family: FamilyFacts, *, named: bool) -> bool:
    role = held.role.value
    group = held.place.key if held.place.kind.value == "group" else held.place.group
    ours = group in family.groups
    closed = family.restricted and not named
    if closed:
        return ours and role in ("centre_manager", "group_lead")
    return not ours and role in ("outreach_worker", "centre_manager", "group_lead")


def oracle(who: Viewer, reference: str, family: FamilyFacts, openings: list[OpeningFacts], policy: GlassPolicy) -> bool:
    """The same from the sentences: long, dull, and easy to check."""
    if policy.hours == 0:
        return False
    if not [each for each in openings if runs(each, who.user, reference)]:
        return False
    if who.user in family.adults or who.user in family.near:
        return False
    if sees_family(who, family, TODAY, "see_family_basic"):
        return False
    held = [each for each in who.postings if today(each, TODAY)]
    if "system_administrator" in [each.role.value for each in held]:
        return False
    return any(breaks(each, family, named=who.user in family.workers) for each in held)


def some(draw: random.Random, *names: str) -> frozenset[str]:
    return frozenset(name for name in names if draw.random() < 0.4)


def a_family(draw: random.Random) -> FamilyFacts:
    rare = draw.random() < 0.15
    return FamilyFacts(
        groups=some(draw, "moor", "vale"),
        adults=frozenset({"me"}) if rare and draw.random() < 0.5 else frozenset(),
        near=frozenset({"me"}) if rare else frozenset(),
        restricted=draw.random() < 0.4,
        workers=frozenset({"me"}) if draw.random() < 0.2 else frozenset(),
    )


def an_opening(draw: random.Random) -> OpeningFacts:
    starts = draw.choice((-5, -1, -1, 0, 1))
    user, family = draw.choice(("me", "me", "me", "somebody")), draw.choice(("f1", "f1", "f1", "f2"))
    return opening(user, family, starts, starts + draw.choice((1, 2, 4)))


def test_for_anybody_any_family_and_any_openings_both_statements_agree():
    draw = random.Random(2016)
    desks = [seat for seat in SEATS if seat[0] in (Role.OUTREACH_WORKER, Role.CENTRE_MANAGER, Role.GROUP_LEAD)]
    answers = {True: 0, False: 0}
    for _ in range(DECISIONS):
        seats = desks if draw.random() < 0.7 else SEATS
        held = tuple(posting(*draw.choice(seats), draw.choice(PERIODS)) for _ in range(draw.randrange(3)))
        who, family = Viewer("me", held), a_family(draw)
        openings = [an_opening(draw) for _ in range(draw.randrange(4))]
        policy = draw.choice((HOURS, HOURS, HOURS, GlassPolicy()))
        seen = sees_through_glass(who, "f1", family, openings, now=NOW, on=TODAY, policy=policy)
        assert seen.allowed == oracle(who, "f1", family, openings, policy), (who, family, openings, policy)
        answers[seen.allowed] += 1
    assert min(answers.values()) > DECISIONS // 50, "the draw hardly ever says one of the two"
