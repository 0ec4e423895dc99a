"""What a family chose, in the calendar that it already has."""

import pytest
from icalendar import Calendar

pytestmark = pytest.mark.django_db


def titles(answer):
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return [str(event["summary"]) for event in Calendar.from_ical(answer.content).walk("VEVENT")]


def test_one_session(client, county):
    assert titles(client.get(f"/sessions/{county.sessions[0].reference}/calendar.ics")) == ["Stay and play"]


def test_an_unknown_session_is_a_plain_404(client, county):
    assert client.get("/sessions/2222222222/calendar.ics").status_code == 404


def test_the_shortlist_of_this_browser(client, county):
    client.cookies["shortlist"] = county.sessions[0].reference
    answer = client.get("/shortlist.ics")
    assert titles(answer) == ["Stay and play"]
    assert answer["Cache-Control"] == "private, no-cache"


def test_a_shortlist_that_an_address_names(client, county):
    named = ",".join(one.reference for one in (county.sessions[0], county.sessions[7]))
    assert titles(client.get(f"/shortlist.ics?s={named}")) == ["Stay and play", "Baby clinic"]


def test_a_search_can_be_followed(client, county):
    answer = client.get("/whats-on.ics", {"category": "baby-clinic", "q": "WM12AB", "within": "0.5"})
    assert set(titles(answer)) == {"Baby clinic"}


def test_a_search_that_makes_no_sense_is_refused_with_a_sentence(client, county):
    answer = client.get("/whats-on.ics", {"category": "dragons"})
    assert answer.status_code == 400
    assert "“dragons”" in answer.content.decode()


def test_a_phone_that_has_it_already_is_told_so(client, county):
    tag = client.get("/whats-on.ics")["ETag"]
    assert client.get("/whats-on.ics", headers={"If-None-Match": tag}).status_code == 304
