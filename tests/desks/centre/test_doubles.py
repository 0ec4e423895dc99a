"""Families who may be entered twice, on the desk of those who decide it."""

from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from fingerpost.accounts.vocabulary import Role
from fingerpost.families.models import Family, Merger, PossibleDouble
from fingerpost.families.operations import hide_address, restrict_family
from fingerpost.families.vocabulary import PairState
from tests.factories.accounts import CONSOLE, make_posting, make_user
from tests.factories.county import County
from tests.factories.door import seated
from tests.factories.families import APART, MOTHER, TODAY, make_family, make_merger, make_pair, named
from tests.factories.places import make_group

LIST = reverse("centre:doubles")


@pytest.fixture
def pair(county: County) -> PossibleDouble:
    return make_pair(county.group)


def desk(client: Client, role: Role = Role.OUTREACH_WORKER) -> Client:
    return seated(client, make_posting(role).user)


def page(name: str, row: PossibleDouble | Merger) -> str:
    return reverse(f"centre:{name}", kwargs={"reference": row.reference})


def text(client: Client, address: str = LIST, status: int = 200, **typed: str) -> str:
    answer = client.post(address, typed) if typed else client.get(address)
    assert answer.status_code == status
    return str(answer.content.decode())


def elsewhere(county: County) -> Family:
    """The family again, with another group."""
    make_family(county.group)
    return make_family(make_group("Vale group"), replace(APART, adults=(MOTHER,), children=(), homes=APART.homes[:1]))


def test_the_list_says_in_words_what_is_alike(client, pair):
    shown = text(desk(client))
    assert page("double", pair) in shown
    assert "Same phone" in shown
    assert "First names sound alike" in shown


def test_side_by_side_what_differs_is_marked(client, pair):
    shown = text(desk(client), page("double", pair))
    assert shown.count("differs</span>") == shown.count("fp-compare__differs") / 2 > 0
    assert "Tobi Okoye" in shown
    assert "Toby Okoye" in shown


def test_reception_compares_and_decides_nothing(client, pair):
    shown = text(desk(client, Role.RECEPTIONIST), page("double", pair))
    assert "You cannot decide this" in shown
    assert "2 May 1994" not in shown
    assert "Larkspur" not in shown


@pytest.mark.parametrize("decision", [PairState.NOT_SAME, PairState.RELATED, PairState.OPEN])
def test_what_was_found_is_kept(client, pair, decision):
    assert desk(client).post(page("double", pair), {"decision": decision})["Location"] == LIST
    pair.refresh_from_db()
    assert (pair.state, pair.decided_on) == (decision, None if decision is PairState.OPEN else TODAY)


@pytest.mark.parametrize("decision", ["", "yes", "same\x00"])
def test_an_answer_that_is_none_is_asked_again(client, pair, decision):
    assert "Choose what you found." in text(desk(client), page("double", pair), 400, decision=decision)


def test_the_same_family_is_made_one_record_after_a_check(client, pair):
    worker = desk(client)
    check = worker.post(page("double", pair), {"decision": "same"})["Location"]
    assert "Check before you make one record" in text(worker, check)
    same = {f"is-{named(pair.other, name).reference}": named(pair.one, kept).reference for name, kept in SAME}
    answer = worker.post(check, {"keep": pair.one.reference, **same})
    assert answer["Location"] == reverse("centre:family", kwargs={"reference": pair.one.reference})
    assert "Made of two records" in text(worker, answer["Location"])
    old = worker.get(reverse("centre:family", kwargs={"reference": pair.other.reference}))
    assert old["Location"] == answer["Location"]
    assert "No two records look alike" in text(worker)


SAME = (("Amara", "Amara"), ("Toby", "Tobi"))


def test_a_merger_that_is_refused_loses_nothing_that_was_answered(client, pair):
    child = {f"is-{named(pair.other, 'Toby').reference}": named(pair.one, "Amara").reference}
    shown = text(desk(client), page("merge", pair), 400, keep=pair.other.reference, **child)
    assert "Nobody can be two people" in shown
    assert f'value="{pair.other.reference}" checked' in shown


def test_two_records_are_taken_apart_for_a_reason(client, county):
    merger, worker = make_merger(county.group), desk(client)
    assert "Write down why" in text(worker, page("merged", merger), 400, why=" ")
    worker.post(page("merged", merger), {"why": "They are sisters"})
    merger.refresh_from_db()
    assert merger.undone_on == TODAY
    assert text(worker, page("merged", merger), 404)


def test_of_a_record_of_another_group_it_is_said_that_there_is_one(client, county):
    elsewhere(county)
    shown = text(desk(client))
    assert "Call them: Vale group" in shown
    assert "A… O…" in shown
    assert "Amara" not in shown
    assert text(desk(client), page("double", PossibleDouble.objects.told("a test").get()), 404)


def test_of_a_hidden_or_restricted_record_of_another_group_nothing_is_said(client, county):
    other = elsewhere(county)
    hide_address(reference=other.reference, residents=[named(other, "Amara").reference], by=CONSOLE, on=TODAY)
    assert "Vale group" not in text(desk(client))


def test_of_a_restricted_record_nothing_is_said_to_who_is_not_named(client, pair):
    restrict_family(reference=pair.other.reference, why="A threat", workers=[make_user()], by=CONSOLE, on=TODAY)
    shown = text(desk(client))
    assert pair.other.reference not in shown
    assert pair.one.reference not in shown


def test_nobody_compares_their_own_record(client, pair):
    posting = make_posting(Role.OUTREACH_WORKER)
    mother = named(pair.one, "Amara")
    mother.user = posting.user
    mother.save()
    assert pair.other.reference not in text(seated(client, posting.user))
    assert text(client, page("double", pair), 404)
