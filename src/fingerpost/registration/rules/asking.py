"""Who is asked what, in which order: pages online, lines on paper, fields while keying in.

Registering works when everything optional is refused; so a question is asked only where an earlier answer, an age or
the way the form came in makes it one.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from fingerpost.families.rules.ages import years_old
from fingerpost.registration.rules.answers import Answers, day, longest, text, texts
from fingerpost.registration.rules.form import Form, Option, Page, Question, Section, When
from fingerpost.registration.vocabulary import Door, Only, Repeats

MOST: int = 20  # adults, and children, of one form
USUALLY: tuple[int, int] = (4, 8)  # no more adults and children are in most forms; what is laid out for so many is kept


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


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition where it is put: with the path of the answer that it looks at."""

    when: When
    path: str
    values: frozenset[str]

    def holds(self, filling: Filling) -> bool:
        """Whether it does, with these answers."""
        when = self.when
        if when.doors and filling.door not in when.doors:
            return False
        if not when.question:
            return True
        said = texts(filling.answers, self.path)
        if when.under is None:
            return not self.values.isdisjoint(said)
        born = day(said)
        return born is not None and years_old(born, filling.on) < when.under


Conditions = tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Put:
    """A question where it may be put. asked: all must hold. spared: where one holds it is not required.

    most: letters of an answer. offered: the answers to choose from, and what takes each of them away; limited: whether
    anything may.
    """

    each: Asked
    path: str
    asked: Conditions
    spared: Conditions
    most: int
    offered: tuple[tuple[Option, Conditions], ...]
    limited: bool

    def options(self, filling: Filling) -> list[Option]:
        """The answers that are offered."""
        return [option for option, unless in self.offered if not any(each.holds(filling) for each in unless)]

    def required(self, filling: Filling) -> bool:
        """Whether it must be answered."""
        return self.each.question.required and not any(each.holds(filling) for each in self.spared)


@dataclass(frozen=True, slots=True)
class Laid:
    """A page with every question that may be on it. asked: all must hold."""

    step: Step
    asked: Conditions
    puts: tuple[Put, ...]

    def shown(self, filling: Filling) -> bool:
        """Whether it is a page of this form as it is filled in."""
        page = self.step.page
        if page is None or not hold(filling, self.asked):
            return page is None
        return page.notice or any(hold(filling, put.asked) for put in self.puts)


@dataclass(frozen=True, slots=True)
class Layout:
    """A form for so many adults and children: its pages in order, and by path; and where each question is."""

    pages: tuple[Laid, ...]
    by_path: Mapping[str, Laid]
    puts: Mapping[str, tuple[Laid, Put]]


def hold(filling: Filling, conditions: Conditions) -> bool:
    """Whether all of them do."""
    # Most have none, and a generator is made dearly for nothing.
    return not conditions or all(each.holds(filling) for each in conditions)


def layout(filling: Filling) -> Layout:
    """All that can be asked of so many people, worked out once for each version of a form: what is asked, and whether
    it is, is looked up for each of a hundred questions each time that a form is read."""
    many = filling.count(Repeats.ADULTS), filling.count(Repeats.CHILDREN)
    kept: Layout | None = filling.form.laid_out.get(many)
    if kept is None:
        kept = _layout(filling.form, *many)
        if many[0] <= USUALLY[0] and many[1] <= USUALLY[1]:
            filling.form.laid_out[many] = kept
    return kept


def _layout(form: Form, adults: int, children: int) -> Layout:
    pages = tuple(_pages(form, {Repeats.ADULTS: adults, Repeats.CHILDREN: children}))
    puts = {put.path: (page, put) for page in pages for put in page.puts}
    return Layout(pages, {page.step.path: page for page in pages}, puts)


def _pages(form: Form, many: Mapping[Repeats, int]) -> Iterator[Laid]:
    for section in form.sections:
        numbers: Sequence[int | None] = range(many[section.repeats]) if section.repeats else (None,)
        for number in numbers:
            for page in section.pages:
                if _of(page.only, number):
                    yield _laid(form, Step(section=section, page=page, number=number), many[Repeats.ADULTS])
        if section.counts:
            yield Laid(Step(section=section, page=None), (), ())


def _laid(form: Form, step: Step, adults: int) -> Laid:
    if (page := step.page) is None:
        return Laid(step, (), ())
    found = _on_page(step.section, page, step.number, adults)
    return Laid(
        step, _conditions(form, page.asked, step.section, step.number), tuple(_put(form, each) for each in found)
    )


def _put(form: Form, each: Asked) -> Put:
    question, here = each.question, (each.section, each.number)
    offered = tuple((option, _conditions(form, option.unless, *here)) for option in question.options)
    asked, spared = (_conditions(form, whens, *here) for whens in (question.asked, question.unless))
    limited = any(unless for _, unless in offered)
    return Put(each, each.path, asked, spared, longest(question), offered, limited)


def _conditions(form: Form, whens: Sequence[When], section: Section, number: int | None) -> Conditions:
    paths = (path_of(form, when.question, section, number) if when.question else "" for when in whens)
    return tuple(Condition(when, path, frozenset(when.values)) for when, path in zip(whens, paths, strict=True))


def asked(filling: Filling) -> Iterator[Asked]:
    """Every question that is asked, in order."""
    for page in layout(filling).pages:
        if page.shown(filling):
            yield from (put.each for put in page.puts if hold(filling, put.asked))


def steps(filling: Filling) -> Iterator[Step]:
    """Every page, in order; after the last adult and the last child, whether there is another."""
    return (page.step for page in layout(filling).pages if page.shown(filling))


def laid(filling: Filling, step: Step) -> Laid:
    """A page with all that may be asked on it; also of somebody of whom nothing is told yet."""
    known = layout(filling).by_path.get(step.path)
    return known or _laid(filling.form, step, filling.count(Repeats.ADULTS))


def put_at(filling: Filling, path: str, within: Layout | None = None) -> Put | None:
    """The question at this path, if it is asked. within: the layout, for whoever looks up many."""
    page, put = (within or layout(filling)).puts.get(path, (None, None))
    return put if page and put and hold(filling, page.asked) and hold(filling, put.asked) else None


def questions(filling: Filling, step: Step) -> Iterator[Asked]:
    """The questions that a page asks."""
    return (put.each for put in laid(filling, step).puts if hold(filling, put.asked))


def options(filling: Filling, each: Asked) -> list[Option]:
    """The answers that are offered."""
    return _put(filling.form, each).options(filling)


def required(filling: Filling, each: Asked) -> bool:
    """Whether it must be answered."""
    return _put(filling.form, each).required(filling)


def _on_page(section: Section, page: Page, number: int | None, adults: int) -> Iterator[Asked]:
    """For each adult in turn: all that is asked about one stands together."""
    for adult in range(adults) if any(question.each for question in page.questions) else (None,):
        for question in page.questions:
            about = adult if question.each else None
            if _of(question.only, number) and (question.each or not adult):
                yield Asked(section=section, page=page, question=question, number=number, adult=about)


def _of(only: Only, number: int | None) -> bool:
    return only is Only.EVERY or (only is Only.FIRST) == (number in (0, None))


def path_of(form: Form, named: str, section: Section, number: int | None) -> str:
    """The path of a question that a condition names, seen from a section and the number in it."""
    there, _slash, key = named.rpartition("/")
    other = form.section(there) if there else section
    return f"{other.key}/{number or 0}/{key}" if other.repeats else f"{other.key}/{key}"
