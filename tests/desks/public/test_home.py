"""The front door."""

import pytest

from fingerpost.timetable.models import Session
from tests.desks.public.reading import heading, link_to, queries_of, read, texts

pytestmark = pytest.mark.django_db


def test_there_is_one_box_and_it_leads_to_find(client, county):
    (form,) = read(client.get("/")).css("form[role=search]")
    assert form.get("action") == "/find/"


def test_what_can_still_be_dropped_in_to_today_is_told(client, county):
    page = read(client.get("/"))
    assert set(texts(page, ".fp-card time + .fp-arm")) == set()
    assert set(texts(page, ".fp-cards .fp-card time")) == {"10am to 11:30am", "1pm to 3pm"}
    assert "6 things that you can still come to today without booking" in page.text


def test_a_day_with_nothing_left_shows_the_next(client, county):
    Session.objects.filter(planned_on=county.today).delete()
    page = read(client.get("/"))
    assert "Nothing more today" in page.text
    assert texts(page, ".fp-cards .fp-card time")[0] == "Wed 25 Nov, 10am to 11:30am"


def test_a_week_with_nothing_says_so(client, county):
    Session.objects.all().delete()
    page = read(client.get("/"))
    assert "Nothing this week" in page.text
    assert link_to(page, "See the coming week") == "/whats-on/"


def test_the_words_are_the_authoritys(client, county):
    assert heading(read(client.get("/")), 1) == "Find your family centre, and what’s on near you"


def test_a_family_finds_where_to_register(client, county):
    assert link_to(read(client.get("/")), "Register your family") == "/register/"


def test_it_asks_little_of_the_database(client, county):
    assert queries_of(client, "/") <= 10
