"""What others are told, at the centre: seen exactly before it is decided, decided once, ended, agreed to by two."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from fingerpost.accounts.vocabulary import Role
from fingerpost.families.operations import close_family, hide_address
from fingerpost.sharing.models import Decision, Share
from fingerpost.sharing.vocabulary import DecisionState, Ended, LegalBasis
from tests.factories.accounts import CONSOLE, make_posting
from tests.factories.county import County
from tests.factories.door import seated
from tests.factories.families import TODAY, named, viewer_with
from tests.factories.sharing import Told, agrees, make_organisation, make_share, make_told

pytestmark = pytest.mark.django_db
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')
WHY = "She asked us to tell them after the birth."


@pytest.fixture
def told(county: County) -> Told:
    return make_told(county.group)


@pytest.fixture
def worker(told: Told) -> Client:
    return desk(Role.OUTREACH_WORKER)


def desk(role: Role) -> Client:
    return seated(Client(), make_posting(role).user)


def page(told: Told, name: str = "sharing") -> str:
    return reverse(f"centre:{name}", args=[told.family.reference])


def typed(about: Told, **changed: Any) -> dict[str, Any]:
    """All of the second page, filled in right."""
    said = {
        "step": "check",
        "organisation": about.visitors.reference,
        "purpose": "healthy_start",
        "people": [about.mum.reference, about.tobi.reference],
        "tier": "basic",
        "basis": "consent",
        "told": "yes",
        "nature": "fact",
        "necessity": WHY,
        "direction": "out",
    }
    return said | changed


def send(client: Client, about: Told, status: int = 200, **changed: Any) -> str:
    answer = client.post(page(about, "new-sharing"), typed(about, **changed))
    assert answer.status_code == status
    return str(answer.content.decode())


def main(shown: str) -> str:
    return shown.partition("<main")[2]


def decisions() -> list[Decision]:
    return list(Decision.objects.told("a test").order_by("pk"))


def test_the_last_page_shows_exactly_what_will_be_read_and_nothing_is_decided_yet(worker, told):
    shown = main(send(worker, told))
    for words in ("Amara", "Okoye", "Tobi", "29 February 2024", "07700 900 111", WHY, "24 November 2027"):
        assert words in shown
    for words in ("Larkspur", "Suharto", "Thornbury"):
        assert words not in shown
    assert decisions() == []


def test_pressed_twice_it_is_one_decision(worker, told):
    carried: dict[str, Any] = {}
    for name, value in HIDDEN.findall(main(send(worker, told)).rpartition("<form")[0]):
        carried.setdefault(name, []).append(value)
    sent = carried | {"step": "share"}
    answers = [worker.post(page(told, "new-sharing"), sent) for _press in range(2)]
    assert {answer["Location"] for answer in answers} == {page(told)}
    (row,) = decisions()
    assert (row.state, row.necessity.shown(), row.told) == (DecisionState.SHARED, WHY, True)
    assert Share.objects.told("a test").count() == 1
    shown = worker.get(page(told)).content.decode()
    for words in (told.visitors.name, WHY, "Amara Okoye", "They can read it", "6(1)(e), 9(2)(h)", "The family agreed"):
        assert words in shown


def test_change_something_brings_back_all_that_was_typed(worker, told):
    shown = main(send(worker, told, step="tell", why_untold="He would learn of it", recipient="Duty team"))
    assert WHY in shown
    assert "He would learn of it" in shown
    assert 'value="Duty team"' in shown
    assert shown.count(" checked") == 8  # purpose, two people, tier, basis, told, nature, direction
    assert "There is a problem" not in shown


def test_the_form_offers_only_what_this_kind_of_partner_needs_and_says_who_agreed(worker, told):
    shown = main(send(worker, told, step="tell"))
    assert "Visits and reviews" in shown
    assert "Help towards work" not in shown
    assert "Agreed to the basics" in shown
    assert "Did not agree" in shown  # the father
    assert "Agreed for this child: Amara Okoye" in shown


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"purpose": ""}, "Choose what it is for"),
        ({"purpose": "work"}, "Choose what it is for"),
        ({"people": []}, "Choose whom it is about"),
        ({"people": ["2222222222"]}, "Choose whom it is about"),
        ({"necessity": "Needed"}, "why no less would do"),
        ({"told": "no", "basis": "duty"}, "why the family is not told"),
        ({"told": "no", "why_untold": "He would learn of it."}, "Who agreed knows of it"),
        ({"tier": "more"}, "did not agree"),
        ({"basis": "other"}, "cannot stand on this"),
    ],
)
def test_what_cannot_be_is_said_and_loses_nothing(worker, told, changed, sentence):
    shown = main(send(worker, told, 400, recipient="Duty team", **changed))
    assert sentence in shown
    assert "Duty team" in shown
    assert main(send(worker, told, 400, step="share", **changed))
    assert decisions() == []


def test_who_did_not_agree_is_named_as_left_out_and_a_later_yes_begins_nothing(worker, told):
    father = named(told.family, "Suharto").reference
    shown = main(send(worker, told, people=[told.mum.reference, father]))
    assert "Nothing is told of Suharto" in shown
    send(worker, told, 302, step="share", people=[told.mum.reference, father])
    agrees(named(told.family, "Suharto"), told.family)
    (row,) = decisions()
    assert [each.adult for each in row.subjects.told("a test").select_related("adult")] == [told.mum]


def test_a_hidden_address_is_on_no_page_that_shows_what_would_be_read(worker, told):
    agrees(told.mum, told.family, more=True)
    assert "Larkspur" in main(send(worker, told, tier="more"))
    hide_address(reference=told.family.reference, residents=[told.mum.reference], by=CONSOLE, on=TODAY)
    assert "Larkspur" not in main(send(worker, told, tier="more"))


def test_without_an_organisation_the_first_page_asks_for_one_and_marks_those_without_an_agreement(worker, told):
    make_organisation(name="Aardvark Health")
    shown = worker.get(page(told, "new-sharing")).content.decode()
    assert shown.index(told.visitors.name) < shown.index("Aardvark Health")
    assert "Aardvark Health (Health visiting): no agreement today" in shown
    assert "Choose an organisation." in send(worker, told, 400, organisation="")


def test_without_an_agreement_only_what_keeps_somebody_safe_is_told(worker, told):
    other = make_organisation(name="Aardvark Health").reference
    assert "no agreement" in main(send(worker, told, 400, organisation=other))
    assert "Amara" in main(send(worker, told, organisation=other, basis="safeguarding"))


def test_not_to_tell_is_decided_with_its_reason_and_once(worker, told):
    assert "Not to tell" in send(worker, told, step="not")
    why = "They asked for more than the visit needs."
    missing = main(send(worker, told, 400, step="refuse", why="", recipient="Duty team"))
    assert "why it is not told" in missing
    assert "Duty team" in missing
    sent = typed(told, step="refuse", why=why, direction="asked", token="x" * 32)
    assert [worker.post(page(told, "new-sharing"), sent).status_code for _press in range(2)] == [302, 302]
    (row,) = decisions()
    assert (row.state, row.necessity.shown()) == (DecisionState.REFUSED, why)
    assert why in worker.get(page(told)).content.decode()


def test_a_share_is_ended_with_a_reason(worker, told):
    make_share(told.family, told.visitors, told.worker)
    share = Share.objects.told("a test").get().reference
    without = worker.post(page(told), {"decision": "end", "share": share})
    assert without.status_code == 400
    assert "Choose why it ends." in without.content.decode()
    worker.post(page(told), {"decision": "end", "share": share, "why": "unsafe"})
    assert Share.objects.told("a test").get().ended_why == Ended.UNSAFE
    shown = worker.get(page(told)).content.decode()
    assert "It was not safe any more" in shown
    assert "End it now" not in shown


@pytest.mark.parametrize(("decided", "state"), [("agree", DecisionState.SHARED), ("object", DecisionState.REFUSED)])
def test_a_lead_who_was_not_the_first_decides_as_the_second_person(told, decided, state):
    first = make_posting(Role.GROUP_LEAD).user
    send(seated(Client(), first), told, 302, step="share", basis="duty", told="no", why_untold="He would learn of it.")
    (row,) = decisions()
    assert row.state == DecisionState.WAITS
    sent = {"decision": decided, "of": row.reference}
    for nobody in (seated(Client(), first), desk(Role.OUTREACH_WORKER)):
        assert "I agree" not in nobody.get(page(told)).content.decode()
        assert nobody.post(page(told), sent).status_code == 400
    lead = desk(Role.GROUP_LEAD)
    assert "I agree" in lead.get(page(told)).content.decode()
    assert lead.post(page(told), sent).status_code == 302
    row.refresh_from_db()
    assert row.state == state


@pytest.mark.parametrize("name", ["sharing", "new-sharing"])
def test_whoever_sees_only_the_basics_finds_nothing_there(told, name):
    reception = desk(Role.RECEPTIONIST)
    assert reception.get(page(told, name)).status_code == 404
    assert reception.post(page(told, name), typed(told)).status_code == 404
    assert page(told) not in reception.get(reverse("centre:family", args=[told.family.reference])).content.decode()


def test_the_record_leads_there_and_a_closed_one_takes_no_new_decision(worker, told):
    assert page(told) in worker.get(reverse("centre:family", args=[told.family.reference])).content.decode()
    make_share(told.family, told.visitors, viewer_with(Role.OUTREACH_WORKER), basis=LegalBasis.DUTY)
    close_family(reference=told.family.reference, why="moved", by=CONSOLE, on=TODAY)
    assert "no longer with us" in worker.get(page(told)).content.decode()
    assert worker.get(page(told, "new-sharing")).status_code == 404
