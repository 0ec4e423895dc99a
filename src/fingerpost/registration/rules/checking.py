"""What is wrong with a form as it is filled in, and how far it has come."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from fingerpost.families.rules.ages import years_old
from fingerpost.families.rules.entering import LONGEST_WAIT, OLDEST
from fingerpost.registration.rules.answers import YES, day, fault_in, texts
from fingerpost.registration.rules.asking import Filling, Laid, Put, Step, hold, laid, layout, questions, steps
from fingerpost.registration.rules.form import Page
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
    return [each for page in layout(filling).pages if hold(filling, page.asked) for each in _problems(filling, page)]


def problems_of(filling: Filling, step: Step) -> Iterator[Complaint]:
    """What is wrong with one page."""
    return _problems(filling, laid(filling, step))


def _problems(filling: Filling, page: Laid) -> Iterator[Complaint]:
    answers = filling.answers
    for put in page.puts:
        # Nothing is wrong with leaving empty what may be left empty, whether it is asked or not: most questions are so.
        if not (put.path in answers or put.each.question.required) or not hold(filling, put.asked):
            continue
        if sentence := _sentence(filling, put, texts(answers, put.path)):
            yield Complaint(put.path, sentence)
    if page.step.page and page.step.page.one_of:
        yield from _none_of(filling, page, page.step.page)


def _sentence(filling: Filling, put: Put, said: Sequence[str]) -> str:
    question = put.each.question
    if not said:
        return question.missing or str(Fault.ANSWER.label) if put.required(filling) else ""
    wrong = fault_in(question, said, put.most) or _fault_today(filling, put, said)
    if wrong is Fault.TOO_LONG:
        return str(wrong.label) % {"most": put.most}
    if wrong:
        return str(wrong.label)
    return question.not_among if question.among and _contradicts(filling, put, said) else ""


def _contradicts(filling: Filling, put: Put, said: Sequence[str]) -> bool:
    """Whether an answer is not among those that another question allows, although one of them could be chosen here.

    Where none could, nobody is held up: what is not said to be safe is not done.
    """
    there = replace(put.each, question=replace(put.each.question, key=put.each.question.among)).path
    allowed = set(texts(filling.answers, there)) & {option.value for option in put.options(filling)}
    return bool(allowed) and not set(said) <= allowed


def _fault_today(filling: Filling, put: Put, said: Sequence[str]) -> Fault | None:
    """What is wrong with an answer today, or for somebody of this age."""
    question = put.each.question
    if question.kind is Kind.DATE:
        return _fault_of_day(question.key, day(said), filling.on)
    if put.limited and not set(said) <= {option.value for option in put.options(filling)}:
        return Fault.NO_OPTION
    if question.kind is Kind.TICK and question.required and tuple(said) != (YES,):
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


def _none_of(filling: Filling, page: Laid, told: Page) -> Iterator[Complaint]:
    """Where at least one of some questions is to be answered, and none is."""
    if told.one_of_only is Only.FIRST and page.step.number:
        return
    paths = [put.path for put in page.puts if put.each.question.key in told.one_of and hold(filling, put.asked)]
    if paths and not any(texts(filling.answers, path) for path in paths):
        yield Complaint(paths[0], told.one_of_missing)


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
