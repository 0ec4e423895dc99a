"""The shortlist's cookie is read as what it is: something a stranger sent."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from fingerpost.desks.public import shortlist

ONE, TWO = "23456789ab", "cdefghjkmn"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ()),
        (ONE, (ONE,)),
        (f"{ONE}.{TWO}", (ONE, TWO)),
        (f"{ONE},{TWO}", (ONE, TWO)),
        (f"{TWO}.{ONE}.{TWO}", (TWO, ONE)),
        (f"<script>.{ONE}", (ONE,)),
        (ONE.upper(), ()),
        ("2345678901", ()),
        (f"{ONE}x", ()),
        ("../../etc/passwd", ()),
        ("." * 100_000, ()),
    ],
)
def test_only_references_are_taken_from_a_text(text, found):
    assert shortlist.references(text) == found


def some(count):
    return [f"{number:010}".replace("0", "z").replace("1", "y") for number in range(count)]


def test_no_more_than_thirty_are_kept():
    assert len(shortlist.references(".".join(some(40)))) == shortlist.MOST


def test_a_full_list_stays_as_it_is():
    full = shortlist.references(".".join(some(30)))
    assert shortlist.with_one_more(full, ONE) == full


def test_one_more_and_one_less():
    assert shortlist.without(shortlist.with_one_more((ONE,), TWO), ONE) == (TWO,)


def test_the_cookie_is_for_this_site_only_and_no_script_reads_it():
    response = HttpResponse()
    shortlist.remember(response, (ONE, TWO), secure=True)
    cookie = response.cookies["shortlist"]
    assert (cookie.value, cookie["httponly"], cookie["samesite"], cookie["secure"], cookie["max-age"]) == (
        f"{ONE}.{TWO}",
        True,
        "Lax",
        True,
        5_184_000,
    )


def test_an_empty_list_takes_the_cookie_away():
    response = HttpResponse()
    shortlist.remember(response, (), secure=False)
    assert response.cookies["shortlist"]["max-age"] == 0


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("/whats-on/?q=AL1", "/whats-on/?q=AL1"),
        ("", "/"),
        ("https://elsewhere.example/", "/"),
        ("//elsewhere.example/", "/"),
        ("/\\elsewhere.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("whats-on/", "/"),
    ],
)
def test_we_only_go_back_to_our_own_pages(target, path):
    assert shortlist.own_path(RequestFactory().get("/"), target, "/") == path
