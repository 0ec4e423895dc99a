"""The shortlist: kept in the reader's own browser, printed, mailed, passed on."""

from datetime import timedelta
from urllib.parse import unquote

import pytest

from tests.desks.public.reading import problems, queries_of, read, texts
from tests.factories.timetable import make_session

pytestmark = pytest.mark.django_db
ADDRESS = "/shortlist/"
OURS = {"Origin": "http://testserver"}


def keep(client, *sessions, **more):
    return client.post(ADDRESS, {"add": [session.reference for session in sessions], **more}, headers=OURS)


def titles(page):
    return texts(page, ".fp-card__title")


def test_saving_goes_back_to_where_one_was(client, county):
    answer = keep(client, county.sessions[0], next="/whats-on/?q=WM1")
    assert (answer.status_code, answer["Location"]) == (302, "/whats-on/?q=WM1")


def test_nobody_is_sent_elsewhere(client, county):
    assert keep(client, county.sessions[0], next="https://elsewhere.example/")["Location"] == ADDRESS


def test_what_is_saved_is_listed_by_date(client, county):
    keep(client, county.sessions[7], county.sessions[0])
    assert titles(read(client.get(ADDRESS))) == ["Stay and play", "Baby clinic"]


def test_what_is_taken_off_is_gone(client, county):
    keep(client, county.sessions[0], county.sessions[7])
    client.post(ADDRESS, {"remove": county.sessions[0].reference}, headers=OURS)
    assert titles(read(client.get(ADDRESS))) == ["Baby clinic"]


def test_an_empty_list_says_how_to_begin(client, county):
    assert "Nothing saved yet" in read(client.get(ADDRESS)).text


def test_what_is_over_stands_apart(client, county):
    yesterday = make_session(county.sessions[0].planned_on - timedelta(days=1), county.sessions[0].series)
    keep(client, yesterday, county.sessions[7])
    page = read(client.get(ADDRESS))
    assert texts(page, ".fp-card--over .fp-card__title") == ["Stay and play"]
    assert page.css(".fp-card--over [name=remove]")


def test_what_left_the_programme_can_be_taken_off(client, county):
    keep(client, county.sessions[0])
    county.sessions[0].delete()
    page = read(client.get(ADDRESS))
    assert "1 session on your list is no longer in the programme." in page.text
    assert [node.get("value") for node in page.css("input[name=remove]")] == [county.sessions[0].reference]


def test_a_link_shows_a_list_without_changing_ones_own(client, county):
    keep(client, county.sessions[0])
    page = read(client.get(ADDRESS, {"s": f"{county.sessions[7].reference},{county.sessions[14].reference}"}))
    assert titles(page) == ["Baby clinic", "Dads and little ones"]
    assert titles(read(client.get(ADDRESS))) == ["Stay and play"]


def test_a_shared_list_can_be_taken_over(client, county):
    page = read(client.get(ADDRESS, {"s": county.sessions[7].reference}))
    client.post(ADDRESS, {"add": [node.get("value") for node in page.css("input[name=add]")]}, headers=OURS)
    assert titles(read(client.get(ADDRESS))) == ["Baby clinic"]


def test_the_list_can_be_mailed_to_oneself(client, county):
    keep(client, county.sessions[0])
    (link,) = read(client.get(ADDRESS)).css("a[href^='mailto:']")
    assert f"/shortlist/?s={county.sessions[0].reference}" in unquote(link.get("href") or "")


def test_a_broken_link_is_said_to_be(client, county):
    assert problems(read(client.get(ADDRESS, {"s": "<b>nonsense</b>"})))


def test_saving_writes_nothing_to_the_database(client, county, django_assert_num_queries):
    with django_assert_num_queries(0):
        keep(client, county.sessions[0])


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "http://testserver"}, 302),
        ({"Referer": "http://testserver/whats-on/"}, 302),
        ({"Origin": "http://elsewhere.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Referer": "http://testserver.elsewhere.example/"}, 403),
        ({}, 403),
    ],
)
def test_only_our_own_pages_can_save_for_someone(client, county, headers, status):
    assert client.post(ADDRESS, {"add": county.sessions[0].reference}, headers=headers).status_code == status


def test_looking_leaves_no_cookie(client, county):
    assert not client.get("/whats-on/").cookies


@pytest.mark.parametrize("count", [1, 12])
def test_it_asks_the_same_of_the_database_however_long_it_is(client, county, count):
    keep(client, *county.sessions[:count])
    assert queries_of(client, ADDRESS) <= 4
