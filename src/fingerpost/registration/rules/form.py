"""The form as data: sections, pages and questions, as a file or a published version holds them.

"Register for a children's centre online. You can also print out and send us a paper form.": one declaration, from which
come the online pages, the paper form, the keying screen, the columns of an import and the list of what is asked.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

from fingerpost.registration.vocabulary import Kind, Only, Repeats, Sensitivity

SHIPPED: Final = Path(__file__).parents[1] / "data" / "form.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A condition: an earlier answer is one of these values, somebody is younger than so many years, or a door.

    question: a key of the same section and number, or section/key of another one.
    """

    question: str = ""
    values: tuple[str, ...] = ()
    under: int | None = None
    doors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One answer to choose. counts_as: a local split of a national group, which it is counted with."""

    value: str
    label: str
    hint: str = ""
    group: str = ""
    counts_as: str = ""
    unless: tuple[When, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """How a question is printed: width is short, half or full; omit leaves it out."""

    width: str = "full"
    lines: int = 1
    omit: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question. asked: all must hold. unless: where one holds it is not required. each: put once for each adult.

    among: a question of the same page, whose answers have this one among them; not_among: the sentence where not.
    """

    key: str
    kind: Kind
    label: str
    other_label: str = ""
    help: str = ""
    why: str = ""
    missing: str = ""
    among: str = ""
    not_among: str = ""
    required: bool = False
    asked: tuple[When, ...] = ()
    unless: tuple[When, ...] = ()
    each: Repeats | None = None
    only: Only = Only.EVERY
    sensitivity: Sensitivity = Sensitivity.PERSONAL
    options: tuple[Option, ...] = ()
    consent: str = ""
    column: str = ""
    paper: Paper = field(default_factory=Paper)
    values: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", frozenset(option.value for option in self.options))


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Questions that are put together. one_of: keys of which at least one is to be answered."""

    key: str
    title: str
    other_title: str = ""
    text: str = ""
    notice: bool = False
    questions: tuple[Question, ...] = ()
    asked: tuple[When, ...] = ()
    only: Only = Only.EVERY
    one_of: tuple[str, ...] = ()
    one_of_only: Only = Only.EVERY
    one_of_missing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Pages on one subject. one, first, more: what a person is called, and how a further one is asked for."""

    key: str
    title: str
    pages: tuple[Page, ...]
    repeats: Repeats | None = None
    text: str = ""
    one: str = ""
    first: str = ""
    more: str = ""
    more_help: str = ""
    copies: int = 1

    @property
    def questions(self) -> Iterator[Question]:
        for page in self.pages:
            yield from page.questions

    @property
    def counts(self) -> bool:
        """Whether it is here that the adults or the children are counted, and not only asked about again."""
        return self.repeats is not None and self.key == self.repeats.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """What is said around the questions. notice: how we use what we are told, paragraph by paragraph."""

    start: str
    optional: str
    younger: str
    notice: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form in one version of its wording."""

    key: str
    version: str
    name: str
    language: str
    texts: Texts
    sections: tuple[Section, ...]
    laid_out: dict[tuple[int, int], Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What `rules.asking` worked out of it, by how many adults and children it is filled in for."""

    def section(self, key: str) -> Section:
        """The section of this key. Raises KeyError."""
        for section in self.sections:
            if section.key == key:
                return section
        raise KeyError(key)

    def question(self, section: str, key: str) -> Question:
        """A question by its section and its key. Raises KeyError."""
        for question in self.section(section).questions:
            if question.key == key:
                return question
        raise KeyError(f"{section}/{key}")


class NoForm(Exception):
    """What was given is no form; the message says where."""


def read(data: Mapping[str, Any]) -> Form:
    """A form from its data: a file that was read, or the wording of a published version. Raises NoForm."""
    try:
        return Form(
            key=data["key"],
            version=data["version"],
            name=data["name"],
            language=data["language"],
            texts=Texts(**data["texts"] | {"notice": tuple(data["texts"]["notice"])}),
            sections=tuple(_section(each) for each in data["sections"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as wrong:
        raise NoForm(f"This is no form: {wrong}.") from wrong


def load(path: Path) -> dict[str, Any]:
    """The data of a form from its file. Raises NoForm."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        raise NoForm(f"{path.name} cannot be read: {wrong}.") from wrong


@cache
def shipped() -> Form:
    """The form that ships, in the words of no county."""
    return read(load(SHIPPED))


def _section(data: Mapping[str, Any]) -> Section:
    repeats = data.get("repeats")
    given = {**data, "repeats": Repeats(repeats) if repeats else None}
    return Section(**given | {"pages": tuple(_page(each) for each in data["pages"])})


def _page(data: Mapping[str, Any]) -> Page:
    given = {
        "questions": tuple(_question(each) for each in data.get("questions", ())),
        "asked": _whens(data.get("asked", ())),
        "only": Only(data.get("only", "")),
        "one_of": tuple(data.get("one_of", ())),
        "one_of_only": Only(data.get("one_of_only", "")),
    }
    return Page(**{**data, **given})


def _question(data: Mapping[str, Any]) -> Question:
    each = data.get("each")
    given = {
        "kind": Kind(data["kind"]),
        "asked": _whens(data.get("asked", ())),
        "unless": _whens(data.get("unless", ())),
        "each": Repeats(each) if each else None,
        "only": Only(data.get("only", "")),
        "sensitivity": Sensitivity(data.get("sensitivity", "personal")),
        "options": tuple(
            Option(**{**option, "unless": _whens(option.get("unless", ()))}) for option in data.get("options", ())
        ),
        "paper": Paper(**data.get("paper", {})),
    }
    return Question(**{**data, **given})


def _whens(data: Any) -> tuple[When, ...]:
    return tuple(
        When(
            question=each.get("question", ""),
            values=tuple(each.get("is", ())),
            under=each.get("under"),
            doors=tuple(each.get("door", ())),
        )
        for each in data
    )
