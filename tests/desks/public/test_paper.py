"""The registration form on paper: found in one's language, for one's centre, and set as a document."""

from io import BytesIO

import pypdf
import pytest
from django.core.management import CommandError, call_command

from fingerpost.base import typesetting
from fingerpost.registration.rules.pictures import fields_of
from fingerpost.registration.rules.sheet import CODE
from tests.desks.public.reading import link_to, read

pytestmark = pytest.mark.django_db
PAPER = "/register/paper/"


def test_every_language_is_offered_in_its_own_letters(client, county):
    page = read(client.get(PAPER))
    for name in ("English", "Polski", "اردو", "বাংলা"):
        assert name in page.text
    assert "Nobody has checked this translation yet" in page.text


def test_a_form_is_for_the_centre_that_was_chosen(client, county):
    assert link_to(read(client.get(PAPER, {"centre": "oak-tree"})), "The form (English, PDF)") == (
        "/register/paper/en.pdf?centre=oak-tree"
    )


def test_an_unknown_language_is_not_found(client, county):
    assert client.get("/register/paper/xx.pdf").status_code == 404


def test_the_document_names_the_centre_and_the_version(client, county):
    answer = client.get("/register/paper/en.pdf", {"centre": "oak-tree", "more": "1"})
    assert answer["Content-Type"] == "application/pdf"
    assert fields_of(answer.content)[CODE] == "en/2026-12/oak-tree/more"
    again = client.get(
        "/register/paper/en.pdf", {"centre": "oak-tree", "more": "1"}, headers={"if-none-match": answer["ETag"]}
    )
    assert again.status_code == 304


def test_where_no_document_can_be_set_it_says_what_to_do(client, county, monkeypatch):
    def missing() -> None:
        raise typesetting.NoTypesetter

    monkeypatch.setattr(typesetting, "_weasyprint", missing)
    answer = client.get("/register/paper/pl.pdf")
    assert answer.status_code == 503
    assert "Please try again in a minute" in answer.content.decode()


def test_a_command_writes_the_documents(county, tmp_path, capsys):
    call_command("paper_form", tmp_path, language="en", centre="oak-tree", more=True)
    (made,) = tmp_path.iterdir()
    assert made.name == "register-en-oak-tree-more.pdf"
    assert len(pypdf.PdfReader(BytesIO(made.read_bytes())).pages) >= 3


def test_a_command_for_a_centre_that_is_not_there_says_so(county, tmp_path):
    with pytest.raises(CommandError, match="There is no centre nowhere"):
        call_command("paper_form", tmp_path, centre="nowhere")
