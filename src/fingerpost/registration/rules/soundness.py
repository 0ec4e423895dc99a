"""Whether a form that an authority wrote can be used: its words and questions are theirs, what they mean is ours."""

from collections import Counter
from collections.abc import Iterator
from enum import Enum
from typing import Final

from fingerpost.families.vocabulary import Living, Relationship, Responsibility
from fingerpost.registration.rules.form import Form, Page, Question, Section, When
from fingerpost.registration.vocabulary import Kind, Repeats
from fingerpost.sharing.vocabulary import Purpose

# Without these no family can be entered, or none that is safe.
NEEDED: Final = {
    "adults/given_name": Kind.TEXT,
    "adults/date_of_birth": Kind.DATE,
    "adults/safe": Kind.CHOICES,
    "home/hidden": Kind.CHOICE,
    "home/address": Kind.NOTE,
    "home/postcode": Kind.POSTCODE,
    "home/centre": Kind.CENTRE,
    "children/born": Kind.CHOICE,
    "children/due_on": Kind.DATE,
    "children/date_of_birth": Kind.DATE,
    "children/relationship": Kind.CHOICE,
}
# What an answer may be where it becomes part of a family's record.
OURS: Final[dict[str, tuple[type[Enum] | tuple[str, ...], Kind]]] = {
    "adults/living": (Living, Kind.CHOICE),
    "adults/agreed": (("yes", "ask", "no"), Kind.CHOICE),
    "home/hidden": (("yes", "no", "not-sure"), Kind.CHOICE),
    "children/born": (("born", "expected"), Kind.CHOICE),
    "children/expected": (("1", "2", "3", "4"), Kind.CHOICE),
    "children/living": (Living, Kind.CHOICE),
    "children/relationship": (Relationship, Kind.CHOICE),
    "children/responsibility": (Responsibility, Kind.CHOICE),
}
CHOOSING: Final = {Kind.CHOICE, Kind.CHOICES}


def faults(form: Form) -> list[str]:
    """What is wrong with a form, each in a sentence for whoever wrote it; empty where it can be used."""
    here = {f"{section.key}/{question.key}": question for section in form.sections for question in section.questions}
    return [
        *_missing(here),
        *_strange_values(here),
        *(fault for section in form.sections for fault in _of_section(form, section)),
    ]


def _missing(here: dict[str, Question]) -> Iterator[str]:
    for path, kind in NEEDED.items():
        if path not in here:
            yield f"The question {path} is missing, and nobody can be registered without it."
        elif here[path].kind is not kind:
            yield f"The question {path} must be of the kind {kind}."


def _strange_values(here: dict[str, Question]) -> Iterator[str]:
    for path, (known, kind) in OURS.items():
        if (question := here.get(path)) is None:
            continue
        values = {each.value for each in known} if isinstance(known, type) else set(known)
        if question.kind is not kind or {option.value for option in question.options} - values:
            yield f"The question {path} may have these answers alone: {', '.join(sorted(values))}."


def _of_section(form: Form, section: Section) -> Iterator[str]:
    for key, times in Counter(question.key for question in section.questions).items():
        if times > 1:
            yield f"The question {section.key}/{key} is there twice."
    if {page.key for page in section.pages} & {"more"} or len({page.key for page in section.pages}) < len(
        section.pages
    ):
        yield f"Two pages of the section {section.key} have one key, or one is called “more”."
    for page in section.pages:
        yield from _of_page(form, section, page)


def _of_page(form: Form, section: Section, page: Page) -> Iterator[str]:
    where = f"{section.key}/{page.key}"
    own = {question.key for question in page.questions}
    if strange := set(page.one_of) - own:
        yield f"The page {where} asks for one of {', '.join(sorted(strange))}, which it does not have."
    for when in page.asked:
        yield from _of_condition(form, section, when, where, own)
    for question in page.questions:
        yield from _of_question(form, section, question, where, own)


def _of_question(form: Form, section: Section, question: Question, where: str, own: set[str]) -> Iterator[str]:
    if bool(question.options) != (question.kind in CHOOSING):
        yield f"The question {question.key} on {where} needs options, or may have none."
    if len({option.value for option in question.options}) < len(question.options):
        yield f"The question {question.key} on {where} has an option twice."
    if question.consent and (question.consent not in Purpose.values or question.required):
        yield f"The choice {question.key} on {where} is none that we know, or is required."
    if question.each and section.repeats is not Repeats.CHILDREN:
        yield f"The question {question.key} on {where} is put for each adult; that is only for children."
    if question.among and (question.among not in own or not question.not_among):
        yield f"The question {question.key} on {where} needs a question of the same page, and a sentence, with “among”."
    for when in question.asked:
        yield from _of_condition(form, section, when, where, own)


def _of_condition(form: Form, section: Section, when: When, where: str, own: set[str]) -> Iterator[str]:
    """A condition names a question of an earlier page: a page works without scripts, and is asked as a whole."""
    if not when.question:
        return
    there, _slash, key = when.question.rpartition("/")
    try:
        form.question(there or section.key, key)
    except KeyError:
        yield f"A condition on {where} names {when.question}, which is not asked."
        return
    if not there and key in own:
        yield f"A condition on {where} names {when.question}, which is on the same page."
