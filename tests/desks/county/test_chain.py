"""Whether the record is whole, as the data-protection officer reads it."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from fingerpost.accounts.operations import Person, enter_user
from fingerpost.audit.models import Seal
from fingerpost.audit.queries.chain import Chain, LastLook
from fingerpost.audit.queries.verification import Verified
from fingerpost.base import clock
from fingerpost.desks.county.views.chain import MOST_HERE, State
from tests.desks.county.protection import officer
from tests.desks.public.reading import read
from tests.factories.accounts import CONSOLE

ADDRESS = "/county/data-protection/seals/"
EMPTY = Chain(0, 0, None, 0, None)


def enter() -> None:
    """Something that goes on record."""
    person = Person(email="kit@wealdmoor.example", given_name="Kit")
    enter_user(person=person, password=None, by=CONSOLE, on=clock.today())


@pytest.mark.django_db
def test_what_waits_for_its_seal_is_shown_with_its_age(client, county):
    officer(client)
    enter()
    page = read(client.get(ADDRESS))
    assert "the oldest for" in page.text
    assert "none known here" in page.text


@pytest.mark.django_db
def test_an_old_unsealed_entry_is_told_on_the_desk(client, county, now):
    with time_machine.travel(now - timedelta(hours=3)):
        enter()
    officer(client)
    assert "Entries wait too long for their seal" in read(client.get("/county/data-protection/")).text


@pytest.mark.django_db
def test_the_whole_record_is_compared_at_one_press(client, county, monkeypatch):
    """What is found is another test's: here, tests that run beside this one would hold sealing back."""
    sealed = Chain(1, 5, clock.now(), 0, None)
    monkeypatch.setattr("fingerpost.desks.county.views.chain.chain", lambda: sealed)
    monkeypatch.setattr("fingerpost.desks.county.views.chain.verify", lambda lines: Verified(entries=5, seals=1))
    officer(client)
    assert client.post(reverse("county:chain-verify")).headers["Location"] == ADDRESS
    assert "5 entries, 0 findings" in read(client.get(ADDRESS)).text


@pytest.mark.parametrize(("sealed", "verifiable"), [(0, False), (1, True), (MOST_HERE, True), (MOST_HERE + 1, False)])
def test_a_record_is_compared_here_if_it_is_not_too_long(sealed, verifiable):
    state = State(Chain(1, sealed, None, 0, None), None, None, "", clock.now())
    assert state.verifiable is verifiable


def test_findings_are_told_large(monkeypatch, client, db, county):
    officer(client)
    found = State(EMPTY, LastLook(clock.now(), 5, 2), None, "", clock.now())
    monkeypatch.setattr("fingerpost.desks.county.views.chain.state", lambda now: found)
    assert "2 findings" in read(client.get(ADDRESS)).text


@pytest.mark.django_db
def test_checkpoints_that_cannot_be_read_are_told(client, county, settings, tmp_path):
    officer(client)
    settings.AUDIT_CHECKPOINTS = str(tmp_path)
    assert "The checkpoints cannot be read" in read(client.get(ADDRESS)).text
    assert not Seal.objects.exists()
