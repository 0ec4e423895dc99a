"""What is wrong with a form as it is filled in, and how far it has come."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from fingerpost.families.rules.ages import years_old
from fingerpost.families.rules.entering import LONGEST_WAIT, OLDEST
from fingerpost.registration.rules.answers import day, fault, longest, texts
from fingerpost.registration.rules.asking import Asked, Filling, Step, options, questions, required, steps
from fingerpost.registration.vocabulary import Fault, Kind, Only

DUE: Final = "due_on"
BORN: Final = "date_of_birth"


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong with the answer at a path, in a sentence."""

    path: str
    sentence: str


class Standing(StrEnum):
    """How far a section has come."""

    NOT_STARTED = "not-started"
    STARTED = "started"
    COMPLETE = "complete"


def problems(filling: Filling) -> list[Complaint]:
    """Everything that is wrong, in the order in which it is asked."""
    return [complaint for step in steps(filling) for complaint in problems_of(filling, step)]


def problems_of(filling: Filling, step: Step) -> Iterator[Complaint]:
    """What is wrong with one page."""
    for each in questions(filling, step):
        if sentence := _sentence(filling, each):
            yield Complaint(each.path, sentence)
    yield from _none_of(filling, step)


def _sentence(filling: Filling, each: Asked) -> str:
    said = texts(filling.answers, each.path)
    if not said:
        return each.question.missing or str(Fault.ANSWER.label) if required(filling, each) else ""
    wrong = fault(each.question, said) or _fault_today(filling, each)
    if wrong is Fault.TOO_LONG:
        return str(wrong.label) % {"most": longest(each.question)}
    if wrong:
        return str(wrong.label)
    return each.question.not_among if _contradicts(filling, each) else ""


def _contradicts(filling: Filling, each: Asked) -> bool:
    """Whether an answer is not among those that another question allows, although one of them could be chosen here.

    Where none could, nobody is held up: what is not said to be safe is not done.
    """
    if not each.question.among:
        return False
    there = replace(each, question=replace(each.question, key=each.question.among)).path
    allowed = set(texts(filling.answers, there)) & {option.value for option in options(filling, each)}
    return bool(allowed) and not set(texts(filling.answers, each.path)) <= allowed


def _fault_today(filling: Filling, each: Asked) -> Fault | None:
    """What is wrong with an answer today, or for somebody of this age."""
    said = texts(filling.answers, each.path)
    if each.question.kind is Kind.DATE:
        return _fault_of_day(each.question.key, day(said), filling.on)
    if each.question.options and not set(said) <= {option.value for option in options(filling, each)}:
        return Fault.NO_OPTION
    if each.question.kind is Kind.TICK and each.question.required and said != ("yes",):
        return Fault.ANSWER
    return None


def _fault_of_day(key: str, told: date | None, on: date) -> Fault | None:
    if told is None:
        return Fault.NO_DATE
    if key == DUE:
        return Fault.DUE_TOO_FAR if abs(told - on) > LONGEST_WAIT else None
    if told > on:
        return Fault.NOT_YET_BORN if key == BORN else Fault.STILL_TO_COME
    return Fault.TOO_LONG_AGO if years_old(told, on) > OLDEST else None


def _none_of(filling: Filling, step: Step) -> Iterator[Complaint]:
    """Where at least one of some questions is to be answered, and none is."""
    page = step.page
    if page is None or not page.one_of or (page.one_of_only is Only.FIRST and step.number):
        return
    paths = [each.path for each in questions(filling, step) if each.question.key in page.one_of]
    if not any(texts(filling.answers, path) for path in paths):
        yield Complaint(paths[0], page.one_of_missing)


def standing(filling: Filling) -> dict[str, Standing]:
    """How far each section has come, by its key."""
    return {section.key: _standing(filling, section.key) for section in filling.form.sections}


def _standing(filling: Filling, section: str) -> Standing:
    own = [step for step in steps(filling) if step.section.key == section]
    wrong = any(complaint for step in own for complaint in problems_of(filling, step))
    begun = any(texts(filling.answers, each.path) for step in own for each in questions(filling, step))
    if not begun:
        return Standing.NOT_STARTED
    return Standing.STARTED if wrong else Standing.COMPLETE


def step_at(filling: Filling, path: str) -> Step | None:
    """The page of this path, if it is asked."""
    return next((step for step in steps(filling) if step.path == path), None)


def after(filling: Filling, path: str) -> Step | None:
    """The page after this one; None after the last."""
    return _beside(list(steps(filling)), path, 1)


def before(filling: Filling, path: str) -> Step | None:
    """The page before this one; None before the first."""
    return _beside(list(steps(filling)), path, -1)


def _beside(every: list[Step], path: str, way: int) -> Step | None:
    here = next((place for place, step in enumerate(every) if step.path == path), None)
    if here is None:
        return None
    return every[here + way] if 0 <= here + way < len(every) else None


def first_to_do(filling: Filling) -> Step | None:
    """The first page on which something is wrong or missing; None where the form can be sent."""
    return next((step for step in steps(filling) if any(problems_of(filling, step))), None)
