"""Unusual looks on the data-protection desk: found, shown with who it was, reviewed."""

import pytest
from django.urls import reverse

from fingerpost.accounts.vocabulary import Role
from fingerpost.audit.models import Event, UnusualAccess
from fingerpost.audit.operations import Who, record_broken_glass
from fingerpost.audit.vocabulary import Outcome, Unusual
from tests.desks.county.protection import officer
from tests.desks.public.reading import read, texts
from tests.factories.accounts import make_posting, make_user
from tests.factories.audit import make_unusual

pytestmark = pytest.mark.django_db
LIST = "/county/data-protection/unusual/"


@pytest.fixture
def me(client, county):
    return officer(client)


@pytest.fixture
def access(county):
    posting = make_posting(Role.OUTREACH_WORKER, county.centres[0], make_user("Robin"))
    return make_unusual(who=posting.user.reference, posting=posting.reference)


def one(access) -> str:
    return reverse("county:unusual-one", kwargs={"reference": access.reference})


def test_the_desk_says_how_many_wait(client, me, access):
    assert texts(read(client.get("/county/data-protection/")), ".fp-stat dd") == ["1", "0"]


def test_the_list_names_nobody_and_is_itself_on_record(client, me, access):
    page = read(client.get(LIST))
    (row,) = texts(page, "tbody tr")
    assert access.who in row
    assert "Waits for review" in row
    assert "Robin" not in page.text
    assert Event.objects.filter(operation="list unusual access", subject_reference=access.reference).exists()


def test_a_kind_can_be_chosen(client, me, access):
    make_unusual(kind=Unusual.OWN)
    assert len(texts(read(client.get(LIST, {"kind": "own"})), "tbody tr")) == 1


def test_some_days_can_be_looked_at_again(client, me, county):
    record_broken_glass("open family", kind="family", reference="f1", by=Who("ben"), because="Policy.", why="Ill")
    days = {"first": "2026-11-24", "last": "2026-11-24"}
    assert "Listed anew: 1" in read(client.post(LIST, days)).text
    assert "Nothing new was found" in read(client.post(LIST, days)).text


@pytest.mark.parametrize(("first", "last"), [("", ""), ("2026-11-24", "2026-11-23"), ("2026-01-01", "2026-11-24")])
def test_days_that_cannot_be_looked_at_are_said(client, me, first, last):
    answer = client.post(LIST, {"first": first, "last": last})
    assert answer.status_code == 400
    assert texts(read(answer), ".govuk-error-summary li")


def test_one_shows_who_it_was_and_that_is_on_record(client, me, access):
    page = read(client.get(one(access)))
    assert "Robin Marsh" in page.text
    assert "Outreach worker, Oak Tree" in page.text
    event = Event.objects.get(operation="see unusual access")
    assert {event.subject_reference, *event.others} == {access.reference, access.who}


def test_a_review_is_saved(client, me, access):
    answer = client.post(one(access), {"outcome": "in-order", "note": "She was on call."})
    assert answer.headers["Location"] == LIST
    assert UnusualAccess.objects.told("a test").get().outcome == Outcome.IN_ORDER
    page = read(client.get(one(access)))
    assert "It was in order. Olive Reed, " in page.text
    assert texts(page, "#note") == ["She was on call."]


def test_a_review_without_a_word_is_refused_and_loses_nothing(client, me, access):
    page = read(client.post(one(access), {"outcome": "passed-on", "note": ""}))
    assert "Write down how you know, or who has it now." in texts(page, ".govuk-error-summary li")
    assert page.css("input[value=passed-on][checked]")


def test_nobody_reviews_their_own_looks(client, me):
    mine = make_unusual(who=me.reference)
    assert not read(client.get(one(mine))).css("textarea")
    page = read(client.post(one(mine), {"outcome": "in-order", "note": "Trust me."}))
    assert "A colleague has to review it." in page.text
    assert not UnusualAccess.objects.told("a test").get().outcome
