"""What is written about the house is true: each page, test, command and app that a document names is there."""

import re
from typing import NamedTuple

import pytest

from tests.house.pages import names
from tests.house.tree import ROOT, apps, desks, kept_texts

MISSION = ROOT / "docs" / "mission.md"
STATES = {"built", "part", "not yet"}
MAKE = re.compile(r"^\s*(?:\$ )?(?:[A-Z_]+=\S+ )*make ([a-z]+)", re.MULTILINE)
FENCE = re.compile(r"^```.*?$(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\((?!https?:|mailto:|#)([^)#\s]+)")


class Row(NamedTuple):
    """A sentence of the source pages and where it lives."""

    number: str
    sentence: str
    app: str
    url: str
    test: str
    state: str


def rows() -> list[Row]:
    lines = [line for line in MISSION.read_text(encoding="utf-8").splitlines() if re.match(r"\| [AB]\d+ \|", line)]
    return [Row(*(cell.strip() for cell in line.strip("|").split("|"))) for line in lines]


def quoted(cell: str) -> list[str]:
    """What stands between backticks."""
    return re.findall(r"`([^`]+)`", cell)


ROWS = rows()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.number)
def test_a_sentence_of_the_mission_lives_where_it_is_said_to(row: Row):
    assert row.state in STATES
    assert not set(quoted(row.url)) - set(names())
    for place in quoted(row.test):
        assert is_a_test(place), place
    if row.state == "built":
        assert quoted(row.test), "built, and nothing proves it"


def is_a_test(place: str) -> bool:
    """Whether `tests/path.py` or `tests/path.py::test_name` is there."""
    path, _, name = place.partition("::")
    file = ROOT / path
    return file.is_file() and (not name or f"def {name}(" in file.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("place", "there"),
    [
        ("tests/house/test_documents.py::test_a_claim_is_checked", True),
        ("tests/house/test_documents.py::test_of_" + "nothing", False),
        ("tests/nowhere.py", False),
    ],
)
def test_a_claim_is_checked(place, there):
    assert is_a_test(place) is there


def test_each_sentence_has_its_own_number():
    numbers = [row.number for row in ROWS]
    assert len(numbers) == len(set(numbers)) == 49


def documents() -> dict[str, str]:
    return {name: text for name, text in kept_texts().items() if name.endswith(".md")}


def test_every_make_command_that_a_document_shows_exists():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    shown = {(name, command) for name, text in documents().items() for command in commands(text)}
    assert shown, "the search found nothing to look at"
    assert not {(name, command) for name, command in shown if command not in targets}


def commands(text: str) -> set[str]:
    """`make` commands in code blocks and between backticks."""
    blocks = [*FENCE.findall(text), *quoted(text)]
    return {command for block in blocks for command in MAKE.findall(block)}


def test_every_link_between_documents_leads_somewhere():
    links = [(name, link) for name, text in documents().items() for link in LINK.findall(text)]
    assert not [(name, link) for name, link in links if not (ROOT / name).parent.joinpath(link).exists()]


def test_the_house_names_every_app_and_desk():
    text = (ROOT / "docs" / "house.md").read_text(encoding="utf-8")
    assert not [folder.name for folder in [*apps(), *desks()] if f"`{folder.name}/`" not in text]


def test_every_decision_is_in_the_index():
    folder = ROOT / "docs" / "adr"
    index = (folder / "README.md").read_text(encoding="utf-8")
    assert not [path.name for path in folder.glob("0*.md") if f"({path.name})" not in index]
