"""A worker who is refused a record opens it in need; the lead sees it at once, and says what came of it."""

import pytest
from django.test import Client
from django.urls import reverse

from fingerpost.accounts.vocabulary import Role
from fingerpost.families.models import Opening
from tests.desks.public.reading import link_to, read, texts
from tests.factories.accounts import make_posting, make_user
from tests.factories.door import seated
from tests.factories.glass import WHY, allow_glass, family_elsewhere, make_opening

pytestmark = pytest.mark.django_db
REVIEWS = "/centre/opened-in-need/"


@pytest.fixture
def family(county):
    return family_elsewhere()


def sit(client: Client, role: Role, at=None, name: str = "Kit"):
    user = make_user(name)
    make_posting(role, at, user)
    return seated(client, user)


def record_of(family) -> str:
    return reverse("centre:family", kwargs={"reference": family.reference})


def need_of(family) -> str:
    return reverse("centre:glass", kwargs={"reference": family.reference})


def test_from_the_refused_page_over_the_reason_to_the_record(client, family):
    sit(client, Role.OUTREACH_WORKER)
    refused = client.get(record_of(family))
    assert refused.status_code == 403
    asked = read(client.get(link_to(read(refused), "I need to see this record")))
    assert "for 4 hours" in asked.text
    assert client.post(need_of(family), {"why": WHY}).headers["Location"] == record_of(family)
    opened = client.get(record_of(family))
    assert opened.status_code == 200
    assert "You opened this record without leave" in read(opened).text


def test_without_a_reason_it_stays_closed_and_the_page_says_so(client, family):
    sit(client, Role.OUTREACH_WORKER)
    page = read(client.post(need_of(family), {"why": "  "}))
    assert page.status == 400
    assert texts(page, ".govuk-error-summary li") == ["Write down why you need to see this record."]
    assert client.get(record_of(family)).status_code == 403


@pytest.mark.parametrize("method", ["get", "post"])
def test_whose_role_does_not_reach_is_told_whom_to_ask(client, family, method):
    sit(client, Role.RECEPTIONIST)
    assert "Ask the safeguarding lead." in read(client.get(record_of(family))).text
    answer = getattr(client, method)(need_of(family), {"why": WHY})
    assert answer.status_code in (400, 403)
    assert not read(answer).css("textarea")
    assert not Opening.objects.told("a test").exists()


def test_where_it_is_switched_off_nobody_is_offered_it(client, family):
    allow_glass(0)
    sit(client, Role.OUTREACH_WORKER)
    page = read(client.get(record_of(family)))
    assert "Here nobody may open a record without leave." in page.text
    assert "I need to see this record" not in page.text


def test_the_lead_sees_it_on_the_desk_and_reviews_it(client, county):
    make_opening()
    sit(client, Role.GROUP_LEAD, county.group)
    desk = read(client.get("/centre/"))
    assert "1 record opened in need waits for your review" in desk.text
    listed = read(client.get(link_to(desk, "See what was opened, and why")))
    (row,) = texts(listed, "tbody tr")
    assert "Robin Marsh Outreach worker, " in row
    assert WHY not in listed.text
    (link,) = listed.css("tbody a")
    one = link.get("href")
    assert WHY in read(client.get(one)).text
    assert client.post(one, {"outcome": "asked", "note": "I rang Robin."}).headers["Location"] == REVIEWS
    assert "waits for your review" not in read(client.get("/centre/")).text


def test_half_a_review_loses_nothing(client, county):
    opening = make_opening()
    sit(client, Role.GROUP_LEAD, county.group)
    address = reverse("centre:opening", kwargs={"reference": opening.reference})
    page = read(client.post(address, {"outcome": "passed-on", "note": ""}))
    assert texts(page, ".govuk-error-summary li") == ["Write down how you know, or who has it now."]
    assert page.css("input[value=passed-on][checked]")


def test_others_see_no_openings(client, county):
    opening = make_opening(escalated=True)
    sit(client, Role.CENTRE_MANAGER)
    assert not read(client.get(REVIEWS)).css("tbody tr")
    assert client.get(reverse("centre:opening", kwargs={"reference": opening.reference})).status_code == 404


def test_what_no_lead_reviewed_stands_on_the_data_protection_desk(client, county):
    make_opening(escalated=True)
    sit(client, Role.DATA_PROTECTION_OFFICER)
    assert texts(read(client.get("/county/data-protection/")), ".fp-stat dd") == ["0", "1"]
    listed = read(client.get("/county/data-protection/opened-in-need/"))
    (link,) = listed.css("tbody a")
    one = link.get("href")
    assert WHY in read(client.get(one)).text
    assert "Choose what came of it." in read(client.post(one, {"note": "x"})).text
    assert client.post(one, {"outcome": "in-order", "note": "The police rang."}).status_code == 302
    assert texts(read(client.get("/county/data-protection/")), ".fp-stat dd") == ["0", "0"]
