"""For any postings, families and days, the rules say what a second statement of them says.

Where the cases can be counted they are all tried; beyond, as many as DECISIONS asks for: few here, millions in
`make soak`.
"""

import itertools
import os
import random
from datetime import date, timedelta

from fingerpost.accounts.rules import FamilyFacts, Place, PostingFacts, Viewer, may, may_see_family
from fingerpost.accounts.rules.table import HELD_AT
from fingerpost.accounts.vocabulary import Capability, PlaceKind, Role
from tests.accounts.oracle import can, sees_family

DECISIONS = int(os.environ.get("DECISIONS", "20000"))
TODAY = date(2026, 11, 24)
WAYS = (Capability.SEE_OWN_FAMILY, Capability.SEE_FAMILY_BASIC, Capability.SEE_FAMILY_FULL)
PERIODS = (
    (TODAY - timedelta(days=9), None),
    (TODAY - timedelta(days=9), TODAY),
    (TODAY, None),
    (TODAY - timedelta(days=9), TODAY - timedelta(days=1)),
    (TODAY + timedelta(days=1), None),
)
PLACES = {
    PlaceKind.GROUP: (Place(PlaceKind.GROUP, "moor"), Place(PlaceKind.GROUP, "vale")),
    PlaceKind.CENTRE: (Place(PlaceKind.CENTRE, "oak", "moor"), Place(PlaceKind.CENTRE, "elm", "vale")),
    PlaceKind.PARTNER: (Place(PlaceKind.PARTNER, "visitors"), Place(PlaceKind.PARTNER, "housing")),
    PlaceKind.PHARMACY: (Place(PlaceKind.PHARMACY, "chemist"),),
    PlaceKind.COUNTY: (Place(PlaceKind.COUNTY, "wealdmoor"),),
}
SEATS = [(role, place) for role in Role for kind in sorted(HELD_AT[role]) for place in PLACES[kind]]
FAMILIES = [
    FamilyFacts(groups, adults, shared_basic, shared_more, restricted, workers, near)
    for groups in (frozenset(), frozenset({"moor"}))
    for adults in (frozenset(), frozenset({"me"}), frozenset({"somebody"}))
    for shared_basic in (frozenset(), frozenset({"visitors"}))
    for shared_more in (frozenset(), frozenset({"visitors"}))
    for restricted in (False, True)
    for workers in (frozenset(), frozenset({"me"}))
    for near in (frozenset(), frozenset({"somebody"}), frozenset({"me"}))
]


def posting(role: Role, place: Place, period: tuple[date, date | None]) -> PostingFacts:
    return PostingFacts("p", role, place, *period)


def test_every_single_posting_against_every_family():
    """All of them: 33 seats, 5 periods, 288 families, 3 ways to look."""
    cases = itertools.product(SEATS, PERIODS, FAMILIES, WAYS)
    tried = 0
    for (role, place), period, family, way in cases:
        viewer = Viewer("me", (posting(role, place, period),))
        assert may_see_family(viewer, family, TODAY, way).allowed == sees_family(viewer, family, TODAY, way.value)
        tried += 1
    assert tried == len(SEATS) * len(PERIODS) * len(FAMILIES) * 3


def test_any_number_of_postings_against_any_family():
    draw = random.Random(2016)
    answers = {True: 0, False: 0}
    for _ in range(DECISIONS):
        held = tuple(posting(*draw.choice(SEATS), draw.choice(PERIODS)) for _ in range(draw.randrange(5)))
        viewer, family, way = Viewer("me", held), draw.choice(FAMILIES), draw.choice(WAYS)
        verdict = may_see_family(viewer, family, TODAY, way)
        assert verdict.allowed == sees_family(viewer, family, TODAY, way.value), (viewer, family, way)
        assert verdict.reason.endswith(".")
        answers[verdict.allowed] += 1
    assert min(answers.values()) > DECISIONS // 20, "the draw hardly ever says one of the two"


def test_every_capability_at_every_place():
    for (role, place), period, what in itertools.product(SEATS, PERIODS, Capability):
        held = (posting(role, place, period),)
        for where, at in wheres(place).items():
            verdict = may(what, held, TODAY, at)
            assert verdict.allowed == can(what.value, held, TODAY, where), (role, place, what, where)


def wheres(place: Place) -> dict[str, Place | None]:
    """The places to try from a place, by how they lie to it."""
    found: dict[str, Place | None] = {"anywhere": None, "here": place}
    if place.kind is PlaceKind.GROUP:
        found["centre of my group"] = Place(PlaceKind.CENTRE, "any", place.key)
    return found | {"another place": Place(PlaceKind.CENTRE, "far", "far away")}
