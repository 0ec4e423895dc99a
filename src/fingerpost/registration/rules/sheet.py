"""The form as it is printed: blocks of lines to write on, in the order in which staff key them in.

A box is named by the path of its question, and a box to tick by the path and the value; so a sheet that was filled in
on a screen says by itself what was answered.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from fingerpost.registration.rules.asking import Asked, every
from fingerpost.registration.rules.form import Form, Option, Section
from fingerpost.registration.rules.words import Language, Words
from fingerpost.registration.vocabulary import Kind, Repeats

ADULTS: Final = 2  # blocks on a sheet; a continuation sheet has more
CHILDREN: Final = 3
MORE_ADULTS: Final = 1
MORE_CHILDREN: Final = 3
BETWEEN: Final = "="  # path and value of a box to tick
CODE: Final = "sheet"  # the name of the box with the code of the sheet
_TICKED: Final = {Kind.CHOICE, Kind.CHOICES, Kind.YESNO, Kind.TICK}
# Letters of an answer: so that all stand in one row, or in three columns.
_BRIEF: Final = 14
_SHORT: Final = 29


@dataclass(frozen=True, slots=True)
class Tick:
    """A box to tick. name: of its field in a document."""

    name: str
    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One question on paper. heading, text: what is said ahead of it. groups: boxes to tick, under headings or none."""

    path: str
    label: Words
    hint: Words
    heading: Words
    text: Words
    needed: bool = False
    width: str = "full"
    rows: int = 1
    is_date: bool = False
    signed: bool = False
    groups: tuple[tuple[Words, tuple[Tick, ...]], ...] = ()

    @property
    def columns(self) -> str:
        """How its boxes to tick stand: in one row, in three columns or in two."""
        ticks = [tick.words for _heading, ticks in self.groups for tick in ticks]
        longest = max((len(words.text) + len(words.english) for words in ticks), default=0)
        return "row" if longest <= _BRIEF else "three" if longest <= _SHORT else "two"

    @property
    def alone(self) -> Tick | None:
        """The one box to tick, where there is no other: it says by itself what it means."""
        ticks = [tick for _heading, ticks in self.groups for tick in ticks]
        return ticks[0] if len(ticks) == 1 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """What is asked about one person, or about one subject."""

    title: Words
    text: Words
    lines: tuple[Line, ...]
    notice: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """What a sheet says of itself: `pl/2026-12/oak-tree`, and whether it is a continuation sheet."""

    version: str
    language: str
    centre: str = ""
    more: bool = False

    def __str__(self) -> str:
        return "/".join([self.language, self.version, self.centre or "-"]) + ("/more" if self.more else "")

    @classmethod
    def read(cls, text: str) -> "Code | None":
        """A code that was read off a sheet; None where it is none."""
        parts = text.strip().split("/")
        if len(parts) not in {3, 4} or not all(parts):
            return None
        language, version, centre, *more = parts
        return cls(version=version, language=language, centre="" if centre == "-" else centre, more=more == ["more"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A form to print."""

    code: Code
    name: Words
    language: Language
    blocks: tuple[Block, ...]


def sheet(form: Form, language: Language, *, centre: str = "", more: bool = False) -> Sheet:
    """The form on paper; or, with `more`, the continuation sheet for larger families."""
    asked = [each for each in _every(form, more=more) if not each.question.paper.omit and not _known(each, centre)]
    return Sheet(
        code=Code(version=form.version, language=language.code, centre=centre, more=more),
        name=language.say(form.name),
        language=language,
        blocks=tuple(_blocks(form, asked, language)),
    )


def _every(form: Form, *, more: bool) -> Iterable[Asked]:
    if not more:
        return every(form, ADULTS, CHILDREN)
    return (each for each in every(form, ADULTS + MORE_ADULTS, CHILDREN + MORE_CHILDREN) if _is_further(each))


def _is_further(each: Asked) -> bool:
    first = {Repeats.ADULTS: ADULTS, Repeats.CHILDREN: CHILDREN}
    return each.section.repeats is not None and (each.number or 0) >= first[each.section.repeats]


def _known(each: Asked, centre: str) -> bool:
    """Whether the sheet answers it by itself."""
    return bool(centre) and each.question.kind is Kind.CENTRE


def _blocks(form: Form, asked: Iterable[Asked], language: Language) -> Iterator[Block]:
    for (section, number), lines in groupby(asked, key=lambda each: (each.section, each.number)):
        noticed = [page for page in section.pages if page.notice]
        yield Block(
            title=title_of(section, number, language),
            text=language.say(section.text),
            lines=tuple(_lines(list(lines), language)),
            notice=tuple(language.say(each) for each in form.texts.notice) if noticed else (),
        )


def title_of(section: Section, number: int | None, language: Language) -> Words:
    """`Your home`; `Child 2`; `Photos: Child 2`."""
    if number is None:
        return language.say(section.title)
    who = person(section, number, language)
    if section.counts:
        return who
    return language.say("{title}: {who}", title=language.say(section.title), who=who)


def person(section: Section, number: int, language: Language) -> Words:
    """What the how manieth adult or child is called on paper."""
    if number == 0 and section.repeats is Repeats.ADULTS:
        return language.say(section.first)
    return language.say("{one} {number}", one=language.say(section.one), number=str(number + 1))


def _lines(asked: list[Asked], language: Language) -> Iterator[Line]:
    for page, questions in groupby(asked, key=lambda each: each.page):
        heading, text = language.say(page.title if page.asked else ""), language.say(page.text)
        for each in questions:
            yield _line(each, language, heading, text)
            heading = text = Words("")


def _line(each: Asked, language: Language, heading: Words, text: Words) -> Line:
    question = each.question
    return Line(
        path=each.path,
        label=_label(each, language),
        hint=language.say(question.help),
        heading=heading,
        text=text,
        needed=question.required,
        width=question.paper.width,
        rows=question.paper.lines,
        is_date=question.kind is Kind.DATE,
        signed=question.key == "signed",
        groups=tuple(_groups(each, language)) if question.kind in _TICKED else (),
    )


def _label(each: Asked, language: Language) -> Words:
    """The question as it is put; about another adult, by their number on the sheet."""
    english = each.label("{name}")
    if each.adult is None or not each.of_other:
        return language.say(english)
    who = language.say("{one} {number}", one=language.say("Parent or carer"), number=str(each.adult + 1))
    return language.say(english, name=who)


def _groups(each: Asked, language: Language) -> Iterator[tuple[Words, tuple[Tick, ...]]]:
    for heading, options in groupby(_options(each), key=lambda option: option.group):
        ticks = (Tick(f"{each.path}{BETWEEN}{one.value}", language.say(one.label)) for one in options)
        yield language.say(heading), tuple(ticks)


def _options(each: Asked) -> tuple[Option, ...]:
    if each.question.options:
        return each.question.options
    yes = Option(value="yes", label=each.question.label if each.question.kind is Kind.TICK else "Yes")
    return (yes,) if each.question.kind is Kind.TICK else (yes, Option(value="no", label="No"))
