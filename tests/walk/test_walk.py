"""Tens of thousands of requests by people who come, go, change desks and lose their roles, against a second statement.

As many as REQUESTS asks for: few here, fifty thousand in `make soak`. Everything is committed as in life, so an
operation without a transaction of its own, or an entry without its operation, is found as well.
"""

import os
from datetime import datetime

import pytest

from fingerpost.accounts.models import ThePlace
from fingerpost.accounts.rules.table import HELD_AT
from fingerpost.accounts.vocabulary import PlaceKind, Role
from fingerpost.base.verdict import Verdict
from fingerpost.partners.vocabulary import OrganisationKind
from fingerpost.places.models import CentreGroup
from tests.factories.accounts import some_organisation
from tests.factories.county import County, make_county
from tests.factories.places import make_centre, make_group
from tests.house.personas import ROLES
from tests.walk.walker import Disagreement, walked

REQUESTS = int(os.environ.get("REQUESTS", "1000"))
CAUGHT_WITHIN = 4000

Places = list[tuple[Role, ThePlace, str]]


@pytest.fixture
def committed(transactional_db: None, now: datetime) -> County:
    """The county as everywhere, but not in a test's own transaction."""
    return make_county(now.date())


def places(county: County) -> tuple[Places, dict[str, CentreGroup]]:
    """Every role at every place of its kind: two groups, three centres, two organisations, a pharmacy, the county."""
    vale = make_group("Vale")
    held: dict[PlaceKind, list[tuple[ThePlace, str]]] = {
        PlaceKind.GROUP: [(county.group, "Moorside"), (vale, "Vale")],
        PlaceKind.CENTRE: [
            *((centre, "Moorside") for centre in county.centres[:2]),
            (make_centre("Far Elm", group=vale), "Vale"),
        ],
        PlaceKind.PARTNER: [
            (some_organisation(kind), "") for kind in (OrganisationKind.HEALTH_VISITING, OrganisationKind.HOUSING)
        ],
        PlaceKind.PHARMACY: [(some_organisation(OrganisationKind.PHARMACY), "")],
        PlaceKind.COUNTY: [(county.authority, "")],
    }
    roles = sorted(set(ROLES.values()))
    seats = [(role, at, group) for role in roles for kind in sorted(HELD_AT[role]) for at, group in held[kind]]
    return seats, {"Moorside": county.group, "Vale": vale}


def test_everybody_gets_what_the_model_says_and_nobody_is_named_to_whom_they_are_nothing(committed, now):
    counted = walked(committed, *places(committed), now, REQUESTS)
    assert counted["requests"] == REQUESTS
    for word in ("page", "door", "step", "no", "on", "named", "families"):
        assert counted[word] > REQUESTS // 200, f"the walk hardly ever comes to {word!r}: {counted}"


FAULTS = {
    "every desk is open to everybody": (
        "fingerpost.accounts.gate.opens",
        lambda *_: Verdict(True, "Everybody may."),
    ),
    "nobody needs a second step": ("fingerpost.accounts.gate.proved_twice", lambda *_: True),
    "nobody is away too long": ("fingerpost.accounts.sessions._seen_lately", lambda *_: True),
    "a leaver stays signed in": ("fingerpost.accounts.operations._has_desk", lambda *_: True),
    "a manager sees the whole county's colleagues": ("fingerpost.accounts.queries._appoints", lambda *_: True),
    "a family is open to every group": ("fingerpost.accounts.rules.families._missing", lambda *_: None),
    "a role is held for ever": (
        "fingerpost.accounts.rules.facts.PostingFacts.holds",
        lambda posting, on: posting.valid_from <= on,
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_rule_that_is_broken_is_caught(county, now, monkeypatch, fault):
    with pytest.raises(Disagreement):
        walked(county, *places(county), now, CAUGHT_WITHIN, begins=lambda: monkeypatch.setattr(*FAULTS[fault]))
