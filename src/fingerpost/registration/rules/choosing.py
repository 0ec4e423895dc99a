"""The choices that a form puts, one by one, each with the words that somebody reads before they choose.

What a person agreed to can be shown years later, exactly: the words come from the version of the form that was read,
and from nowhere else.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from fingerpost.registration.rules.form import Form, Option, Page, Question, Section
from fingerpost.registration.vocabulary import Kind, Repeats


@dataclass(frozen=True, slots=True)
class Offered:
    """A choice that a form puts. detail: with whom, or for which use. each_child: it is put for each child.

    heading: what several choices have in common. label: what saying yes means. words: what stands around it.
    """

    purpose: str
    detail: str
    each_child: bool
    heading: str
    label: str
    words: tuple[str, ...]


def offered(form: Form) -> list[Offered]:
    """Every choice, in the order of the form."""
    return [
        each
        for section in form.sections
        for page in section.pages
        for question in page.questions
        if question.consent
        for each in _of_question(section, page, question)
    ]


def offer_of(form: Form, purpose: str, detail: str) -> Offered | None:
    """One of them; None where this version of the form did not put it."""
    return next((each for each in offered(form) if (each.purpose, each.detail) == (purpose, detail)), None)


def _of_question(section: Section, page: Page, question: Question) -> Iterator[Offered]:
    each_child = section.repeats is Repeats.CHILDREN
    if question.kind is Kind.TICK:
        words = _words(section, page, question)
        yield Offered(question.consent, "", each_child, page.title, question.label, words)
    for option in question.options:
        words = _words(section, page, question, option)
        yield Offered(question.consent, option.value, each_child, question.label, option.label, words)


def _words(section: Section, page: Page, question: Question, option: Option | None = None) -> tuple[str, ...]:
    said = (section.text, page.text, question.why, option.hint if option else "")
    return tuple(text for text in said if text)
