"""Which centre is mine: by the area it serves, with the nearest where that is another."""

import pytest

from fingerpost.places.models import ReachArea
from tests.desks.public.reading import heading, link_to, problems, queries_of, read, texts

pytestmark = pytest.mark.django_db
ADDRESS = "/find/"


def yours(page):
    return texts(page, ".fp-yours__say") + texts(page, ".fp-yours h2")


def test_a_postcode_finds_the_centre_that_serves_it(client, county):
    page = read(client.get(ADDRESS, {"q": "wm2 2ab"}))
    assert yours(page) == ["Your family centre is", "Birchwood under 0.1 miles"]


def test_the_nearest_is_told_where_it_is_another(client, county):
    ReachArea.objects.filter(centre=county.centres[1]).update(centre=county.centres[0])
    page = read(client.get(ADDRESS, {"q": "WM22AB"}))
    assert yours(page) == ["Your family centre is", "Oak Tree 1 mile"]
    assert "Birchwood is nearer: under 0.1 miles away. You can go to either." in page.text


def test_a_town_finds_the_nearest_and_asks_for_the_postcode(client, county):
    page = read(client.get(ADDRESS, {"q": "Wealdmoor"}))
    assert yours(page)[0] == "The nearest family centre is"
    assert "To see which family centre is yours, type your whole postcode." in page.text


def test_the_name_of_a_centre_finds_it(client, county):
    page = read(client.get(ADDRESS, {"q": "hazel grove"}))
    assert yours(page) == ["Hazel Grove"]


def test_the_centre_can_be_rung(client, county):
    assert link_to(read(client.get(ADDRESS, {"q": "WM12AB"})), "01632 960100") == "tel:01632960100"


def test_it_says_until_when_the_door_is_open(client, county):
    assert "Open now, until 4:30pm" in read(client.get(ADDRESS, {"q": "WM12AB"})).text


def test_what_is_on_there_and_near_is_told_once(client, county):
    page = read(client.get(ADDRESS, {"q": "WM12AB"}))
    places = texts(page, ".fp-card__where")
    assert places[:4] == ["Oak Tree, Wealdmoor"] * 4
    assert "This week within 3 miles" in texts(page, "h2")


def test_other_centres_near_come_with_their_distance(client, county):
    page = read(client.get(ADDRESS, {"q": "WM12AB"}))
    assert [title for title in texts(page, ".fp-card__title") if title in {"Birchwood", "Hazel Grove"}]
    assert "2 miles" in texts(page, ".fp-card .fp-arm")


def test_an_unknown_postcode_gets_the_nearest_sensible_answer_and_says_so(client, county):
    page = read(client.get(ADDRESS, {"q": "WM1 2ZZ"}))
    assert page.css(".fp-yours")
    assert "We do not know the postcode WM1 2ZZ." in page.text


def test_nowhere_is_said_gently_and_keeps_what_was_typed(client, county):
    page = read(client.get(ADDRESS, {"q": "Xyzzy"}))
    assert "Xyzzy" in problems(page)[0]
    assert page.css("#q")[0].get("value") == "Xyzzy"
    assert heading(page, 1) == "Find your family centre"


def test_an_empty_box_asks_for_something(client, county):
    assert problems(read(client.get(ADDRESS, {"q": " "}))) == [
        "Type a postcode, a town or the name of a family centre."
    ]


def test_without_a_question_there_is_no_complaint(client, county):
    assert not problems(read(client.get(ADDRESS)))


@pytest.mark.parametrize("q", ["WM12AB", "Wealdmoor", "Xyzzy", "WM1 9ZZ"])
def test_it_asks_little_of_the_database(client, county, q):
    assert queries_of(client, ADDRESS, {"q": q}) <= 10
