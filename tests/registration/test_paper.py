"""The form as a document: tagged, to be filled in on a screen, and read back answer by answer."""

import logging
from io import BytesIO
from typing import Any

import pypdf
import pytest

from fingerpost.registration.queries.decoding import decoded
from fingerpost.registration.queries.paper import page_of, paper_form
from fingerpost.registration.rules.filled import returned
from fingerpost.registration.rules.form import shipped
from fingerpost.registration.rules.pictures import Trouble, Unusable, fields_of
from fingerpost.registration.rules.sheet import CODE, sheet
from fingerpost.registration.rules.words import languages

ANSWERS = {
    "adults/0/given_name": ("Świętosława",),
    "adults/0/safe": ("call", "text"),
    "adults/1/living": ("elsewhere",),
    "home/address": ("1 High Street\nLittle Wealdmoor",),
    "children/0/date_of_birth": ("27 3 2024",),
    "children/1/relationship/0": ("mother",),
    "children/1/relationship/1": ("father",),
    "choices/newsletter": ("yes",),
    "photos/0/uses": ("display",),
}


def made(language: str, *, more: bool = False, large: bool = False) -> bytes:
    blank = sheet(shipped(), languages()[language], centre="oak-tree", more=more)
    address = "https://centres.example/register/"
    page = page_of(blank, authority_name="Wealdmoor", address=address, centre="Oak Tree", large=large)
    return paper_form(page, "")


@pytest.fixture(scope="module")
def english() -> bytes:
    return made("en")


def filled_in(blank: bytes, answers: dict[str, tuple[str, ...]] = ANSWERS) -> bytes:
    """The form as somebody saves it who filled it in on a screen."""
    writer = pypdf.PdfWriter(clone_from=BytesIO(blank))
    names = set(writer.get_fields() or {})
    said = {path: values[0] for path, values in answers.items() if path in names}
    said |= {f"{path}={value}": "/on" for path, values in answers.items() for value in values if path not in names}
    for page in writer.pages:
        writer.update_page_form_field_values(page, said, auto_regenerate=True)
    kept = BytesIO()
    writer.write(kept)
    return kept.getvalue()


def words(document: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(document)).pages).split())


def test_it_is_tagged_and_each_box_says_what_it_is_for(english):
    reader = pypdf.PdfReader(BytesIO(english))
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    spoken = {name: field.get("/TU") for name, field in (reader.get_fields() or {}).items()}
    assert spoken["children/1/given_name"] == "Child 2: First name"
    assert spoken["adults/0/safe=call"] == "You: What may we do? Call"
    assert all(spoken.values())


def test_nothing_is_filled_in_or_ticked_beforehand(english):
    fields = fields_of(english)
    assert fields.pop(CODE) == "en/2026-12/oak-tree"
    assert set(fields.values()) <= {"", "/Off"}


def test_it_says_what_to_do_with_it_and_how_answers_are_used(english):
    said = words(english)
    for sentence in ("Oak Tree", "Write in capital letters", shipped().texts.notice[2], "For the centre"):
        assert sentence in said


@pytest.mark.filterwarnings("ignore")
def test_what_was_filled_in_is_read_back_answer_by_answer(english):
    found = returned(decoded(filled_in(english)).fields, shipped())
    assert found.answers == {**ANSWERS, "home/centre": ("oak-tree",)}
    assert (found.code.version, found.code.centre) == ("2026-12", "oak-tree")


def test_a_form_from_right_to_left_holds_every_letter_and_the_same_boxes(caplog):
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        urdu, large = made("ur", more=True), made("en", large=True, more=True)
    assert caplog.messages == []
    assert fields_of(urdu).keys() == fields_of(large).keys()
    assert len(pypdf.PdfReader(BytesIO(large)).pages) > len(pypdf.PdfReader(BytesIO(urdu)).pages)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({}, Trouble.NOT_OURS),
        ({"name": "Ada"}, Trouble.NOT_OURS),
        ({CODE: "", "adults/0/given_name": "Ada"}, Trouble.NOT_OURS),
        ({CODE: "en/2026-12/-", "adults/0/given_name": "  "}, Trouble.NOTHING_IN_IT),
        ({CODE: "en/2026-12/-", "adults/0/safe=call": "/Off"}, Trouble.NOTHING_IN_IT),
        ({CODE: "en/2026-12/-", "adults/0/safe=shout": "/on", "settings": "x"}, Trouble.NOTHING_IN_IT),
    ],
)
def test_another_document_or_an_empty_one_is_refused_with_a_reason(fields, why):
    with pytest.raises(Unusable) as refused:
        returned(fields, shipped())
    assert refused.value.why is why


def test_what_no_keyboard_has_is_left_out():
    fields = {CODE: "en/2026-12/-", "adults/0/given_name": "A\x00d\u200ba\t Love"}
    assert returned(fields, shipped()).answers == {"adults/0/given_name": ("Ada Love",)}
