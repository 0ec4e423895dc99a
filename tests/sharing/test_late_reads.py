"""What is taken back is gone at the next look: random steps, a look after each, beside a second statement of the rules.

STEPS says how many: a few here, ten thousand in `make soak`.
"""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

import pytest

from fingerpost.accounts.vocabulary import Desk, Role
from fingerpost.audit.operations import Who
from fingerpost.base import clock
from fingerpost.families.operations import close_family, lift_family_restriction, reopen_family, restrict_family
from fingerpost.sharing.models import Agreement, Share
from fingerpost.sharing.operations import Made, end_agreement, record_choices, share_family
from fingerpost.sharing.queries import share_for, shared_with
from fingerpost.sharing.rules import standing as rules
from fingerpost.sharing.vocabulary import LegalBasis, Purpose, Tier
from tests.factories.accounts import CONSOLE, make_user
from tests.factories.county import County
from tests.factories.families import TODAY, named, viewer_with
from tests.factories.sharing import Told, acting, make_agreement, make_told, of_mother
from tests.sharing.oracle import World, people_told_of

pytestmark = pytest.mark.django_db
STEPS = int(os.environ.get("STEPS", "60"))
SEED = int(os.environ.get("SEED", "20261124"))
PURPOSES = ("healthy_start", "early_help")
ANSWERS = {"share": Purpose.SHARE, "share more": Purpose.SHARE_MORE, "not with this one": Purpose.NOT_WITH}


class Played:
    """The county as it is, and as the second statement knows it; each step is taken in both."""

    def __init__(self, told: Told, random: Random) -> None:
        self.told, self.random, self.day = told, random, TODAY
        self.father = named(told.family, "Suharto")
        self.share, self.world = "", World("healthy_start", "basic", "consent", "", TODAY, TODAY, set(), set())
        self.world.agreement = set(PURPOSES)
        self.world.said = {("mother", "share"): True}
        self.lead = viewer_with(Role.SAFEGUARDING_LEAD)

    def step(self) -> str:
        """One of the things that people do, by chance; what it was."""
        steps: list[Callable[[], None]] = [self.answer, self.answer, self.answer, self.agreement, self.record]
        taken = self.begin if not self.share or self.random.random() < 0.15 else self.random.choice(steps)
        taken()
        return taken.__name__

    def begin(self) -> None:
        """Another share, where the rules let one begin; it is written past them where they do not."""
        draw = self.random.choice
        basis, tier, purpose = draw(list(LegalBasis)[:3]), draw(list(Tier)), draw(PURPOSES)
        adults = {"mother": self.told.mum.reference, "father": self.father.reference}
        chosen = draw([{"mother"}, {"mother", "father"}, set()])
        decision = of_mother(
            self.told.family,
            self.told.visitors,
            purpose=purpose,
            basis=basis,
            tier=tier,
            adults=frozenset(adults[each] for each in chosen),
        )
        world = replace(self.world, purpose=purpose, tier=tier, basis=basis, first=self.day)
        world.about_adults, world.about_children, world.ended = chosen, {"child"}, False
        world.last = self.day + timedelta(days=365)
        if not people_told_of(world, self.day):
            return
        row = share_family(
            reference=self.told.family.reference, decision=decision, **acting(self.told.worker, on=self.day)
        )
        self.world, self.share = world, Share.objects.told("a test").get(decision=row).reference

    def answer(self) -> None:
        """The mother or the father says yes or no to something, past the operation that ends shares."""
        who, said, given = self.random.choice(["mother", "mother", "father"]), *self._question()
        adult = self.told.mum if who == "mother" else self.father
        detail = self.told.visitors.reference if said == "not with this one" else "health_visiting"
        made = [Made(purpose=ANSWERS[said], given=given, detail=detail)]
        record_choices(
            family=self.told.family, adult=adult.reference, made=made, wording="w", by="a test", now=clock.now()
        )
        self.world.said[who, said] = given

    def _question(self) -> tuple[str, bool]:
        said = self.random.choice(list(ANSWERS))
        return said, self.random.random() < (0.3 if said == "not with this one" else 0.6)

    def agreement(self) -> None:
        """The agreement ends, or is signed for one purpose or both."""
        for row in Agreement.objects.filter(valid_to=None):
            end_agreement(reference=row.reference, by="a test", on=self.day)
        covered = self.random.choice([(), PURPOSES[:1], PURPOSES, PURPOSES])
        if covered:
            make_agreement(self.told.visitors, self.day, purposes=covered)
        self.world.agreement = set(covered)

    def record(self) -> None:
        """The record is closed, or for named workers only, or as any other again."""
        family: dict[str, Any] = {"reference": self.told.family.reference, "by": CONSOLE, "on": self.day}
        if self.world.closed:
            reopen_family(**family)
            self.world.closed = False
        elif self.world.restricted:
            lift_family_restriction(why="It is over", **family)
            self.world.restricted = False
        elif self.random.random() < 0.5:
            close_family(why="moved", **family)
            self.world.closed = True
        else:
            restrict_family(why="A refuge", workers=[make_user()], **family)
            self.world.restricted = True

    def read(self) -> set[str]:
        """Whom the organisation reads about now, by the page of the share; the list shows it or does not as well."""
        viewer = self.told.visitor
        by = Who(viewer.user, desk=Desk.PARTNER.value)
        shown = share_for(viewer=viewer, reference=self.share, on=self.day, by=by)
        listed = [line.reference for line in shared_with(viewer=viewer, on=self.day, by=by).lines]
        assert (self.share in listed) is (shown is not None)
        names = {"Amara": "mother", "Suharto": "father", "Tobi": "child"}
        people = shown.people if shown else ()
        return {names[each.details[0].value] for each in people if each.details}

    def expected(self) -> set[str]:
        return people_told_of(self.world, self.day)


def late_reads(played: Played) -> list[str]:
    """Steps after which the organisation read of somebody of whom it may not, or did not read of somebody it may."""
    wrong = []
    for number in range(STEPS):
        step = played.step()
        if played.share and played.read() != played.expected():
            wrong.append(f"{number}: {step}")
    return wrong


@pytest.fixture
def played(county: County) -> Played:
    return Played(make_told(county.group), Random(SEED))


def test_nobody_reads_what_was_taken_back(played):
    assert late_reads(played) == []


def test_a_consent_that_is_not_asked_for_again_would_be_seen(played, monkeypatch):
    monkeypatch.setattr(rules, "agrees", lambda *_asked: True)
    assert late_reads(played)
