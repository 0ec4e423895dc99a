"""Every write leaves a record: each operation adds an audit event, itself or through another operation."""

import ast
from pathlib import Path

import pytest

from tests.house.tree import PACKAGE, Source, sources

# What the record itself offers: each of them adds an entry.
RECORDERS = frozenset({"record", "record_broken_glass", "list_unusual"})


def operation_files() -> list[Source]:
    """All operations, but for the one that writes the record itself."""
    return [source for source in sources("src") if _is_operations(source.path)]


def _is_operations(path: Path) -> bool:
    app, room, *_ = *path.relative_to(PACKAGE).with_suffix("").parts, ""
    return room == "operations" and app != "audit"


def calls(function: ast.FunctionDef) -> set[str]:
    """The last names of everything a function calls, or hands on to be called, by `partial`."""
    made = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
    handed_on = [node.args[0] for node in made if "partial" in _last_name(node.func)]
    return {name for each in (*(node.func for node in made), *handed_on) for name in _last_name(each)}


def _last_name(node: ast.expr) -> set[str]:
    if isinstance(node, ast.Name | ast.Attribute):
        return {node.id if isinstance(node, ast.Name) else node.attr}
    return set()


def offered(tree: ast.Module, *, alone: bool) -> set[str]:
    """A room of one file offers every name without an underscore, a folder what its door lists."""
    if alone:
        return {name for name in defined(tree) if not name.startswith("_")}
    listed = [node.value for node in tree.body if isinstance(node, ast.Assign)]
    return {str(item.value) for value in listed for item in ast.walk(value) if isinstance(item, ast.Constant)}


def defined(tree: ast.Module) -> dict[str, ast.FunctionDef]:
    return {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}


def recorded(functions: dict[str, ast.FunctionDef]) -> set[str]:
    """The functions from which a way leads to the recorder."""
    graph = {name: calls(function) for name, function in functions.items()}
    found = set(RECORDERS)
    while more := {name for name, called in graph.items() if called & found} - found:
        found |= more
    return found


def test_every_operation_is_recorded():
    files = operation_files()
    functions = {name: node for source in files for name, node in defined(source.tree).items()}
    doors = [source for source in files if source.path.stem in {"operations", "__init__"}]
    operations = {
        name for door in doors for name in offered(door.tree, alone=door.path.stem == "operations") if name in functions
    }
    assert operations, "the search found nothing to look at"
    assert not operations - recorded(functions)


PLANTED = """
def rename(centre): centre.save()
def close(centre): _tell(centre)
def _tell(centre): record("close centre")
def shut(centre): later(partial(_tell, centre))
"""


@pytest.mark.parametrize(("name", "found"), [("rename", False), ("close", True), ("shut", True)])
def test_an_operation_without_a_record_is_seen(name, found):
    assert (name in recorded(defined(ast.parse(PLANTED)))) is found
