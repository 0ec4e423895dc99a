"""A parent changes one choice: theirs alone, in the words they read, at once, and with its history."""

from dataclasses import replace
from typing import Any

import pytest

from fingerpost.audit.models import Event
from fingerpost.audit.operations import Who
from fingerpost.base import clock
from fingerpost.base.verdict import Refused
from fingerpost.families.operations import add_restriction
from fingerpost.families.vocabulary import Basis, Responsibility
from fingerpost.registration.rules.choosing import offer_of, offered
from fingerpost.registration.rules.form import shipped
from fingerpost.sharing.operations import Made, choose
from fingerpost.sharing.queries import as_it_stands, own_choices, standing
from fingerpost.sharing.vocabulary import Purpose
from tests.factories.accounts import CONSOLE
from tests.factories.families import TODAY, make_family, named, parent_of

HEALTH = Made(purpose=Purpose.SHARE, given=True, detail="health_visiting")
WORDING = "wording234"


@pytest.fixture
def family(county):
    return make_family(county.group)


def me(adult) -> dict[str, Any]:
    viewer = parent_of(adult)
    by = Who(viewer.user, desk="family")
    return {"viewer": viewer, "by": by, "on": TODAY, "now": clock.now(), "wording": WORDING}


def mine(who: dict[str, Any], children=()) -> dict[tuple[str, str, str], bool]:
    history = own_choices(viewer=who["viewer"], on=TODAY, children=children)
    return {key: each.given for key, each in as_it_stands(history).items()}


def test_a_yes_and_a_no_stay_as_history_and_the_last_holds_at_once(family):
    who = me(named(family, "Amara"))
    choose(made=HEALTH, **who)
    assert [each.given for each in standing(family.reference, viewer="a test")] == [True]
    choose(made=replace(HEALTH, given=False), **who)
    assert [each.given for each in standing(family.reference, viewer="a test")] == [False]
    assert len(own_choices(viewer=who["viewer"], on=TODAY, children=())) == 2
    assert [event.counts["given"] for event in Event.objects.filter(operation="choose").order_by("id")] == [1, 0]


def test_everybody_chooses_for_themselves(family):
    her, him = me(named(family, "Amara")), me(named(family, "Suharto"))
    choose(made=HEALTH, **her)
    assert mine(him) == {}
    choose(made=replace(HEALTH, given=False), **him)
    assert mine(her) == {("share", "health_visiting", ""): True}


def test_photos_of_a_child_are_for_those_who_decide_for_it(family):
    dad, tobi = named(family, "Suharto"), named(family, "Tobi").reference
    photo, who = Made(purpose=Purpose.PHOTOS, given=True, detail="web", child=tobi), me(dad)
    with pytest.raises(Refused, match="cannot choose"):
        choose(made=photo, **who)
    dad.cares_for.told("a test").update(responsibility=Responsibility.YES)
    choose(made=photo, **who)
    assert mine(who, [tobi]) == {("photos", "web", tobi): True}


def test_a_child_that_is_kept_from_somebody_is_in_none_of_their_choices(family):
    dad, tobi = named(family, "Suharto"), named(family, "Tobi").reference
    dad.cares_for.told("a test").update(responsibility=Responsibility.YES)
    photo, who = Made(purpose=Purpose.PHOTOS, given=True, detail="web", child=tobi), me(dad)
    choose(made=photo, **who)
    kept = {"kept_from": dad.reference, "about": tobi, "basis": Basis.COURT_ORDER}
    add_restriction(reference=family.reference, by=CONSOLE, on=TODAY, **kept)
    assert mine(who) == {}
    for given in (True, False):
        with pytest.raises(Refused):
            choose(made=replace(photo, given=given), **who)


def test_every_choice_of_the_form_is_put_once_with_its_words():
    every = offered(shipped())
    assert len({(each.purpose, each.detail) for each in every}) == len(every) == 17
    assert {each.purpose for each in every} == set(Purpose.values) - {Purpose.NOT_WITH, Purpose.SHARE_MORE}
    assert [each.detail for each in every if each.each_child] == ["display", "web", "social", "press"]
    health = offer_of(shipped(), "share", "health_visiting")
    assert health
    assert health.label == "Health visitors"
    assert any("the law may ask us" in words for words in health.words)
    assert offer_of(shipped(), "share", "nobody") is None
