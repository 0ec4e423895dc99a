"""The first contact: its clock, each try to reach a family, and what the inbox then shows."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from fingerpost.accounts.vocabulary import Role
from fingerpost.audit.models import Event
from fingerpost.base import clock
from fingerpost.registration.models import ContactTry, FilledForm, ScanPage
from fingerpost.registration.operations import save_answers, send_form
from fingerpost.registration.vocabulary import FormState
from tests.factories.accounts import make_posting
from tests.factories.county import County
from tests.factories.door import seated
from tests.factories.families import make_family, named
from tests.factories.forms import LEAST, OF_THE_OKOYES, WHOLE, Typed, answers, make_paper_form, make_sent, photo

pytestmark = pytest.mark.django_db
LIST = reverse("centre:forms")
STRANGERS = LEAST | {"adults/0/given_name": "Philippa", "adults/0/family_name": "Oatenshaw"}
CALL = {"adults/0/preferred": "call", "adults/0/safe": "call"}


def desk(client: Client, role: Role = Role.OUTREACH_WORKER) -> Client:
    return seated(client, make_posting(role).user)


def came(county: County, typed: Typed = STRANGERS, days: int = 0) -> str:
    """A form that was sent some days ago; its page."""
    reference = make_sent(county, typed, now=clock.now() - timedelta(days=days))
    return reverse("centre:form", kwargs={"reference": reference})


def on_paper(county: County, typed: Typed = WHOLE) -> str:
    """A paper form that was keyed in and sent; its reference."""
    reference = make_paper_form(county)
    told = answers({**typed, "home/centre": county.centres[0].slug})
    save_answers(reference=reference, typed=told, now=clock.now())
    return send_form(reference=reference, now=clock.now()).reference


def page_of(reference: str) -> str:
    return reverse("centre:form", kwargs={"reference": reference})


def text(client: Client, address: str = LIST, status: int = 200, **typed: str) -> str:
    answer = client.post(address, typed) if typed else client.get(address)
    assert answer.status_code == status
    return str(answer.content.decode())


def table(shown: str) -> str:
    return shown.partition("<tbody>")[2]


def test_who_waits_too_long_stands_first_whatever_is_pressing(client, county):
    call, late = came(county, STRANGERS | CALL), came(county, days=9)
    shown = table(text(desk(client)))
    assert shown.index(late) < shown.index(call)
    assert shown.count("Late") == 1
    assert "by 1 Dec<" in shown


@pytest.mark.parametrize(
    ("show", "there"),
    [
        ("late", {"late"}),
        ("call", {"call"}),
        ("double", {"alike"}),
        ("new", {"late"}),
        ("x", {"late", "call", "alike"}),
    ],
)
def test_a_filter_shows_what_was_asked_for_and_says_how_many(client, county, show, there):
    make_family(county.group)
    pages = {"late": came(county, days=9), "call": came(county, STRANGERS | CALL), "alike": came(county, OF_THE_OKOYES)}
    shown = text(desk(client), f"{LIST}?show={show}")
    assert {name for name, address in pages.items() if address in shown} == there
    for said in ("All (3)", "Late (1)", "Need a call (1)", "Entered twice? (1)", "New (1)"):
        assert said in shown


def test_each_try_is_written_down_with_what_came_of_it(client, county):
    address, worker = came(county, STRANGERS | CALL, days=9), desk(client)
    worker.post(address, {"decision": "call", "result": "no-answer", "note": "Try after 4pm"})
    shown = text(worker, address)
    for said in ("Nobody answered", "Try after 4pm", "Late", "tried 1 time", "Asks for a call"):
        assert said in shown
    worker.post(address, {"decision": "call", "result": "spoke"})
    shown = text(worker)
    assert "Spoken with" in shown
    assert "Asks for a call" not in shown
    assert Event.objects.filter(operation="record call").count() == 2


def test_what_is_written_down_of_a_call_is_unreadable_in_the_database(client, county):
    desk(client).post(came(county), {"decision": "call", "result": "message", "note": "Try after 4pm"})
    with connection.cursor() as cursor:
        cursor.execute("select note from registration_contacttry")
        assert b"after" not in bytes(cursor.fetchone()[0])


def test_one_press_is_one_try_however_often_it_is_pressed(client, county):
    address, worker = came(county), desk(client)
    for _ in range(3):
        worker.post(address, {"decision": "call", "result": "no-answer", "token": "of one page"})
    assert ContactTry.objects.told("a test").count() == 1


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"result": "", "note": "Kept"}, "Say what came of it."),
        ({"result": "sang", "note": "Kept"}, "Say what came of it."),
        ({"result": "spoke", "note": "Kept" * 300}, "Write less, please"),
    ],
)
def test_a_call_that_is_none_is_asked_again_and_loses_nothing(client, county, typed, sentence):
    shown = text(desk(client), came(county), 400, decision="call", **typed)
    assert sentence in shown
    assert "Kept" in shown
    assert not ContactTry.objects.told("a test").exists()


def test_a_form_that_is_settled_takes_no_call(client, county):
    address, worker = came(county), desk(client)
    FilledForm.objects.told("a test").update(state=FormState.WITHDRAWN)
    assert "does not wait any more" in text(worker, address, 400, decision="call", result="spoke")


def test_the_paper_stands_beside_the_form_that_was_keyed_in(client, county, settings):
    settings.PICTURES_HOST = "scans.example"
    answer = desk(client).get(page_of(on_paper(county)))
    assert '<img src="http://scans.example/scans/' in answer.content.decode()
    assert "img-src 'self' http://scans.example" in answer["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("role", "hidden"), [(Role.RECEPTIONIST, "no"), (Role.OUTREACH_WORKER, "yes"), (Role.GROUP_LEAD, "not-sure")]
)
def test_the_paper_is_not_shown_to_who_does_not_see_all_that_is_on_it(client, county, role, hidden):
    shown = text(desk(client, role), page_of(on_paper(county, WHOLE | {"home/hidden": hidden})))
    assert "/scans/" not in shown
    assert "shows what your role does not see" in shown


def test_pages_are_added_to_a_form_in_the_inbox(client, county):
    reference, worker = on_paper(county), desk(client)
    address = reverse("centre:paper-pages", kwargs={"reference": reference})
    assert "1 page so far" in text(worker, address)
    answer = worker.post(address, {"file": SimpleUploadedFile("b.jpg", photo())})
    assert answer["Location"] == page_of(reference)
    assert ScanPage.objects.told("a test").count() == 2
    assert "Choose a file" in text(worker, address, 400, none="")


def test_a_settled_form_takes_no_page(client, county):
    reference, worker = on_paper(county), desk(client)
    worker.post(page_of(reference), {"decision": "accept"})
    answer = worker.post(
        reverse("centre:paper-pages", kwargs={"reference": reference}), {"file": SimpleUploadedFile("b.jpg", photo())}
    )
    assert "was settled" in answer.content.decode()


def of_my_own(county: County, worker: Client) -> None:
    """The colleague who is signed in is the mother of a family that the forms are alike to."""
    mother = named(make_family(county.group), "Amara")
    mother.user_id = int(worker.session["_auth_user_id"])
    mother.save()


def test_the_count_betrays_no_form_that_the_list_keeps_back(client, county):
    worker = desk(client)
    of_my_own(county, worker)
    came(county, OF_THE_OKOYES)
    came(county)
    assert "1 form waits</a>" in text(worker, reverse("centre:desk"))
    assert "All (1)" in text(worker)


def test_nor_does_the_list_of_paper_forms(client, county):
    worker = desk(client)
    of_my_own(county, worker)
    reference = make_paper_form(county)
    paper = reverse("centre:paper")
    assert reference in text(worker, paper)
    save_answers(reference=reference, typed=answers(OF_THE_OKOYES), now=clock.now())
    assert reference not in text(worker, paper)


def test_what_is_left_out_of_a_full_inbox_leaves_no_gap(client, county, monkeypatch):
    monkeypatch.setattr("fingerpost.registration.queries.inbox.MOST", 2)
    worker = desk(client)
    of_my_own(county, worker)
    for typed in (OF_THE_OKOYES, STRANGERS, STRANGERS):
        came(county, typed)
    shown = text(worker)
    assert "All (2)" in shown
    assert "There are more" not in shown
