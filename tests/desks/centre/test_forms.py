"""The centre's inbox: forms that were sent, one of them as staff read it, and each way out of the inbox."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from fingerpost.accounts.vocabulary import Role
from fingerpost.audit.models import Event
from fingerpost.base import clock
from fingerpost.families.models import Family
from fingerpost.families.operations import restrict_family
from fingerpost.places.queries import forget
from fingerpost.registration.models import FilledForm
from fingerpost.registration.vocabulary import FormState
from tests.factories.accounts import CONSOLE, make_posting, make_user
from tests.factories.county import County
from tests.factories.door import seated
from tests.factories.families import TODAY, make_family, named
from tests.factories.forms import LEAST, OF_THE_OKOYES, WHOLE, Typed, make_draft, make_paper_form, make_sent
from tests.factories.places import make_group

pytestmark = pytest.mark.django_db
LIST = reverse("centre:forms")
STRANGERS = LEAST | {"adults/0/given_name": "Philippa", "adults/0/family_name": "Oatenshaw"}
EVERYBODY = (Role.RECEPTIONIST, Role.OUTREACH_WORKER, Role.CENTRE_MANAGER, Role.GROUP_LEAD)


def desk(client: Client, role: Role = Role.OUTREACH_WORKER) -> Client:
    return seated(client, make_posting(role).user)


def came(county: County, typed: Typed = WHOLE, days: int = 0, **changed: str) -> str:
    """A form that was sent some days ago; its page."""
    told = {**typed, **{path.replace("__", "/"): said for path, said in changed.items()}}
    return page(make_sent(county, told, now=clock.now() - timedelta(days=days)))


def page(reference: str) -> str:
    return reverse("centre:form", kwargs={"reference": reference})


def form() -> FilledForm:
    return FilledForm.objects.told("a test").get()


def text(client: Client, address: str = LIST, status: int = 200, **typed: str) -> str:
    answer = client.post(address, typed) if typed else client.get(address)
    assert answer.status_code == status
    return str(answer.content.decode())


def as_kept() -> bytes:
    """The question as it stands in the database."""
    with connection.cursor() as cursor:
        cursor.execute("select question from registration_filledform")
        return bytes(cursor.fetchone()[0])


def on_record(operation: str) -> list[str]:
    return list(Event.objects.filter(operation=operation).values_list("subject_reference", flat=True))


@pytest.mark.parametrize("role", EVERYBODY)
def test_a_form_waits_with_its_clock_its_door_and_no_whole_name(client, county, role):
    address = came(county, days=2)
    shown = text(desk(client, role))
    assert address in shown
    for said in ("waits 2 days", "Online", "A… O…", "2 babies expected", "Oak Tree"):
        assert said in shown
    assert "Oatenshaw" not in shown
    assert on_record("list forms") == [form().reference]


def test_nothing_waits_and_the_page_says_so(client, county):
    make_draft(county.authority, now=clock.now())
    make_paper_form(county)
    assert "No form waits" in text(desk(client))


def test_what_is_pressing_stands_first_then_what_waits_longest(client, county):
    make_family(county.group)
    new, older = came(county, STRANGERS), came(county, STRANGERS, days=3)
    alike = came(county, OF_THE_OKOYES)
    call = came(county, STRANGERS, adults__0__preferred="call", adults__0__safe="call")
    unsure = came(county, STRANGERS, days=1, home__hidden="not-sure")
    shown = text(desk(client))
    assert sorted((unsure, call, alike, older, new), key=shown.index) == [unsure, call, alike, older, new]
    assert shown.count("Asks for a call") == 2
    assert shown.count("Possible double") == 1


def test_the_desk_says_how_many_wait(client, county):
    came(county, LEAST)
    assert "1 form waits</a>" in text(desk(client), reverse("centre:desk"))


def test_what_the_family_said_is_read_in_their_form_s_words(client, county):
    shown = text(desk(client), came(county))
    for said in (
        "What do you like best?",
        "A text message",
        "4 Brook Lane",
        "Learning to talk",
        "Wednesday 27 March 1996",
    ):
        assert said in shown
    assert "no calls" in shown
    assert on_record("open form") == [form().reference]


def test_reception_sees_of_a_form_what_it_sees_of_a_record(client, county):
    shown = text(desk(client, Role.RECEPTIONIST), came(county))
    assert "07700 900 982" in shown
    assert "Your role does not see this." in shown
    for hidden in ("Brook Lane,", "27 March", "Learning to talk"):
        assert hidden not in shown


@pytest.mark.parametrize("said", ["yes", "not-sure"])
@pytest.mark.parametrize("role", EVERYBODY)
def test_a_hidden_address_is_hidden_from_the_first_second(client, county, role, said):
    shown = text(desk(client, role), came(county, home__hidden=said))
    assert "hidden address" in shown
    assert "Hidden from you" in shown
    assert "Brook Lane," not in shown
    assert "WM1 1AA" not in shown.upper()


def test_what_is_only_counted_is_shown_to_nobody(client, county):
    shown = text(desk(client, Role.GROUP_LEAD), came(county, equality__smoking="yes"))
    assert "smoke" not in shown


def test_a_form_like_a_record_leads_to_it_with_the_reasons(client, county):
    family = make_family(county.group)
    shown = text(desk(client), came(county, OF_THE_OKOYES))
    assert reverse("centre:family", kwargs={"reference": family.reference}) in shown
    assert "Same phone" in shown


def test_of_a_record_of_another_group_only_the_group_is_said(client, county):
    family = make_family(make_group("Vale group"))
    shown = text(desk(client), came(county, OF_THE_OKOYES))
    assert "Call them: Vale group" in shown
    assert family.reference not in shown


def test_of_a_restricted_record_nothing_is_said(client, county):
    family = make_family(county.group)
    restrict_family(reference=family.reference, why="A threat", workers=[make_user()], by=CONSOLE, on=TODAY)
    address = came(county, OF_THE_OKOYES)
    worker = desk(client)
    assert "Possible double" not in text(worker)
    assert "on record already" not in text(worker, address)


def test_nobody_takes_in_a_form_of_their_own_family(client, county):
    posting = make_posting(Role.OUTREACH_WORKER)
    mother = named(make_family(county.group), "Amara")
    mother.user = posting.user
    mother.save()
    address, worker = came(county, OF_THE_OKOYES), seated(client, posting.user)
    assert address not in text(worker)
    assert text(worker, address, 404)
    assert text(worker, address, 404, decision="accept")
    assert form().state == FormState.SENT


def test_a_form_of_another_group_is_not_there(client, county):
    address = came(county)
    FilledForm.objects.told("a test").update(group=make_group())
    worker = desk(client)
    assert address not in text(worker)
    assert text(worker, address, 404)
    assert text(worker, address, 404, decision="accept")


@pytest.mark.parametrize("role", EVERYBODY)
def test_a_form_that_is_accepted_is_a_family_however_often_the_button_is_pressed(client, county, role):
    address, worker = came(county), desk(client, role)
    answers = [worker.post(address, {"decision": "accept", "token": "of one page"}) for _ in range(3)]
    family = Family.objects.told("a test").get()
    assert {answer["Location"] for answer in answers} == {
        reverse("centre:family", kwargs={"reference": family.reference})
    }
    assert worker.get(address)["Location"] == answers[0]["Location"]
    assert on_record("accept form") == [form().reference]
    assert address not in text(worker)


def test_a_form_goes_back_with_a_question_that_stands_encrypted_and_is_sent_to_nobody(client, county, mailoutbox):
    address, worker = came(county), desk(client)
    mailoutbox.clear()
    answer = worker.post(address, {"decision": "ask", "question": "Which Brook Lane?"})
    assert answer["Location"] == LIST
    assert form().state == FormState.RETURNED
    assert b"Brook Lane" not in as_kept()
    assert not mailoutbox
    assert on_record("return form") == [form().reference]
    assert "Waiting for the family" in text(worker)
    assert "Which Brook Lane?" in text(worker, address)


def test_a_form_that_was_returned_can_be_accepted_after_the_call(client, county):
    address, worker = came(county), desk(client)
    worker.post(address, {"decision": "ask", "question": "Which lane?"})
    worker.post(address, {"decision": "accept"})
    assert form().state == FormState.ACCEPTED


def test_a_form_is_handed_to_another_group_whose_it_is_then(client, county):
    vale = make_group("Vale group")
    forget()
    address, worker = came(county), desk(client)
    assert worker.post(address, {"decision": "hand-over", "group": vale.slug})["Location"] == LIST
    assert (form().group, form().centre, form().state) == (vale, None, FormState.SENT)
    assert on_record("hand over form") == [form().reference]
    assert text(worker, address, 404)
    theirs = seated(client, make_posting(Role.RECEPTIONIST, vale).user)
    assert address in text(theirs)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"decision": "ask", "question": " "}, "Write down what you have to ask"),
        ({"decision": "ask", "question": "x" * 2001}, "one question is enough"),
        ({"decision": "hand-over", "group": "nowhere"}, "Choose another group"),
        ({"decision": "hand-over", "group": ""}, "Choose another group"),
        ({"decision": "burn"}, "Choose what becomes of this form"),
    ],
)
def test_a_decision_that_is_none_is_asked_again(client, county, typed, sentence):
    assert sentence in text(desk(client), came(county), 400, **typed)
    assert form().state == FormState.SENT


def test_the_same_page_sent_with_another_decision_is_told(client, county):
    address, worker = came(county), desk(client)
    worker.post(address, {"decision": "ask", "question": "Which lane?", "token": "of one page"})
    shown = text(worker, address, 409, decision="ask", question="Which house?", token="of one page")
    assert "with other answers" in shown
    assert form().question.shown() == "Which lane?"


def test_what_was_returned_is_not_returned_again(client, county):
    address, worker = came(county), desk(client)
    worker.post(address, {"decision": "ask", "question": "Which lane?"})
    assert "does not wait any more" in text(worker, address, 400, decision="ask", question="Which house?")
