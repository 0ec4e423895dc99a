"""A sheet that was filled in on a screen and sent back, read field by field. What was typed is kept as it was typed."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from fingerpost.registration.rules.answers import Answers
from fingerpost.registration.rules.asking import Asked, every
from fingerpost.registration.rules.form import Form
from fingerpost.registration.rules.pictures import Trouble, Unusable
from fingerpost.registration.rules.sheet import ADULTS, BETWEEN, CHILDREN, CODE, MORE_ADULTS, MORE_CHILDREN, Code
from fingerpost.registration.vocabulary import Kind

_OFF: Final = {"", "/Off", "Off"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """What a sheet says: which sheet it is, and what was answered, by the paths of the questions."""

    code: Code
    answers: Answers


def returned(fields: Mapping[str, str], form: Form) -> Returned:
    """What was answered on a sheet of ours. Raises Unusable where it is another document, or is empty."""
    code = Code.read(fields.get(CODE, ""))
    if code is None:
        raise Unusable(Trouble.NOT_OURS)
    asked = {each.path: each for each in every(form, ADULTS + MORE_ADULTS, CHILDREN + MORE_CHILDREN)}
    answers: dict[str, list[str]] = defaultdict(list)
    for name, text in fields.items():
        path, tick, value = name.partition(BETWEEN)
        said = _ticked(asked.get(path), value, text) if tick else _typed(asked.get(path), text)
        if said:
            answers[path].append(said)
    if not answers:
        raise Unusable(Trouble.NOTHING_IN_IT)
    return Returned(
        code=code, answers={**_of_code(code, asked), **{path: tuple(said) for path, said in answers.items()}}
    )


def _ticked(each: Asked | None, value: str, text: str) -> str:
    known = each and value in ({option.value for option in each.question.options} or {"yes", "no"})
    return value if known and text not in _OFF else ""


def _typed(each: Asked | None, text: str) -> str:
    """What was typed, without what no keyboard has."""
    if each is None:
        return ""
    lines = (" ".join("".join(letter for letter in line if letter.isprintable()).split()) for line in text.splitlines())
    return "\n".join(filter(None, lines))


def _of_code(code: Code, asked: Mapping[str, Asked]) -> dict[str, tuple[str, ...]]:
    """What the sheet itself answers: the centre that gave it out."""
    centres = [path for path, each in asked.items() if each.question.kind is Kind.CENTRE]
    return dict.fromkeys(centres, (code.centre,)) if code.centre else {}
