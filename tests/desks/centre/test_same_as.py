"""A record that a colleague believes to be of the same family: found among those they may see, compared, never made
one by itself; and a list of pairs that leaves no gap where one is kept back."""

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from fingerpost.accounts.vocabulary import Role
from fingerpost.audit.models import Event
from fingerpost.families.models import Family, PossibleDouble, Registration
from fingerpost.families.operations import add_restriction, close_family, hide_address, restrict_family
from fingerpost.families.rules.entering import NewAdult, NewFamily
from fingerpost.families.vocabulary import Basis, PairState
from fingerpost.places.models import CentreGroup
from tests.factories.accounts import CONSOLE, make_posting, make_user
from tests.factories.county import County
from tests.factories.door import seated
from tests.factories.families import APART, HOME, MOTHER, TOBI, TODAY, make_family, make_pair, named
from tests.factories.places import make_group

pytestmark = pytest.mark.django_db
LIST = reverse("centre:doubles")
NOW: dict[str, Any] = {"by": CONSOLE, "on": TODAY}
STRANGER = NewFamily(adults=(NewAdult(given_name="Philippa", family_name="Oatenshaw"),))
AGAIN = replace(APART, adults=(MOTHER,), children=(replace(TOBI, cares=()),), homes=(HOME,))


@pytest.fixture
def one(county: County) -> Family:
    return make_family(county.group)


@pytest.fixture
def other(county: County) -> Family:
    return make_family(county.group, STRANGER)


@pytest.fixture
def worker(client: Client, county: County) -> Client:
    return seated(client, make_posting(Role.OUTREACH_WORKER).user)


def page(family: Family) -> str:
    return reverse("centre:same-as", kwargs={"reference": family.reference})


def text(client: Client, address: str = LIST, status: int = 200, **typed: str) -> str:
    answer = client.post(address, typed) if typed else client.get(address)
    assert answer.status_code == status
    return str(answer.content.decode())


def pairs() -> Any:
    return PossibleDouble.objects.told("a test")


def test_a_record_that_looks_like_no_other_is_found_and_compared(worker, one, other):
    assert page(one) in text(worker, reverse("centre:family", kwargs={"reference": one.reference}))
    assert other.reference in text(worker, page(one), q="Oatenshaw")
    answer = worker.post(page(one), {"q": "Oatenshaw", "other": other.reference})
    pair = pairs().get()
    assert answer["Location"] == reverse("centre:double", kwargs={"reference": pair.reference})
    assert "A colleague says so" in text(worker, answer["Location"])
    assert "A colleague says so" in text(worker)
    assert Event.objects.get(operation="say maybe the same").subject_reference == pair.reference


def test_nothing_is_made_one_by_it_and_two_homes_stay_apart(worker, one, other):
    answer = worker.post(page(one), {"other": other.reference})
    assert "so the records stay apart" in text(worker, answer["Location"])
    assert Family.objects.told("a test").filter(merged_into=None).count() == 2


def test_a_pair_that_was_decided_is_open_again(worker, county):
    pair = make_pair(county.group)
    pairs().update(state=PairState.NOT_SAME, decided_on=TODAY, decided_by="a test")
    worker.post(page(pair.other), {"other": pair.one.reference})
    pair.refresh_from_db()
    assert (pair.state, pair.decided_on) == (PairState.OPEN, None)


@pytest.mark.parametrize("typed", ["nosuchfam2", "x\x00", "né" * 200])
def test_what_is_no_reference_is_told(worker, one, typed):
    assert "no family with this reference" in text(worker, page(one), 400, other=typed)


def test_a_record_is_not_the_same_as_itself(worker, one):
    assert "That is this record" in text(worker, page(one), 400, other=one.reference)
    assert "No other family" in text(worker, page(one), q=one.reference)


def move(family: Family, group: CentreGroup) -> None:
    Registration.objects.told("a test").filter(family=family).update(group=group)


def elsewhere(other: Family) -> None:
    move(other, make_group("Vale group"))


def restricted(other: Family) -> None:
    restrict_family(reference=other.reference, why="A threat", workers=[make_user()], **NOW)


@pytest.mark.parametrize("keep_back", [elsewhere, restricted])
def test_a_record_that_is_not_theirs_is_as_if_there_were_none(worker, one, other, keep_back):
    keep_back(other)
    assert other.reference not in text(worker, page(one), q="Oatenshaw")
    assert "no family with this reference" in text(worker, page(one), 400, other=other.reference)
    assert text(worker, page(other), 404)
    assert not pairs().exists()


def test_nor_is_that_of_a_family_they_stand_near(worker, one, other):
    mother = named(other, "Philippa")
    mother.user_id = int(worker.session["_auth_user_id"])
    mother.save()
    assert "no family with this reference" in text(worker, page(one), 400, other=other.reference)
    assert text(worker, page(other), 404)


def test_a_family_that_left_is_said_to_have_left(worker, one, other):
    close_family(reference=other.reference, why="moved", **NOW)
    assert "no longer with us" in text(worker, page(one), 400, other=other.reference)


@pytest.mark.parametrize("typed", [{"q": " "}, {"other": ""}])
def test_nothing_typed_is_asked_again(worker, one, typed):
    assert "Type a name" in text(worker, page(one), 400, **typed)


def hidden(pair: PossibleDouble) -> None:
    hide_address(reference=pair.other.reference, residents=[named(pair.other, "Amara").reference], **NOW)


def kept_apart(pair: PossibleDouble) -> None:
    add_restriction(
        reference=pair.one.reference,
        kept_from=named(pair.one, "Suharto").reference,
        about=named(pair.one, "Amara").reference,
        basis=Basis.COURT_ORDER,
        **NOW,
    )


def named_workers_only(pair: PossibleDouble) -> None:
    restricted(pair.other)


@pytest.mark.parametrize("guarded", [hidden, kept_apart, named_workers_only])
def test_a_pair_that_is_kept_back_leaves_no_gap_in_the_list(worker, county, monkeypatch, guarded):
    monkeypatch.setattr("fingerpost.families.queries.pairs.PAGE", 1)
    vale = make_group("Vale group")
    secret, shown = make_pair(county.group), make_pair(vale)
    pairs().exclude(pk__in=(secret.pk, shown.pk)).delete()
    guarded(secret)
    pairs().exclude(pk__in=(secret.pk, shown.pk)).delete()
    PossibleDouble.objects.bulk_create([secret], ignore_conflicts=True)
    move(secret.other, vale)
    move(shown.one, county.group)
    listed = text(worker)
    assert "Call them: Vale group" in listed
    assert "page=2" not in listed


def test_nor_does_one_of_a_family_they_stand_near(worker, county, monkeypatch):
    monkeypatch.setattr("fingerpost.families.queries.pairs.PAGE", 1)
    near = make_pair(county.group)
    mother = named(near.other, "Amara")
    mother.user_id = int(worker.session["_auth_user_id"])
    mother.save()
    make_family(county.group, STRANGER)
    pair = pairs().get(other=make_family(county.group, STRANGER))
    listed = text(worker)
    assert reverse("centre:double", kwargs={"reference": pair.reference}) in listed
    assert "page=2" not in listed
