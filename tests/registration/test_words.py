"""The form's words in other languages: whole, honest about who checked them, and with a glyph for every letter."""

import re
from functools import cache
from unicodedata import category

import pytest
from fontTools.ttLib import TTFont

from fingerpost.base.typesetting import STATIC
from fingerpost.registration.rules.form import shipped
from fingerpost.registration.rules.words import ENGLISH, Language, Words, languages
from scripts.paper_words import sentences

OTHERS = [code for code in languages() if code != ENGLISH]
STYLE = (STATIC / "css" / "paper-form.css").read_text(encoding="utf-8")
FACE = re.compile(r"@font-face\{font-family:([\w -]+|\"[^\"]+\");font-weight:(\d+);src:url\(\.\./([\w/-]+\.woff2)\)")


@cache
def letters_of(family: str, weight: int) -> frozenset[int]:
    """The letters that the form's stylesheet has a font for, of a family and a weight."""
    faces = {(name.strip('"'), int(heavy)): path for name, heavy, path in FACE.findall(STYLE)}
    return frozenset(TTFont(STATIC / faces[family, weight]).getBestCmap())


def families_of(language: str) -> list[str]:
    """The fonts that the stylesheet sets a language in, one after the other."""
    own = re.search(rf"\[lang=\"?{language}\"?\]\{{font-family:([^}};]+)", STYLE)
    usual = re.search(r"html\{[^}]*?font:[^ ]+ ([^}]+)", STYLE)
    named = own or usual
    assert named
    return [name.strip(' "') for name in named[1].split(",")]


def without_glyph(language: Language, weight: int) -> set[str]:
    """Letters of a language's words that no font of the form has. Marks of direction are never drawn."""
    has = frozenset().union(*(letters_of(family, weight) for family in families_of(language.code)))
    said = set("".join(language.words.values()))
    return {letter for letter in said if ord(letter) not in has and category(letter) != "Cf"}


@pytest.mark.parametrize("weight", [400, 600])
@pytest.mark.parametrize("code", OTHERS)
def test_every_letter_of_every_label_has_a_glyph(code, weight):
    assert not without_glyph(languages()[code], weight)


def test_a_letter_without_a_glyph_is_seen():
    klingon = Language(code="pl", name="Polish", own_name="Polski", words={"Yes": "\uf8d0 tak"})
    assert without_glyph(klingon, 400) == {"\uf8d0"}


@pytest.mark.parametrize("code", OTHERS)
def test_a_language_has_every_sentence_of_the_form_and_no_other(code):
    wanted, has = set(sentences(shipped())), set(languages()[code].words)
    assert (wanted - has, has - wanted) == (set(), set())


@pytest.mark.parametrize("code", OTHERS)
def test_a_translation_keeps_the_places_for_names(code):
    def places(text: str) -> list[str]:
        return sorted(re.findall(r"{\w+}", text))

    assert not [text for text, said in languages()[code].words.items() if places(text) != places(said)]


def test_the_form_is_printed_in_english_and_at_least_five_more_with_one_from_right_to_left():
    assert len(OTHERS) >= 5
    assert languages()["ur"].direction == "rtl"


@pytest.mark.parametrize("code", OTHERS)
def test_a_draft_says_that_nobody_checked_it(code):
    language = languages()[code]
    assert language.is_reviewed == bool(language.reviewed_by and language.reviewed_on)


def test_a_sentence_that_was_changed_falls_back_to_english():
    polish = languages()["pl"]
    assert polish.say("Your pets") == Words("Your pets")
    assert polish.say("First name") == Words("Imię", "First name")


def test_names_stand_in_both_languages():
    polish = languages()["pl"]
    who = polish.say("{one} {number}", one=polish.say("Child"), number="2")
    assert who == Words("Dziecko 2", "Child 2")
