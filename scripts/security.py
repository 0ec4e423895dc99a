"""Write docs/security.md: how each requirement of OWASP ASVS 5.0, levels 1 and 2, is answered.

    .venv/bin/python scripts/security.py

The answers stand in docs/security.toml: tests that prove it, a reason why it is otherwise, or what is not there yet.
A house test compares page, answers, tests and list, so that none of them can grow old.
"""

import ast
import sys
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ANSWERS = ROOT / "docs" / "security.toml"
PAGE = ROOT / "docs" / "security.md"
CHAPTERS = {
    1: "What comes in and goes out",
    2: "Checking, order and limits",
    3: "In the browser",
    4: "Requests and answers",
    5: "Files",
    6: "Who somebody is",
    7: "Sessions",
    8: "Who may do what",
    9: "Signed tokens",
    10: "Single sign-on",
    11: "Cryptography",
    12: "On the wire",
    13: "Configuration",
    14: "Looking after data",
    15: "Building safely",
    16: "Logs and failures",
    17: "Sound and pictures live",
}
KINDS = {"tests": "proved by tests", "reason": "answered by a reason", "not_yet": "not yet"}
HEAD = """# How each security requirement is answered

The measure is the [OWASP Application Security Verification Standard 5.0](https://github.com/OWASP/ASVS), levels 1 and
2, by the OWASP Foundation (CC BY-SA 4.0). Its numbers are theirs; what each asks is said here in a few words of ours,
and the standard's own words count. This page is written by `scripts/security.py` from [security.toml](security.toml); a
house test fails if a test that is named here is gone or is skipped. The decisions behind the answers stand in
[keeping-safe.md](keeping-safe.md).
"""


@dataclass(frozen=True, slots=True)
class Requirement:
    """One requirement, and how it is answered."""

    number: str
    level: int
    asks: str
    tests: tuple[str, ...] = ()
    reason: str = ""
    not_yet: str = ""

    @property
    def order(self) -> tuple[int, ...]:
        return tuple(int(part) for part in self.number.split("."))

    @property
    def kind(self) -> str:
        """What it is counted as: what is missing first, then what is otherwise, then what is proved."""
        return "not_yet" if self.not_yet else "reason" if self.reason else "tests"

    @property
    def answer(self) -> str:
        links = " · ".join(map(link, self.tests))
        said = f"*Not yet.* {self.not_yet}" if self.not_yet else self.reason
        return " ".join(filter(None, [said, links]))


def requirements(text: str) -> list[Requirement]:
    """The answers, in the order of the standard."""
    found = [
        Requirement(number=number, **entry | {"tests": tuple(entry.get("tests", ()))})
        for number, entry in tomllib.loads(text).items()
    ]
    return sorted(found, key=lambda requirement: requirement.order)


def link(test: str) -> str:
    """A test, as the page leads to it."""
    path, _, name = test.partition("::")
    return f"[{name.removeprefix('test_').replace('_', ' ')}](../{path})"


@cache
def runs_in(path: str) -> frozenset[str]:
    """The tests of a file that are collected and not skipped."""
    file = ROOT / path
    if not (file.is_file() and file.name.startswith("test_") and path.startswith("tests/")):
        return frozenset()
    module = ast.parse(file.read_text(encoding="utf-8"))
    found = [node for node in module.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]
    return frozenset(node.name for node in found if not any(map(_stands_back, node.decorator_list)))


def _stands_back(decorator: ast.expr) -> bool:
    return any(isinstance(node, ast.Attribute) and node.attr in {"skip", "xfail"} for node in ast.walk(decorator))


def is_run(test: str) -> bool:
    """Whether `tests/path/test_file.py::test_name` is there, and run."""
    path, _, name = test.partition("::")
    return name in runs_in(path)


def written(answers: list[Requirement]) -> str:
    """The page."""
    chapters = [chapter(number, title, answers) for number, title in CHAPTERS.items()]
    return "\n\n".join([HEAD + "\n" + counts(answers), *chapters]) + "\n"


def counts(answers: list[Requirement]) -> str:
    """How many stand how, by level."""
    rows = ["| | Level 1 | Level 2 | Both |", "|---|---|---|---|"]
    tally = Counter((answer.kind, answer.level) for answer in answers)
    for kind, name in KINDS.items():
        first, second = tally[kind, 1], tally[kind, 2]
        rows.append(f"| {name} | {first} | {second} | {first + second} |")
    first, second = (sum(answer.level == level for answer in answers) for level in (1, 2))
    return "\n".join([*rows, f"| **all** | {first} | {second} | {len(answers)} |"])


def chapter(number: int, title: str, answers: list[Requirement]) -> str:
    rows = [
        f"| {each.number} | {each.level} | {each.asks} | {each.answer} |" for each in answers if each.order[0] == number
    ]
    return "\n".join([f"## {number}. {title}", "", "| No. | Level | Asks | Answer |", "|---|---|---|---|", *rows])


def main() -> int:
    PAGE.write_text(written(requirements(ANSWERS.read_text(encoding="utf-8"))), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
