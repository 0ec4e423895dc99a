"""A page filled into an outline is the page that its templates would have drawn, whoever asks, whatever they type."""

import pytest

from fingerpost.desks.public import outline
from fingerpost.desks.public.views import whats_on

ADDRESS = "/whats-on/"
SAME_SHAPE = [
    {"q": "WM12AB"},
    {"q": "wm2 2ab"},
    {"q": "Wealdmoor"},
    {"q": "wealdmoor\x00 "},
    {"q": "WM1 2AB", "sort": "near", "category": ["play", "babies"], "cost": "free"},
    {"q": "WM2 2AB", "sort": "near", "category": ["play", "babies"], "cost": "free"},
    {"q": "WM12AB", "page": "2"},
    {"q": "WM12AB", "days": "1", "date": "tomorrow", "within": "any"},
    {"q": "WM12AB", "category": "work", "within": "1"},
    {"q": "WM1 2AB", "category": "work", "within": "1", "for": "twins"},
    {"utm": "<script>alert(1)</script>&\"'"},
    {},
]


@pytest.mark.parametrize("query", SAME_SHAPE, ids=str)
def test_filled_is_as_drawn(client, county, monkeypatch, query):
    client.get(ADDRESS, {**query, "q": "Wealdmoor"} if "q" in query else query)  # somebody who asks alike, before
    filled = client.get(ADDRESS, query)
    monkeypatch.setattr(whats_on, "_outlined", whats_on._page)
    assert filled.content.decode() == client.get(ADDRESS, query).content.decode()


def test_an_outline_is_drawn_once_and_filled_for_each():
    drawn = []

    def draw(marks):
        drawn.append(1)
        return f"<p title='{marks['a']}'>{marks['b']}{marks['a']}</p>"

    assert outline.filled("alike", draw, {"a": b"1", "b": b"2"}) == b"<p title='1'>21</p>"
    assert outline.filled("alike", draw, {"a": b"3", "b": b"<b>"}) == b"<p title='3'><b>3</p>"
    assert len(drawn) == 1


def test_a_list_is_put_in_whole_wherever_it_stands():
    def draw(marks):
        return f"<{marks['a']}|{marks['b']}|{marks['a']}>"

    assert outline.filled("with lists", draw, {"a": [b"1", b"2", b"3"], "b": b"-"}) == b"<123|-|123>"
    assert outline.filled("with lists", draw, {"a": [], "b": b"+"}) == b"<|+|>"


def test_what_differs_in_shape_has_an_outline_of_its_own():
    assert outline.filled("one", lambda marks: marks["a"], {"a": b"1"}) == b"1"
    assert outline.filled("other", lambda marks: marks["a"] * 2, {"a": b"1"}) == b"11"


def test_a_saved_session_shows_on_the_page_of_its_reader_alone(client, county):
    plain = client.get(ADDRESS, {"q": "WM12AB"}).content
    client.cookies["shortlist"] = county.sessions[0].reference
    saved = client.get(ADDRESS, {"q": "WM12AB"}).content
    client.cookies.clear()
    assert saved != plain == client.get(ADDRESS, {"q": "WM12AB"}).content
