"""Habits that a reader can rely on without looking."""

import ast
import re
from collections.abc import Callable

import pytest

from tests.house.tree import PACKAGE, kept_texts, sources

TOO_BROAD = {"Exception", "BaseException"}
SIGNALS = re.compile(r"^(django\.dispatch|django\.(db\.models|core|test)\.signals)")
LEFT_FOR_LATER = re.compile("|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X")))
CODE = sources("src")


def catches_anything(node: ast.AST) -> bool:
    if not isinstance(node, ast.ExceptHandler):
        return False
    caught = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
    return any(kind is None or (isinstance(kind, ast.Name) and kind.id in TOO_BROAD) for kind in caught)


def imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.ImportFrom):
        return [node.module or "", *(f"{node.module}.{name.name}" for name in node.names)]
    return [name.name for name in node.names] if isinstance(node, ast.Import) else []


def prints(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"


def places(found: Callable[[ast.AST], object]) -> list[str]:
    """Where in the code something is found, as file:line."""
    nodes = ((source.name, node) for source in CODE for node in ast.walk(source.tree) if found(node))
    return [f"{name}:{getattr(node, 'lineno', 0)}" for name, node in nodes]


def test_nothing_is_caught_that_was_not_foreseen():
    assert not places(catches_anything)


@pytest.mark.parametrize("planted", ["except:", "except Exception:", "except (ValueError, BaseException) as error:"])
def test_a_broad_except_is_seen(planted):
    tree = ast.parse(f"try:\n    pass\n{planted}\n    pass")
    assert any(catches_anything(node) for node in ast.walk(tree))


def test_nothing_happens_by_signal():
    assert not places(lambda node: any(SIGNALS.match(name) for name in imported(node)))


def test_nothing_prints_but_the_console_command():
    assert not [place for place in places(prints) if not place.startswith("src/fingerpost/launch/")]


def test_nothing_is_left_for_later():
    assert not [name for name, text in kept_texts().items() if LEFT_FOR_LATER.search(text) and _ours(name)]


def _ours(name: str) -> bool:
    return name.endswith((".py", ".html", ".md", ".scss", ".toml")) or name.startswith("assets/js")


def test_only_the_clock_reads_the_clock():
    reading = re.compile(r"\b(timezone\.(now|localdate|localtime)\(\)|datetime\.now\(|date\.today\()")
    clock = PACKAGE / "base" / "clock.py"
    assert not [source.name for source in CODE if source.path != clock and reading.search(source.text)]
