"""Each security requirement of levels 1 and 2 has an answer, and what the answer names is there."""

import csv
import os
from collections import Counter
from pathlib import Path

import pytest

from scripts.security import ANSWERS, CHAPTERS, PAGE, ROOT, Requirement, is_run, requirements, written

THE_STANDARD = Path(os.environ.get("FINGERPOST_ASVS", ROOT.parent / "shared" / "asvs-5.0.tsv"))
ALL = requirements(ANSWERS.read_text(encoding="utf-8"))


def test_every_requirement_of_both_levels_is_there_once():
    assert Counter(answer.level for answer in ALL) == {1: 70, 2: 183}
    assert {answer.order[0] for answer in ALL} == set(CHAPTERS)


def test_the_list_is_the_standards():
    if not THE_STANDARD.is_file():
        pytest.skip("ASVS 5.0 as a table is not on this machine; FINGERPOST_ASVS may say where it is")
    with THE_STANDARD.open(encoding="utf-8", newline="") as table:
        rows = csv.reader(table, delimiter="\t", quoting=csv.QUOTE_NONE)
        theirs = {(number, level) for number, level, *_ in rows if level in {"1", "2"}}
    assert {(answer.number, str(answer.level)) for answer in ALL} == theirs


def test_the_page_is_up_to_date():
    assert PAGE.read_text(encoding="utf-8") == written(ALL), "run .venv/bin/python scripts/security.py"


def problems(answer: Requirement) -> list[str]:
    """What is wrong with an answer, in words."""
    found = [f"there is no such test: {test}" for test in answer.tests if not is_run(test)]
    if answer.reason and answer.not_yet:
        found.append("has a reason and is not yet")
    said = answer.reason or answer.not_yet
    if not (answer.tests or said):
        found.append("has no answer")
    if said and not (said[0].isupper() and said.endswith(".") and len(said.split()) > 4):
        found.append("is not answered by a whole sentence")
    return found


@pytest.mark.parametrize("answer", ALL, ids=lambda answer: answer.number)
def test_an_answer_holds(answer):
    assert not problems(answer)


HERE = "tests/house/test_security.py::test_an_answer_holds"


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (Requirement("1.1.1", 1, "…"), "has no answer"),
        (Requirement("1.1.1", 1, "…", reason="does not apply"), "is not answered by a whole sentence"),
        (Requirement("1.1.1", 1, "…", (HERE,), "Is so, and well so.", "Is not so yet."), "has a reason and is not yet"),
        (Requirement("1.1.1", 1, "…", (HERE + "_no_more",)), f"there is no such test: {HERE}_no_more"),
        (
            Requirement("1.1.1", 1, "…", ("tests/house/tree.py::apps",)),
            "there is no such test: tests/house/tree.py::apps",
        ),
    ],
)
def test_a_weak_answer_is_seen(answer, problem):
    assert problem in problems(answer)
