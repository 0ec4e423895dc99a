"""Every sentence can be translated, and every page holds when its words are longer or run the other way."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.staticfiles.finders import find
from django.template.loader import get_template
from django.test import Client
from playwright.sync_api import Browser, Route

from fingerpost.base.encrypted import EncryptedBytesField, Hidden
from fingerpost.registration.rules.words import languages
from tests.factories.county import County
from tests.house.pages import EXAMPLES, State, every_state
from tests.house.pseudo import LONGER, RIGHT_TO_LEFT, pseudo, spoken, write_languages
from tests.house.visible import untranslated

WITHOUT_DATABASE = ["500.html", "503.html", "403_csrf.html"]
NARROW = 360
NAMED = re.compile(r"\{\w+\}")
WIDE_PIECES = """() => [...document.querySelectorAll("body *")]
    .filter(one => one.getBoundingClientRect().right > innerWidth + 1 || one.getBoundingClientRect().left < -1)
    .map(one => `${one.tagName}.${one.className}`).slice(0, 5)"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_languages(tmp_path_factory.mktemp("locale"))


def words_of_the_data() -> set[str]:
    """Texts in the database, what a visitor typed, and what languages are called: none is ours to translate."""
    typed = {value for example in EXAMPLES.values() for query in example.queries for value in query.values()}
    called = {name for one in languages().values() for name in (one.name, one.own_name)}
    return set(_texts()) | typed | called | {"Fingerpost"}


def _texts() -> Iterator[str]:
    for model in apps.get_models():
        for row in model._base_manager.all():
            texts = [one for one in model._meta.concrete_fields if not isinstance(one, EncryptedBytesField)]
            yield from _within([getattr(row, field.attname) for field in texts])


def _within(value: object) -> Iterator[str]:
    """The texts in a value of a record, however deep, encrypted ones too; a postcode also as it is written."""
    if isinstance(value, Hidden):
        yield from _within(value.shown())
    elif isinstance(value, str):
        yield from (value, f"{value[:-3]} {value[-3:]}")
        if NAMED.search(value):  # a question with somebody's name in it
            yield from NAMED.split(value)
    elif isinstance(value, list | dict):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _within(inner)


def _page(state: State, county: County) -> str:
    answer = EXAMPLES[state.name].asker(Client()).get(state.address(county), state.query)
    assert answer.status_code < 500, f"{state} answered {answer.status_code}"
    return answer.content.decode()


def _not_found(client: Client) -> str:
    return client.get("/nothing-is-here/").content.decode()


def test_placeholders_and_markup_survive():
    sentence = "See %(count)s <b>more</b> near {place}"
    assert re.findall(r"%\(count\)s|<b>|</b>|\{place\}", pseudo(sentence)) == ["%(count)s", "<b>", "</b>", "{place}"]


def test_pseudo_is_two_fifths_longer():
    sentence = "What is on near you this week"
    assert len(pseudo(sentence)) >= len(sentence) * 1.4


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ("<p>⟦Ñéáŕ ýóú⟧</p>", []),
        ("<p>⟦Ñéáŕ <b>⟦ýóú⟧</b> ŵŵ⟧ 3.5</p>", []),
        ("<p>⟦Ñéáŕ⟧ Oak Tree</p>", []),
        ("<p>Near you</p>", ["near you"]),
        ("<p aria-label='Close'>⟦Çĺóšé⟧</p>", ["close"]),
        ("<script>let close;</script><code>close</code>", []),
    ],
)
def test_words_outside_brackets_are_found(html: str, left: list[str]):
    assert untranslated(html, ["Oak Tree"]) == left


def test_every_word_of_every_page_is_translatable(folder: Path, county: County):
    with spoken(LONGER, folder):
        written = {str(one): _page(one, county) for one in every_state() if not one.speaks_english}
    data = words_of_the_data()
    left = {name: untranslated(html, data) for name, html in written.items()}
    assert {name: words for name, words in left.items() if words} == {}


def test_every_word_of_a_page_not_found_is_translatable(folder: Path, county: County, client: Client):
    with spoken(LONGER, folder):
        assert untranslated(_not_found(client), words_of_the_data()) == []


@pytest.mark.parametrize("name", WITHOUT_DATABASE)
def test_every_word_of_our_own_trouble_is_translatable(name: str, folder: Path):
    with spoken(LONGER, folder):
        assert untranslated(get_template(name).render(), ["Fingerpost"]) == []


@pytest.mark.browser
@pytest.mark.parametrize("code", [LONGER, RIGHT_TO_LEFT])
def test_no_page_is_wider_than_a_phone(code: str, folder: Path, county: County, client: Client, browser: Browser):
    with spoken(code, folder):
        written = {str(state): _page(state, county) for state in every_state()}
        written["not found"] = _not_found(client)
    assert _too_wide(written, browser) == {}


@pytest.mark.browser
def test_a_page_that_is_too_wide_is_found(browser: Browser):
    wide = '<html><head></head><body><svg class="wide" width="400" height="1"></svg></body></html>'
    assert list(_too_wide({"wide": wide, "narrow": wide.replace("400", "300")}, browser)) == ["wide"]


def _too_wide(written: dict[str, str], browser: Browser) -> dict[str, list[str]]:
    """The pages that must be scrolled sideways, each with the first pieces that stick out."""
    page = browser.new_page(viewport={"width": NARROW, "height": 780})
    page.route("**/*", _serve_static)
    found = {}
    for name, html in written.items():
        page.goto("http://page.test/static/empty")
        page.set_content(html.replace("<head>", '<head><base href="http://page.test/">'), wait_until="load")
        if page.evaluate("document.documentElement.scrollWidth") > NARROW:
            found[name] = page.evaluate(WIDE_PIECES)
    page.close()
    return found


def _serve_static(route: Route) -> None:
    name = route.request.url.partition("/static/fingerpost/")[2]
    path = find(f"fingerpost/{name}") if name else None
    route.fulfill(path=path) if path else route.fulfill(body="", content_type="text/html")


def test_both_languages_are_told_to_the_browser(folder: Path, county: County, client: Client):
    with spoken(RIGHT_TO_LEFT, folder):
        assert '<html class="govuk-template" lang="xb" dir="rtl">' in _not_found(client)
