"""Buttons of the centre desk that are pressed twice: the work is done once, and whoever pressed is answered alike."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from fingerpost.accounts.vocabulary import Role
from fingerpost.audit.models import Event
from fingerpost.families.vocabulary import PairState
from fingerpost.places.queries import forget
from tests.factories.accounts import make_posting
from tests.factories.county import County
from tests.factories.door import seated
from tests.factories.families import make_family, make_merger, make_pair
from tests.factories.places import make_group

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker(client: Client, county: County) -> Client:
    return seated(client, make_posting(Role.OUTREACH_WORKER).user)


def address(page: str, reference: str) -> str:
    return reverse(f"centre:{page}", kwargs={"reference": reference})


def token(client: Client, page: str, **typed: str) -> str:
    """That of the page's own form, as it was shown."""
    shown = (client.post(page, typed) if typed else client.get(page)).content.decode()
    found = re.search(r'name="token" value="([^"]+)"', shown)
    assert found is not None
    return found[1]


def twice(client: Client, page: str, typed: dict[str, str]) -> set[tuple[int, str]]:
    """What a form is answered that is sent twice."""
    answers = [client.post(page, typed) for _ in range(2)]
    return {(answer.status_code, answer["Location"]) for answer in answers}


def done(operation: str) -> int:
    return Event.objects.filter(operation=operation).count()


def test_a_family_is_handed_over_once(worker, county):
    vale = make_group("Vale group")
    forget()
    page = address("life", make_family(county.group).reference)
    typed = {"decision": "hand-over", "group": vale.slug, "token": token(worker, page)}
    assert twice(worker, page, typed) == {(302, reverse("centre:families"))}
    assert done("transfer family") == 1


def test_what_was_found_of_a_pair_is_written_down_once(worker, county):
    page = address("double", make_pair(county.group).reference)
    typed = {"decision": PairState.NOT_SAME, "token": token(worker, page)}
    assert twice(worker, page, typed) == {(302, reverse("centre:doubles"))}
    assert done("say not the same") == 1


def test_two_records_are_made_one_once(worker, county):
    pair = make_pair(county.group)
    page = address("merge", pair.reference)
    typed = {"keep": pair.one.reference, "token": token(worker, page)}
    assert twice(worker, page, typed) == {(302, address("family", pair.one.reference))}
    assert done("merge families") == 1


def test_two_records_are_taken_apart_once(worker, county):
    merger = make_merger(county.group)
    page = address("merged", merger.reference)
    typed = {"why": "They are sisters", "token": token(worker, page)}
    assert twice(worker, page, typed) == {(302, address("family", merger.kept.reference))}
    assert done("take families apart") == 1


def test_two_records_are_laid_side_by_side_once(worker, county):
    pair = make_pair(county.group)
    page = address("same-as", pair.one.reference)
    typed = {"q": "Okoye", "other": pair.other.reference, "token": token(worker, page, q="Okoye")}
    assert twice(worker, page, typed) == {(302, address("double", pair.reference))}
    assert done("say maybe the same") == 1


def test_the_same_form_with_another_decision_is_not_taken_for_the_first(worker, county):
    page = address("life", make_family(county.group).reference)
    sent = {"token": token(worker, page)}
    worker.post(page, sent | {"decision": "confirm"})
    answer = worker.post(page, sent | {"decision": "close", "why": "moved"})
    assert answer.status_code == 409
    assert "with other answers" in answer.content.decode()
    assert done("close family") == 0


def test_nobody_is_answered_what_a_colleague_pressed(worker, county):
    page = address("life", make_family(county.group).reference)
    typed = {"decision": "confirm", "token": token(worker, page)}
    worker.post(page, typed)
    stranger = seated(Client(), make_posting(Role.OUTREACH_WORKER, make_group("Vale group")).user)
    assert stranger.post(page, typed).status_code == 404
