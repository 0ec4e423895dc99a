"""The authority is data: no code and no page says which county it serves."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.tree import PACKAGE, sources

# What ships as data may name its county, and make-believe may be made for it.
DATA = {"data", "demo", "migrations", "staticfiles", "locale"}
TEXTS = {".html", ".js", ".scss", ".css", ".svg", ".txt"}


def county_words() -> re.Pattern[str]:
    """The name of every authority that ships, its short form, its districts and its codes."""
    words = set()
    for toml in PACKAGE.glob("places/data/*/authority.toml"):
        facts = tomllib.loads(toml.read_text(encoding="utf-8"))
        districts = (toml.parent / "districts.csv").read_text(encoding="utf-8").splitlines()[1:]
        words |= {word for row in districts for word in row.split(",")}
        words |= {facts["name"], facts["ons_code"], re.sub(r"(ford)?shire$", "s", facts["name"])}
    return re.compile(rf"\b({'|'.join(sorted(map(re.escape, words)))})\b", re.IGNORECASE)


def spoken(tree: ast.AST) -> Iterator[str]:
    """Every text of a module but its explanations: those may quote the mission."""
    explained = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in explained:
            yield node.value


def named_in(texts: Iterator[str]) -> set[str]:
    pattern = county_words()
    return {found[0] for text in texts for found in [pattern.search(text)] if found}


def pages() -> list[Path]:
    return [
        path
        for path in sorted(PACKAGE.rglob("*"))
        if path.suffix in TEXTS and not DATA & set(path.relative_to(PACKAGE).parts)
    ]


def test_the_words_are_those_of_the_county_that_ships():
    assert county_words().search("Welcome to Hertfordshire")
    assert county_words().search("herts families")
    assert not county_words().search("Wealdmoor")


def test_no_code_names_a_county():
    code = [source for source in sources("src") if not DATA & set(source.path.relative_to(PACKAGE).parts)]
    assert len(code) > 100
    assert not {source.name: named for source in code if (named := named_in(spoken(source.tree)))}


def test_no_page_names_a_county():
    assert not {path.name: named for path in pages() if (named := named_in(iter([path.read_text("utf-8")])))}


@pytest.mark.parametrize("planted", ['NAME = "Hertfordshire"', "def f():\n    return f'in {x} Stevenage'"])
def test_a_county_in_code_is_seen(planted):
    assert named_in(spoken(ast.parse(planted)))


def test_an_explanation_may_quote():
    assert not named_in(spoken(ast.parse('"""As Hertfordshire says."""\nX = 1')))
