"""A group's page, its calendar, and what became of a group that is no more."""

from datetime import date, timedelta

import pytest
from django.test import Client
from icalendar import Calendar

from fingerpost.places.models import CentreGroup, GroupMembership
from fingerpost.timetable.models import Session
from fingerpost.timetable.vocabulary import CancelReason, SessionStatus
from tests.desks.public.reading import link_to, queries_of, read, texts
from tests.factories.places import make_group
from tests.factories.timetable import make_service, make_term

pytestmark = pytest.mark.django_db
GROUP = "/groups/moorside-group/"
CALENDARS = ["/centres/oak-tree/calendar.ics", "/groups/moorside-group/calendar.ics"]


def events(client: Client, address: str) -> dict[str, str]:
    """The events of a feed: their UID and status."""
    calendar = Calendar.from_ical(client.get(address).content)
    return {str(event["uid"]): str(event["status"]) for event in calendar.walk("VEVENT")}


def test_it_names_its_centres_and_who_runs_them(client, county):
    group = read(client.get(GROUP))
    assert texts(group, ".fp-cards .fp-card__title")[:3] == ["Birchwood", "Hazel Grove", "Oak Tree"]
    assert "Run by Moor and Vale Trust." in group.text


def test_the_season_is_folded_by_weekday_and_says_at_which_centre(client, county):
    group = read(client.get(GROUP))
    assert texts(group, "summary")[0].startswith("Monday")
    assert "Oak Tree, Wealdmoor" in texts(group, ".fp-row")[0]


def test_it_shows_what_it_offers_by_area_and_no_gap(client, county):
    area = make_term("child-development", position=1)
    make_term("parenting", position=2)
    item = make_term("speech-and-language", parent=area, position=3)
    make_service("Chatter time", group=county.group).terms.add(item)
    group = read(client.get(GROUP))
    assert "Child development" in texts(group, "summary")
    assert "Parenting" not in texts(group, "summary")
    assert "Nobody has confirmed this yet. Please ring first." in group.text


def test_a_past_group_says_until_when_and_what_followed(client, county):
    CentreGroup.objects.filter(pk=county.group.pk).update(valid_to=date(2025, 12, 31))
    GroupMembership.objects.filter(group=county.group).update(valid_to=date(2025, 12, 31))
    later = make_group("Wealdmoor district", valid_from=date(2026, 1, 1))
    GroupMembership.objects.create(centre=county.centres[0], group=later, valid_from=date(2026, 1, 1))
    past = client.get(GROUP)
    assert past.status_code == 410
    assert "This group was there until Wednesday 31 December 2025" in read(past).text
    assert link_to(read(past), "Wealdmoor district") == "/groups/wealdmoor-district/"


def test_a_group_to_come_says_from_when_and_can_be_seen_then(client, county):
    make_group("Wealdmoor district", valid_from=date(2027, 1, 1))
    to_come = read(client.get("/groups/wealdmoor-district/"))
    assert "This group begins on Friday 1 January 2027" in to_come.text
    then = read(client.get(link_to(to_come, "See it on that day")))
    assert then.status == 200
    assert "You see the group as it was on Friday 1 January 2027." in then.text


def test_what_is_not_there_is_plainly_not_there(client, county):
    assert client.get("/groups/nowhere/").status_code == 404


def test_a_page_asks_few_queries(client, county):
    assert queries_of(client, GROUP) <= 10


@pytest.mark.parametrize("address", CALENDARS)
def test_a_calendar_holds_every_session_under_a_name_that_stays(client, county, address):
    before = events(client, address)
    assert len(before) == (15 if "centres" in address else 45)
    Session.objects.update(starts_at=county.sessions[0].starts_at + timedelta(hours=1))
    assert events(client, address).keys() == before.keys()


def test_what_is_called_off_stays_in_the_calendar_as_cancelled(client, county):
    off = county.sessions[0]
    Session.objects.filter(pk=off.pk).update(status=SessionStatus.CANCELLED, cancel_reason=CancelReason.STAFF)
    feed = events(client, CALENDARS[0])
    assert feed[f"{off.reference}@fingerpost"] == "CANCELLED"
    assert sorted(set(feed.values())) == ["CANCELLED", "CONFIRMED"]


@pytest.mark.parametrize("address", CALENDARS)
def test_a_phone_that_has_the_calendar_is_told_so_in_a_few_bytes(client, county, address):
    first = client.get(address)
    assert first["Content-Type"] == "text/calendar; charset=utf-8"
    again = client.get(address, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_change_that_a_family_would_see_makes_another_calendar(client, county):
    before = client.get(CALENDARS[0])["ETag"]
    Session.objects.filter(pk=county.sessions[0].pk).update(notice="Bring a coat.")
    changed = client.get(CALENDARS[0], headers={"if-none-match": before})
    assert changed.status_code == 200
    assert b"Bring a coat." in changed.content


@pytest.mark.parametrize("address", ["/centres/nowhere/calendar.ics", "/groups/nowhere/calendar.ics"])
def test_what_is_not_there_has_no_calendar(client, county, address):
    assert client.get(address).status_code == 404
