"""Searching the record: the reason first, out of every address; each look on record; names only when asked for."""

import pytest
from django.urls import reverse

from fingerpost.accounts.vocabulary import Role
from fingerpost.audit.models import Event
from fingerpost.audit.operations import Who, record_read
from tests.desks.county.protection import officer
from tests.desks.public.reading import link_to, read, texts
from tests.factories.accounts import make_posting, make_user

pytestmark = pytest.mark.django_db
FORM = "/county/data-protection/record/"
WHY = "A complaint of 3 November"


@pytest.fixture
def me(client, county):
    return officer(client)


@pytest.fixture
def robin(county):
    return make_posting(Role.OUTREACH_WORKER, county.centres[0], make_user("Robin", email="robin@wealdmoor.example"))


def looked(posting, *records: str) -> None:
    by = Who(posting.user.reference, posting.reference, "centre")
    record_read("see family", kind="family", references=records, by=by, because="Your group.", why="A visit")


def search(client, **asked: str):
    return read(client.post(FORM, {"why": WHY} | asked, follow=True))


def test_who_looked_at_a_record_is_found_by_its_reference(client, me, robin):
    looked(robin, "7kq2mxw9tb")
    looked(robin, "somebody22")
    (row,) = texts(search(client, reference="7kq2mxw9tb", kind="family"), "tbody tr")
    said = (robin.user.reference, "Outreach worker, Oak Tree", "see family", "Your group.", "A visit", "Centre desk")
    assert all(words in row for words in said)
    assert "Robin" not in row


def test_a_person_is_found_by_the_address_they_sign_in_with(client, me, robin):
    looked(robin, "7kq2mxw9tb")
    assert len(texts(search(client, person=" Robin@wealdmoor.example "), "tbody tr")) == 1


@pytest.mark.parametrize(
    ("asked", "rows"),
    [
        ({"desk": "centre"}, 1),
        ({"desk": "partner"}, 0),
        ({"verb": "read", "kind": "family"}, 1),
        ({"verb": "wrote", "kind": "family"}, 0),
        ({"kind": "family", "first": "2026-11-24", "last": "2026-11-24"}, 1),
        ({"kind": "family", "first": "2026-11-25"}, 0),
    ],
)
def test_each_way_of_asking(client, me, robin, asked, rows):
    looked(robin, "7kq2mxw9tb")
    assert len(texts(search(client, **asked), "tbody tr")) == rows


def test_the_look_is_on_record_with_its_reason(client, me, robin):
    search(client, reference="7kq2mxw9tb")
    event = Event.objects.get(operation="search record")
    assert (event.actor, event.desk, event.why) == (me.reference, "data_protection", WHY)
    assert event.subject_reference == "7kq2mxw9tb"
    assert "Data-protection officer" in event.because


def test_neither_reason_nor_question_stands_in_an_address(client, me):
    where = client.post(FORM, {"why": WHY, "reference": "7kq2mxw9tb"}).headers["Location"]
    assert where == reverse("county:record-found", kwargs={"number": 1})


def test_without_a_reason_nothing_is_searched_and_nothing_lost(client, me):
    answer = client.post(FORM, {"why": "  ", "reference": "7kq2mxw9tb", "first": "2026-11-01"})
    page = read(answer)
    assert answer.status_code == 400
    assert "Write down why you look into the record." in texts(page, ".govuk-error-summary li")
    assert [node.get("value") for node in page.css("#reference, #first")] == ["7kq2mxw9tb", "2026-11-01"]
    assert not Event.objects.filter(operation="search record").exists()


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("reference", "020 7946 0018 1", "Names are not on record"),
        ("person", "nobody@wealdmoor.example", "Nobody signs in with this address."),
        ("desk", "kitchen", "Choose one of these."),
        ("first", "yesterday", "Write a day"),
    ],
)
def test_what_cannot_be_asked_is_said(client, me, field, value, says):
    page = read(client.post(FORM, {"why": WHY, field: value}))
    assert says in page.text
    assert texts(page, f"#{field}-error")


def test_days_in_the_wrong_order_are_said(client, me):
    page = read(client.post(FORM, {"why": WHY, "first": "2026-11-24", "last": "2026-11-23"}))
    assert "The last day is before the first." in page.text


def test_names_are_shown_when_asked_for_and_that_is_on_record(client, me, robin):
    looked(robin, "7kq2mxw9tb")
    page = search(client, reference="7kq2mxw9tb", person=robin.user.reference)
    named = read(client.get(link_to(page, "Show who they are")))
    assert "Robin Marsh" in texts(named, "tbody tr")[0]
    event = Event.objects.get(operation="see names")
    assert (event.subject_kind, event.subject_reference, event.why) == ("user", robin.user.reference, WHY)


def test_long_lists_go_on_page_by_page(client, me, robin):
    for number in range(51):
        looked(robin, f"f{number}")
    page = search(client, kind="family")
    assert "51 entries." in page.text
    older = read(client.get(link_to(page, "Older")))
    assert [len(texts(each, "tbody tr")) for each in (page, older)] == [50, 1]
    assert link_to(older, "Newest")


def test_a_file_has_the_reason_on_top_and_is_on_record(client, me, robin):
    looked(robin, "7kq2mxw9tb", "=danger()")
    search(client, kind="family")
    answer = client.get(reverse("county:record-csv", kwargs={"number": 1}))
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[:2] == [f"Reason,{WHY}", "Kind of record,family"]
    assert "7kq2mxw9tb =danger()" in lines[-1]
    assert Event.objects.filter(operation="export record", why=WHY).exists()


def test_a_search_of_another_visit_is_over(client, me):
    answer = client.get(reverse("county:record-found", kwargs={"number": 7}))
    assert answer.status_code == 404
    assert "That search is over" in read(answer).text


def test_the_reason_is_remembered_for_the_visit_without_what_tells_who_somebody_is(client, me):
    client.post(FORM, {"why": "Kit’s mail from kit@wealdmoor.example"})
    page = read(client.get(FORM))
    assert texts(page, "#why") == ["Kit’s mail from [left out]"]
    assert "Everything" in page.text
