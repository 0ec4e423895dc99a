"""Programmes on paper: tagged documents that a screen reader can read, set once, and a page where none can be set."""

import logging
from io import BytesIO
from typing import Any

import pypdf
import pytest
from django.test import Client

from fingerpost.base import typesetting
from fingerpost.desks.public.shelf import Shelf
from fingerpost.desks.public.views import typesetting as shelved
from fingerpost.places.models import CentreListing
from fingerpost.timetable.models import Series
from tests.desks.public.reading import Page, link_to, queries_of, read, texts

pytestmark = pytest.mark.django_db
OAK_TREE, GROUP = "/centres/oak-tree/programme.pdf", "/groups/moorside-group/programme.pdf"
LONG = "Wealdmoor, Little Wealdmoor and Upper Moorside-on-the-Hill Nursery School and Family Centre"


@pytest.fixture(autouse=True)
def _empty_shelf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelved, "shelf", Shelf[bytes](4))


def document(client: Client, address: str = OAK_TREE, **query: str) -> pypdf.PdfReader:
    response = client.get(address, query)
    assert response["Content-Type"] == "application/pdf"
    return pypdf.PdfReader(BytesIO(response.content))


def words(made: pypdf.PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in made.pages).split())


def tags(node: Any) -> list[str]:
    """The tags of a document's structure, from a node of it downwards."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return [tag for each in node for tag in tags(each)]
    if not isinstance(node, dict):
        return []
    return [str(node.get("/S", "")), *tags(node.get("/K", []))]


@pytest.fixture
def oak_tree(client: Client, county) -> pypdf.PdfReader:
    return document(client)


def test_it_is_tagged_has_a_language_and_a_title(oak_tree):
    root = oak_tree.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-gb"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert oak_tree.metadata is not None
    assert oak_tree.metadata.title == "Oak Tree: programme This season"


def test_its_structure_is_a_table_with_headings(oak_tree):
    structure = tags(oak_tree.trailer["/Root"]["/StructTreeRoot"])
    for tag in ("/H1", "/H2", "/Table", "/Caption", "/THead", "/TH", "/TD", "/Figure"):
        assert tag in structure


def test_it_says_when_what_how_and_where_to_look(oak_tree):
    said = words(oak_tree)
    for fact in (
        "Stay and play",
        "10am to 11:30am",
        "Tuesday",
        "Drop in",
        "Free",
        "01632 960100",
        "testserver/centres/oak-tree",
    ):
        assert fact in said


def test_it_is_set_in_our_own_letters(oak_tree):
    fonts = {
        str(font["/BaseFont"]) for page in oak_tree.pages for font in map(_object, page["/Resources"]["/Font"].values())
    }
    assert any("Lexend" in font for font in fonts)
    assert all("+" in font for font in fonts), "a font that is not embedded"


def _object(reference: Any) -> Any:
    return reference.get_object()


def test_nothing_is_missed_on_the_way(client, county, caplog):
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        document(client)
        document(client, GROUP, large="1")
    assert caplog.messages == []


def test_large_print_is_larger(client, county):
    assert len(document(client, large="1").pages) > len(document(client).pages)


def test_a_long_name_and_a_long_day_hold(client, county):
    CentreListing.objects.filter(centre=county.centres[0]).update(name=LONG)
    Series.objects.update(title="A very long title " * 6, how_to_book="Ring " * 40)
    assert "Upper Moorside-on-the-Hill" in words(document(client))


def test_a_group_has_its_own_with_every_centre(client, county):
    said = words(document(client, GROUP))
    for name in ("Moorside group", "Oak Tree", "Birchwood", "Hazel Grove"):
        assert name in said


def test_a_document_is_set_once(client, county, monkeypatch):
    document(client)
    monkeypatch.setattr(typesetting, "typeset", lambda *_, **__: pytest.fail("set again"))
    document(client)


def test_a_change_is_on_paper_at_once(client, county):
    document(client)
    Series.objects.filter(title="Stay and play").update(title="Come and play")
    assert "Come and play" in words(document(client))


def test_a_browser_that_has_it_is_told_so(client, county):
    first = client.get(OAK_TREE)
    again = client.get(OAK_TREE, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_where_no_document_can_be_set_a_page_is_offered(client, county, monkeypatch):
    def missing() -> None:
        raise typesetting.NoTypesetter

    monkeypatch.setattr(typesetting, "_weasyprint", missing)
    response = client.get(OAK_TREE, {"large": "1"})
    assert response.status_code == 503
    printable = link_to(Page(response), "Show the programme to print")
    assert printable == "/centres/oak-tree/programme/?large=1"
    assert client.get(printable).status_code == 200


@pytest.mark.parametrize("address", ["file:///etc/passwd", "https://example.org/x.css", "data:text/css,*{}"])
def test_nothing_but_our_own_files_is_fetched(address):
    with pytest.raises(ValueError, match="Not one of our files"):
        typesetting._fetcher().fetch(address)


def test_nothing_above_our_own_files_is_fetched():
    with pytest.raises(ValueError, match="Not one of our files"):
        typesetting._fetcher().fetch(f"{typesetting.STATIC.as_uri()}/../../settings.py")


@pytest.mark.parametrize("kind", ["centres/oak-tree", "groups/moorside-group"])
def test_the_same_sheet_is_a_page(client, county, kind):
    sheet = read(client.get(f"/{kind}/programme/"))
    assert texts(sheet, "caption") == ["What is on, day by day"]
    assert link_to(sheet, "As a PDF to print") == f"/{kind}/programme.pdf"
    assert link_to(sheet, "In large print") == f"/{kind}/programme/?large=1"


def test_a_season_without_a_programme_says_so(client, county):
    county.programme.delete()
    assert "No programme has been published" in read(client.get("/centres/oak-tree/programme/")).text
    assert "No programme has been published" in words(document(client))


@pytest.mark.parametrize("address", ["/centres/nowhere/programme.pdf", "/groups/nowhere/programme/"])
def test_what_is_not_there_has_no_programme(client, county, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", [OAK_TREE, GROUP])
def test_a_document_asks_few_queries(client, county, address):
    assert queries_of(client, address) <= 10
