"""What every answer of every address tells a browser: its type, what it may load, and to keep nothing private."""

from collections.abc import Iterator
from typing import NamedTuple

import pytest
from django.http import HttpResponseBase
from django.urls import reverse

from fingerpost.base.audience import Audience, audience_of
from tests.factories.accounts import make_user
from tests.factories.door import by_password, seated
from tests.house.pages import EXAMPLES, names, views
from tests.security.over_https import Browser, deployed

pytestmark = pytest.mark.django_db

SPEAKS_IN_LETTERS = ("text/", "image/svg", "application/xml")
A_YEAR = 365 * 24 * 60 * 60
# Set by a page's own sake, stricter than for all others: a logo opened alone, a PDF.
ONLY_ITS_OWN = {"'none'", "'self'"}
seen: list["Seen"] = []


class Seen(NamedTuple):
    """An address that was asked for, whether by somebody signed in, and the answer."""

    name: str
    signed_in: bool
    answer: HttpResponseBase


def walk(county) -> Iterator[Seen]:
    """Every address once, as somebody whom it is for; and one that is not there."""
    for name in [each for each in names() if not each.endswith("-programme")]:
        example, browser = EXAMPLES[name], Browser()
        asker = example.asker(browser)
        address = example.address(name, county)
        yield Seen(name, bool(example.asked_by), asker.get(address, example.query))
    yield Seen("nowhere", False, Browser().get("/no-such-page/"))
    yield Seen("a static file", False, Browser().get("/static/no-such-file.css"))
    yield Seen("a form of another site's", False, Browser(enforce_csrf_checks=True).post(reverse("account_login")))


@pytest.fixture
def answers(county, settings) -> list[Seen]:
    """Asked for once for all tests of this file: an answer does not change by being looked at."""
    deployed(settings)
    if not seen:
        seen.extend(walk(county))
    return seen


def amiss(answers: list[Seen], fine) -> list[str]:
    return [each.name for each in answers if not fine(each.answer)]


def policy(answer: HttpResponseBase) -> dict[str, list[str]]:
    parts = (directive.split() for directive in answer.headers["Content-Security-Policy"].split(";"))
    return {name: sources for name, *sources in parts}


def test_every_answer_says_its_type_and_its_letters(answers):
    with_words = [each for each in answers if getattr(each.answer, "content", b"")]
    assert len(with_words) > 30
    assert not amiss(with_words, lambda answer: "/" in answer.headers["Content-Type"])
    letters = [each for each in with_words if each.answer.headers["Content-Type"].startswith(SPEAKS_IN_LETTERS)]
    assert not amiss(letters, lambda answer: "charset=utf-8" in answer.headers["Content-Type"])


def test_no_browser_guesses_a_type(answers):
    assert not amiss(answers, lambda answer: answer.headers.get("X-Content-Type-Options") == "nosniff")


def test_browsers_are_told_to_use_https_alone(answers):
    assert not amiss(
        answers,
        lambda answer: answer.headers.get("Strict-Transport-Security") == f"max-age={A_YEAR}; includeSubDomains",
    )


def test_nothing_but_our_own_is_loaded_and_no_plugin(answers):
    assert not amiss(answers, lambda answer: policy(answer)["default-src"] == ["'none'"])
    assert not amiss(answers, lambda answer: policy(answer)["object-src"] == ["'none'"])
    assert not amiss(answers, lambda answer: policy(answer)["base-uri"] == ["'none'"])
    assert not amiss(answers, lambda answer: set(policy(answer).get("script-src", ["'none'"])) <= ONLY_ITS_OWN)


def test_no_page_sits_in_a_frame(answers):
    assert not amiss(answers, lambda answer: policy(answer)["frame-ancestors"] == ["'none'"])


def test_no_other_site_may_read_an_answer(answers):
    assert not amiss(answers, lambda answer: "Access-Control-Allow-Origin" not in answer.headers)
    assert not amiss(answers, lambda answer: answer.headers.get("Cross-Origin-Resource-Policy") == "same-origin")


def test_no_other_site_learns_where_one_came_from(answers):
    assert not amiss(answers, lambda answer: answer.headers.get("Referrer-Policy") == "same-origin")


