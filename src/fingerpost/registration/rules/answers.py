"""Answers as they were typed, and what they mean. What was typed is kept whole, also where it means nothing to us.

Answers are a flat mapping: the path of a question to the texts that were typed there. A date is one text, or three.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final

from fingerpost.families.rules.contacts import kept_number
from fingerpost.families.rules.entering import read_postcode
from fingerpost.registration.rules.form import Question
from fingerpost.registration.vocabulary import Fault, Kind

Answers = Mapping[str, Sequence[str]]
Value = str | date | bool | tuple[str, ...] | None

YES: Final = "yes"
NO: Final = "no"
YES_OR_NO: Final = frozenset({YES, NO})
LONGEST: Final = {Kind.TEXT: 200, Kind.NOTE: 4_000, Kind.EMAIL: 254}
USUALLY_LONGEST: Final = 100
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAY: Final = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s./,-]+(\d{1,2}|[a-z]{3,9})[\s./,-]+(\d{4})")


def texts(answers: Answers, path: str) -> tuple[str, ...]:
    """What was typed at a path, without what is empty."""
    typed = answers.get(path)
    return tuple([said for text in typed if (said := text.strip())]) if typed else ()


def text(answers: Answers, path: str) -> str:
    """What was typed at a path, as one text."""
    return " ".join(texts(answers, path))


def day(typed: Sequence[str]) -> date | None:
    """The day that was typed: `27 3 2024`, in one box or in three; `27/3/2024`, `27 March 2024`, `2024-03-27`."""
    written = " ".join(typed).strip().lower()
    iso, usual = _ISO.fullmatch(written), _DAY.fullmatch(written)
    if iso:
        return _date(*(int(part) for part in iso.groups()))
    return _date(int(usual[3]), _month(usual[2]), int(usual[1])) if usual else None


def _month(written: str) -> int:
    if written.isdecimal():
        return int(written)
    return _MONTHS.index(written[:3]) + 1 if written[:3] in _MONTHS else 0


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _postcode(said: Sequence[str]) -> str | None:
    read = read_postcode(" ".join(said))
    return read.compact if read else None


_MEANS: Final[Mapping[Kind, Callable[[Sequence[str]], Value]]] = {
    Kind.DATE: day,
    Kind.POSTCODE: _postcode,
    Kind.PHONE: lambda said: kept_number(" ".join(said)),
    Kind.CHOICES: tuple,
    Kind.YESNO: lambda said: said[0] == YES,
    Kind.TICK: lambda said: said[0] == YES,
}


def value(question: Question, typed: Sequence[str]) -> Value:
    """What an answer means; None for one that is empty, or that `fault` finds wanting."""
    said = [each.strip() for each in typed if each.strip()]
    return meant(question, said, longest(question)) if said else None


def meant(question: Question, said: Sequence[str], most: int) -> Value:
    """The same of texts that are not empty, for whoever knows already how many letters there may be at most."""
    return None if fault_in(question, said, most) else _MEANS.get(question.kind, " ".join)(said)


def fault(question: Question, typed: Sequence[str]) -> Fault | None:
    """What is wrong with what was typed, whatever day it is. Nothing typed is nothing wrong."""
    said = [each.strip() for each in typed if each.strip()]
    return fault_in(question, said, longest(question)) if said else None


def fault_in(question: Question, said: Sequence[str], most: int) -> Fault | None:
    """The same of texts that are not empty, for whoever knows already how many letters there may be at most."""
    return Fault.TOO_LONG if sum(map(len, said)) > most else _fault(question, said)


def longest(question: Question) -> int:
    """How many letters an answer may have."""
    return sum(len(option.value) for option in question.options) or LONGEST.get(question.kind, USUALLY_LONGEST)


def _fault(question: Question, said: Sequence[str]) -> Fault | None:
    if (judged := _JUDGED.get(question.kind)) is not None:
        sound, wrong = judged
        return None if sound(said) else wrong
    return None if question.kind in _FREE else _fault_of_choice(question, said)


def _is_postcode(said: Sequence[str]) -> bool:
    read = read_postcode(" ".join(said))
    return read is not None and read.whole


def _fault_of_choice(question: Question, said: Sequence[str]) -> Fault | None:
    if not (question.values or YES_OR_NO).issuperset(said):
        return Fault.NO_OPTION
    return Fault.ONLY_ONE if len(said) > 1 and question.kind is not Kind.CHOICES else None


def _is_email(said: Sequence[str]) -> bool:
    written = " ".join(said)
    name, _at, host = written.partition("@")
    return bool(name and "." in host.strip(".") and "@" not in host and " " not in written)


_FREE: Final = frozenset({Kind.TEXT, Kind.NOTE, Kind.CENTRE})
_JUDGED: Final[Mapping[Kind, tuple[Callable[[Sequence[str]], object], Fault]]] = {
    Kind.DATE: (day, Fault.NO_DATE),
    Kind.POSTCODE: (_is_postcode, Fault.NO_POSTCODE),
    Kind.PHONE: (lambda said: kept_number(" ".join(said)), Fault.NO_NUMBER),
    Kind.EMAIL: (_is_email, Fault.NO_EMAIL),
}
