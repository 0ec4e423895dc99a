"""One session's page."""

import json
from datetime import timedelta

import pytest

from fingerpost.places.vocabulary import VenueKind
from fingerpost.timetable.models import Session
from fingerpost.timetable.vocabulary import Access, CancelReason, SessionStatus
from tests.desks.public.reading import heading, queries_of, read, texts
from tests.factories.places import make_venue
from tests.factories.timetable import make_organisation, make_series, make_session

pytestmark = pytest.mark.django_db


def page_of(client, session):
    return read(client.get(f"/sessions/{session.reference}/"))


def fact(page, name):
    (found,) = [texts_of for texts_of in texts(page, ".fp-facts > div") if texts_of.startswith(name)]
    return found.removeprefix(name).strip()


def test_it_says_what_and_when(client, county):
    page = page_of(client, county.sessions[0])
    assert heading(page, 1) == "Stay and play"
    assert texts(page, ".fp-when") == ["Tuesday 24 November 10am to 11:30am"]
    assert "Every day" in page.text


def test_it_says_where_and_what_the_building_offers(client, county):
    page = page_of(client, county.sessions[0])
    assert fact(page, "Where").startswith("Oak Tree")
    assert fact(page, "In the building") == "Step-free entrance Baby changing"


@pytest.mark.parametrize(
    ("access", "words"),
    [
        (Access.DROP_IN, "Just come along."),
        (Access.BOOK, "Please book a place"),
        (Access.REFERRAL, "Someone who works with your family"),
        (Access.INVITATION, "For families who have been invited."),
    ],
)
def test_it_says_how_to_come(client, county, access, words):
    session = make_session(county.sessions[0].planned_on, make_series("Group", access=access))
    assert words in fact(page_of(client, session), "How to come")


def test_it_says_what_it_costs_and_for_whom_it_costs_less(client, county):
    series = make_series("Swim", price_pence=250, price_unit="per family", concession="Free with the loyalty card")
    page = page_of(client, make_session(county.sessions[0].planned_on, series))
    assert fact(page, "Cost") == "£2.50 per family Free with the loyalty card"


def test_it_says_who_runs_it_and_in_which_languages(client, county):
    series = make_series("Clinic", run_by=make_organisation(name="Moor Health"), languages=["pl", "ur"])
    page = page_of(client, make_session(county.sessions[0].planned_on, series))
    assert fact(page, "Run by") == "Moor Health Oak Tree"
    assert fact(page, "Languages, besides English") == "Polish and Urdu"


def test_its_other_dates_lead_on(client, county):
    page = page_of(client, county.sessions[0])
    assert texts(page, ".fp-row__title")[0] == "Wednesday 25 November"


def test_a_cancelled_session_says_why_on_top(client, county):
    session = county.sessions[0]
    Session.objects.filter(pk=session.pk).update(
        status=SessionStatus.CANCELLED, cancel_reason=CancelReason.WEATHER, notice="Too much snow."
    )
    page = page_of(client, session)
    assert texts(page, ".fp-notice--stop .fp-notice__title") == ["Cancelled: Bad weather"]
    assert "Too much snow." in page.text


def test_a_moved_session_says_what_is_different(client, county):
    session = county.sessions[0]
    session.venue = make_venue("Moor library")
    session.starts_at += timedelta(days=1)
    session.ends_at += timedelta(days=1)
    session.status = SessionStatus.MOVED
    session.save()
    page = page_of(client, session)
    assert "It was planned for Tuesday 24 November." in page.text
    assert "It is in another place this time: Moor library." in page.text


def test_what_is_over_says_so(client, county):
    session = county.sessions[0]
    past = make_session(session.planned_on - timedelta(days=1), session.series)
    assert "This session is over" in page_of(client, past).text


def test_search_engines_read_the_same(client, county):
    (data,) = page_of(client, county.sessions[0]).css('script[type="application/ld+json"]')
    event = json.loads(data.text)
    assert (event["@type"], event["startDate"], event["eventStatus"]) == (
        "Event",
        "2026-11-24T10:00:00+00:00",
        "https://schema.org/EventScheduled",
    )


def test_a_title_cannot_break_out_of_the_data(client, county):
    series = make_series("</script><script>alert(1)</script>")
    answer = client.get(f"/sessions/{make_session(county.sessions[0].planned_on, series).reference}/")
    assert b"<script>alert" not in answer.content


def test_it_can_be_passed_on_without_anyone_between(client, county):
    page = page_of(client, county.sessions[0])
    links = [node.get("href") for node in page.css("details a")]
    assert [link.split(":")[0] for link in links] == ["sms", "mailto"]
    assert "Tuesday 24 November, 10am to 11:30am" in texts(page, "textarea")[0]


@pytest.mark.parametrize("reference", ["nothing234", "x", "2222222222", "A" * 300])
def test_what_is_not_there_is_a_plain_404(client, county, reference):
    assert client.get(f"/sessions/{reference}/").status_code == 404


def test_a_session_in_a_family_home_is_not_there(client, county):
    series = make_series("Home visit", venue=make_venue("A home", kind=VenueKind.FAMILY_HOME))
    session = make_session(county.sessions[0].planned_on, series)
    assert client.get(f"/sessions/{session.reference}/").status_code == 404


def test_an_online_session_has_no_address(client, county):
    series = make_series(
        "Quiz", venue=make_venue("Online", kind=VenueKind.ONLINE, online_address="https://meet.example/q")
    )
    page = page_of(client, make_session(county.sessions[0].planned_on, series))
    assert fact(page, "Where") == "Online Join on the internet"


def test_it_asks_little_of_the_database(client, county):
    assert queries_of(client, f"/sessions/{county.sessions[0].reference}/") <= 10