def test_whoever_is_signed_in_leaves_nothing_in_a_cache(answers):
    private = [each for each in answers if each.signed_in]
    assert len(private) > 15
    assert not amiss(private, lambda answer: "no-store" in answer.headers.get("Cache-Control", ""))
    assert not amiss(private, lambda answer: "private" in answer.headers.get("Cache-Control", ""))


def test_a_public_page_is_not_kept_either_for_whoever_is_signed_in(county, settings):
    deployed(settings)
    browser = seated(Browser(), make_user())
    for name in ("public:home", "public:centres", "public:whats-on-calendar", "public:brand"):
        answer = browser.get(EXAMPLES[name].address(name, county), EXAMPLES[name].query)
        assert "no-store" in answer.headers["Cache-Control"], name


def test_every_cookie_is_for_this_host_and_https_alone(answers, county):
    robin, browser = make_user(), Browser()
    kept = [cookie for each in answers for cookie in each.answer.cookies.values()]
    kept += by_password(browser, robin).cookies.values()
    kept += browser.post(reverse("public:shortlist"), {"add": county.sessions[0].reference}).cookies.values()
    names = {cookie.key for cookie in kept}
    assert {"__Host-fingerpost-session", "__Host-fingerpost-seen", "__Host-fingerpost-known"} <= names
    assert all(name.startswith("__Host-") for name in names), names
    for cookie in kept:
        assert cookie["secure"], cookie.key
        assert cookie["httponly"] or not cookie.value, cookie.key
        assert (cookie["path"], cookie["domain"], cookie["samesite"]) == ("/", "", "Lax"), cookie.key


def test_signing_out_clears_the_browser(county, settings):
    deployed(settings)
    browser = seated(Browser(), make_user())
    left = browser.post(reverse("account_logout"))
    assert left.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert "no-store" in left.headers["Cache-Control"]


def test_plain_http_leads_on_to_https(client, county, settings):
    deployed(settings)
    answer = client.get(reverse("public:home"))
    assert (answer.status_code, answer.headers["Location"]) == (301, "https://testserver/")


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PROPFIND"])
def test_a_method_that_no_page_has_is_not_answered(county, client, method):
    for name in names():
        answer = client.generic(method, EXAMPLES[name].address(name, county), "secret")
        assert answer.status_code in {302, 403, 405}, name
        assert b"secret" not in getattr(answer, "content", b""), name


def test_a_form_of_another_site_does_nothing(county):
    stranger = Browser(enforce_csrf_checks=True, headers={"origin": "https://elsewhere.example"})
    exempt = {name for name, view in views().items() if getattr(view, "csrf_exempt", False)}
    by_origin = {name for name in views() if name.startswith("public:register")}
    assert exempt == {"public:shortlist"} | by_origin, "they look at Origin themselves"
    for name in names():
        assert stranger.post(EXAMPLES[name].address(name, county), secure=True).status_code == 403, name


def test_an_open_page_that_changes_something_is_known_by_name():
    """Everything else takes a signed-in person; a new one is a decision."""
    anyone = {name for name, view in views().items() if audience_of(view) is Audience.ANYONE}
    assert {name for name in anyone if name.startswith(("county:", "centre:", "partner:", "family:"))} == {
        "county:desk",
        "county:weeks",
        "county:weeks-csv",
        "county:menu",
    }


def test_a_download_is_named_by_us(answers):
    named = {each.name: each.answer.headers.get("Content-Disposition", "") for each in answers}
    for name in ("public:session-calendar", "public:centre-calendar", "county:weeks-csv"):
        assert 'filename="' in named[name], name


def test_a_name_in_the_address_cannot_break_out_of_a_header(client, county):
    for slug in ('oak"; filename="x.exe', "oak\r\nSet-Cookie: a=b"):
        answer = client.get(f"/centres/{slug}/calendar.ics")
        assert answer.status_code == 404
        assert "a" not in answer.cookies


@pytest.mark.parametrize(
    "path",
    [
        "/.git/config",
        "/.env",
        "/static/",
        "/static/../settings.py",
        "/static/%2e%2e/settings.py",
        "/pyproject.toml",
        "/media/",
        "/admin/",
        "/__debug__/",
        "/docs/",
        "/metrics",
        "/server-status",
    ],
)
def test_nothing_is_served_that_was_not_meant(client, county, path):
    assert client.get(path).status_code == 404
