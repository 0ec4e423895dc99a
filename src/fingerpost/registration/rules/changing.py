"""Changing what was answered: page by page, and leaving a person out again."""

import json
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Final

from fingerpost.registration.rules.answers import Answers
from fingerpost.registration.rules.form import Form
from fingerpost.registration.vocabulary import Repeats

ALL: Final = 400  # paths in one form
LETTERS: Final = 60_000


def merged(answers: Answers, typed: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """What was answered before, with what was typed now in its place. What is empty is not kept."""
    every = {**answers, **typed}
    return {path: list(said) for path, said in every.items() if any(each.strip() for each in said)}


def seen(answers: Answers, paths: Iterable[str]) -> str:
    """What stands for the answers at some paths, so that a page can tell whether they changed since it was shown."""
    said = {path: list(answers.get(path, ())) for path in paths if any(answers.get(path, ()))}
    return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]


def too_much(answers: Answers) -> bool:
    """Whether somebody sends more than a form can hold."""
    return len(answers) > ALL or sum(len(each) for said in answers.values() for each in said) > LETTERS


def without(form: Form, answers: Answers, repeats: Repeats, number: int) -> dict[str, list[str]]:
    """The answers without one adult or child; those after move up."""
    kept: dict[str, list[str]] = {}
    for path, said in answers.items():
        if moved := _moved(form, path.split("/"), repeats, number):
            kept["/".join(moved)] = list(said)
    return kept


def _moved(form: Form, parts: list[str], repeats: Repeats, number: int) -> list[str] | None:
    """Where a path is afterwards; None where it is about whoever is left out."""
    section = next((section for section in form.sections if section.key == parts[0]), None)
    places = [1] if section and section.repeats is repeats else []
    if repeats is Repeats.ADULTS and len(parts) == 4:
        places.append(3)
    for place in places:
        if not parts[place].isdecimal():
            continue
        if int(parts[place]) == number:
            return None
        if int(parts[place]) > number:
            parts[place] = str(int(parts[place]) - 1)
    return parts
