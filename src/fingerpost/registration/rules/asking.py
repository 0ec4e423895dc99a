"""Who is asked what, in which order: pages online, lines on paper, fields while keying in.

Registering works when everything optional is refused; so a question is asked only where an earlier answer, an age or
the way the form came in makes it one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from fingerpost.families.rules.ages import years_old
from fingerpost.registration.rules.answers import Answers, day, text, texts
from fingerpost.registration.rules.form import Form, Option, Page, Question, Section, When
from fingerpost.registration.vocabulary import Door, Only, Repeats

MOST: int = 20  # adults, and children, of one form


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """A form with what was answered so far, on a day, by the way it came in.

    begun: such as adults/1, somebody of whom nothing is told yet.
    """

    form: Form
    answers: Answers
    on: date
    door: Door = Door.ONLINE
    begun: str = ""
    _counted: dict[Repeats, int] = field(default_factory=dict, init=False, repr=False, compare=False)

    def count(self, repeats: Repeats) -> int:
        """How many adults or children are told about; one, before anything is. Asked for by each page and question."""
        many = self._counted.get(repeats) or self._counted.setdefault(repeats, counted(self.answers, repeats))
        return many + (self.begun == f"{repeats}/{many}" and many < MOST)

    def name(self, adult: int) -> str:
        """What an adult is called; "" before it is told."""
        known = (text(self.answers, f"adults/{adult}/{key}") for key in ("known_as", "given_name"))
        return next(filter(None, known), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A page to be filled in: of which section, for the how manieth adult or child. Without a page: “another one?”."""

    section: Section
    page: Page | None
    number: int | None = None

    @property
    def path(self) -> str:
        """`adults/0/name`, `home/address`, `adults/more`."""
        number = "" if self.number is None else f"/{self.number}"
        return f"{self.section.key}{number}/{self.page.key if self.page else 'more'}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question where it is asked: of which adult or child, and, where it is put for each adult, about which."""

    section: Section
    page: Page
    question: Question
    number: int | None = None
    adult: int | None = None

    @property
    def path(self) -> str:
        """`home/postcode`, `adults/0/given_name`, `children/1/relationship/0`."""
        parts = [self.section.key, self.number, self.question.key, self.adult]
        return "/".join(str(part) for part in parts if part is not None)

    @property
    def column(self) -> str:
        """The column of an import, counted from one: `adults_1_given_name`, `children_2_relationship_adults_1`."""
        number = "" if self.number is None else f"_{self.number + 1}"
        adult = "" if self.adult is None else f"_{Repeats.ADULTS}_{self.adult + 1}"
        return f"{self.section.key}{number}_{self.question.column or self.question.key}{adult}"

    @property
    def of_other(self) -> bool:
        """Whether it is asked about somebody else than whoever fills in the form."""
        about = self.number if self.section.repeats is Repeats.ADULTS else self.adult
        return bool(about)

    def label(self, name: str = "") -> str:
        """The question as it is put about whoever has this name."""
        label = self.question.other_label if self.of_other else ""
        return (label or self.question.label).replace("{name}", name)


def counted(answers: Answers, repeats: Repeats) -> int:
    """How many adults or children answers tell about; one, before they tell about any."""
    begun = f"{repeats}/"
    numbers = [path.split("/")[1] for path, typed in answers.items() if path.startswith(begun) and any(typed)]
    return min(MOST, 1 + max((int(number) for number in numbers if number.isdecimal() and len(number) < 3), default=0))


def every(form: Form, adults: int, children: int) -> Iterator[Asked]:
    """Every question for so many adults and children, whatever is answered: as on paper."""
    many = {Repeats.ADULTS: adults, Repeats.CHILDREN: children}
    for section in form.sections:
        for number in range(many[section.repeats]) if section.repeats else (None,):
            for page in section.pages:
                if _of(page.only, number):
                    yield from _on_page(section, page, number, adults)


def asked(filling: Filling) -> Iterator[Asked]:
    """Every question that is asked, in order."""
    for step in steps(filling):
        yield from questions(filling, step)


def steps(filling: Filling) -> Iterator[Step]:
    """Every page, in order; after the last adult and the last child, whether there is another."""
    for section in filling.form.sections:
        numbers: Sequence[int | None] = range(filling.count(section.repeats)) if section.repeats else (None,)
        for number in numbers:
            for page in section.pages:
                step = Step(section=section, page=page, number=number)
                if _shown(filling, step, page):
                    yield step
        if section.counts:
            yield Step(section=section, page=None)


def questions(filling: Filling, step: Step) -> Iterator[Asked]:
    """The questions that a page asks."""
    if step.page is None:
        return
    for each in _on_page(step.section, step.page, step.number, filling.count(Repeats.ADULTS)):
        if holds(filling, each.question.asked, step.section, step.number):
            yield each


def options(filling: Filling, each: Asked) -> list[Option]:
    """The answers that are offered."""
    return [
        option
        for option in each.question.options
        if not any(_holds(filling, when, each.section, each.number) for when in option.unless)
    ]


def required(filling: Filling, each: Asked) -> bool:
    """Whether it must be answered."""
    spared = (_holds(filling, when, each.section, each.number) for when in each.question.unless)
    return each.question.required and not any(spared)


def holds(filling: Filling, whens: Sequence[When], section: Section, number: int | None) -> bool:
    """Whether all conditions hold, seen from a section and the number in it."""
    return all(_holds(filling, when, section, number) for when in whens)


def _shown(filling: Filling, step: Step, page: Page) -> bool:
    if not (_of(page.only, step.number) and holds(filling, page.asked, step.section, step.number)):
        return False
    return page.notice or any(questions(filling, step))


def _on_page(section: Section, page: Page, number: int | None, adults: int) -> Iterator[Asked]:
    """For each adult in turn: all that is asked about one stands together."""
    for adult in range(adults) if any(question.each for question in page.questions) else (None,):
        for question in page.questions:
            about = adult if question.each else None
            if _of(question.only, number) and (question.each or not adult):
                yield Asked(section=section, page=page, question=question, number=number, adult=about)


def _of(only: Only, number: int | None) -> bool:
    return only is Only.EVERY or (only is Only.FIRST) == (number in (0, None))


def _holds(filling: Filling, when: When, section: Section, number: int | None) -> bool:
    if when.doors and filling.door not in when.doors:
        return False
    if not when.question:
        return True
    path = path_of(filling.form, when.question, section, number)
    if when.under is not None:
        born = day(texts(filling.answers, path))
        return born is not None and years_old(born, filling.on) < when.under
    return bool(set(texts(filling.answers, path)) & set(when.values))


def path_of(form: Form, named: str, section: Section, number: int | None) -> str:
    """The path of a question that a condition names, seen from a section and the number in it."""
    there, _slash, key = named.rpartition("/")
    other = form.section(there) if there else section
    return f"{other.key}/{number or 0}/{key}" if other.repeats else f"{other.key}/{key}"
