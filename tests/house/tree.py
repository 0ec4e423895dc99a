"""What the house tests look at: the files of the repository, read once."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "fingerpost"
DESKS = PACKAGE / "desks"
NOT_APPS = frozenset({"desks", "templates", "static", "staticfiles", "locale", "__pycache__"})

Function = ast.FunctionDef | ast.AsyncFunctionDef


class Source(NamedTuple):
    """A Python file and what it says."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        return str(self.path.relative_to(ROOT))


@cache
def sources(*folders: str) -> list[Source]:
    """Every Python file under the folders of the repository, migrations left out: Django writes those."""
    found = sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return [_read(path) for path in found if "migrations" not in path.parts]


def _read(path: Path) -> Source:
    text = path.read_text(encoding="utf-8")
    return Source(path, text, ast.parse(text, str(path)))


def apps() -> list[Path]:
    """The folders of the apps, without the desks."""
    return sorted(path for path in PACKAGE.iterdir() if path.is_dir() and path.name not in NOT_APPS)


def desks() -> list[Path]:
    return sorted(path for path in DESKS.iterdir() if path.is_dir() and path.name != "__pycache__")


def functions(source: Source) -> Iterator[Function]:
    return (node for node in ast.walk(source.tree) if isinstance(node, Function))


def length(node: ast.stmt) -> int:
    """Lines from the first word of a definition to its last."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


@cache
def kept_files() -> list[Path]:
    """Every file that is kept in the repository, or about to be."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [path for line in listed.splitlines() if (path := ROOT / line).is_file()]


@cache
def kept_texts() -> dict[str, str]:
    """The readable ones among them, by their path in the repository."""
    texts = {}
    for path in kept_files():
        try:
            texts[str(path.relative_to(ROOT))] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
    return texts
