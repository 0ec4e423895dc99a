"""Keying paper in: every question is one box, in the order of the paper, and what is ticked is typed as numbers.

A hand that never leaves the keyboard: a date is one box, `27 3 2024`; the third answer is `3`, the first and the fourth
are `1 4`; yes and no are `y` and `n`. What was typed before is shown in the same way.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from fingerpost.registration.rules.answers import Answers, texts
from fingerpost.registration.rules.asking import Asked, every
from fingerpost.registration.rules.form import Form, Option
from fingerpost.registration.rules.sheet import title_of
from fingerpost.registration.rules.words import ENGLISH, languages
from fingerpost.registration.vocabulary import Kind, Repeats

LEAST: Final = {Repeats.ADULTS: 1, Repeats.CHILDREN: 1}
MOST: Final = 6
_YES: Final = frozenset({"y", "yes", "1", "x"})
_NO: Final = frozenset({"n", "no", "2"})
_NUMBERED: Final = {Kind.CHOICE, Kind.CHOICES}
_NUMBERS: Final = re.compile(r"[\s,;.+]+")


@dataclass(frozen=True, slots=True)
class Box:
    """A box to key into. key: the sign by which each answer is typed, beside what it means. title: as on paper."""

    asked: Asked
    typed: str
    key: tuple[tuple[str, str], ...]
    title: str

    @property
    def path(self) -> str:
        return self.asked.path

    @property
    def many_lines(self) -> bool:
        return self.asked.question.kind is Kind.NOTE


def boxes(form: Form, answers: Answers, adults: int, children: int) -> Iterator[Box]:
    """Every box for so many adults and children, as the paper has them, with what was keyed in already."""
    for each in every(form, adults, children):
        title = title_of(each.section, each.number, languages()[ENGLISH]).text
        yield Box(each, shown(each, texts(answers, each.path)), keys(each), title)


def keys(each: Asked) -> tuple[tuple[str, str], ...]:
    """By what each answer of a question is typed."""
    kind = each.question.kind
    if kind in _NUMBERED:
        return tuple((str(place), option.label) for place, option in enumerate(each.question.options, start=1))
    return {Kind.YESNO: (("y", "Yes"), ("n", "No")), Kind.TICK: (("y", "Yes"),)}.get(kind, ())


def shown(each: Asked, said: Sequence[str]) -> str:
    """An answer as it is keyed in."""
    kind = each.question.kind
    if kind in _NUMBERED:
        places = {option.value: str(place) for place, option in enumerate(each.question.options, start=1)}
        return " ".join(places.get(value, value) for value in said)
    if kind in {Kind.YESNO, Kind.TICK}:
        return " ".join(value[:1] if value in {"yes", "no"} else value for value in said)
    return ("\n" if kind is Kind.NOTE else " ").join(said)


def keyed(each: Asked, typed: str) -> list[str]:
    """What was keyed in, as an answer; what means nothing is kept as it was typed, and complained of."""
    kind = each.question.kind
    if kind in _NUMBERED:
        return [_value(each.question.options, sign) for sign in _NUMBERS.split(typed.strip()) if sign]
    if kind in {Kind.YESNO, Kind.TICK}:
        return [_yes_or_no(typed)] if typed.strip() else []
    return [typed.strip()] if typed.strip() else []


def answers_of(form: Form, posted: Mapping[str, str], adults: int, children: int) -> dict[str, list[str]]:
    """All that was keyed in, by the paths of the questions."""
    return {each.path: keyed(each, posted.get(each.path, "")) for each in every(form, adults, children)}


def people(answers: Answers, repeats: Repeats, asked: str = "") -> int:
    """How many adults or children there are boxes for: as many as are wanted, and never fewer than were told about."""
    begun = [path.split("/")[1] for path in answers if path.startswith(f"{repeats}/")]
    told = 1 + max((int(number) for number in begun if number.isdecimal()), default=0)
    wanted = int(asked) if asked.isdecimal() and len(asked) < 3 else 0
    return min(MOST, max(told, wanted, LEAST[repeats]))


def _value(options: Sequence[Option], sign: str) -> str:
    place = int(sign) if sign.isdecimal() and len(sign) < 4 else 0
    return options[place - 1].value if 0 < place <= len(options) else sign


def _yes_or_no(typed: str) -> str:
    said = typed.strip().lower()
    return "yes" if said in _YES else "no" if said in _NO else typed.strip()
