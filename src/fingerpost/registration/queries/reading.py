"""A form as it is read back: section by section in the words of the version that was filled in.

The same for whoever checks their answers before they send them, and for whoever reads them at a centre.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import gettext as _

from fingerpost.places.models import LocalAuthority
from fingerpost.places.queries import centre_on, picture_day
from fingerpost.registration.rules.answers import YES, text, texts, value
from fingerpost.registration.rules.asking import Asked, Filling, Step, questions, steps
from fingerpost.registration.rules.form import Option
from fingerpost.registration.vocabulary import Kind, Repeats


@dataclass(frozen=True, slots=True)
class Line:
    """A question with its answer. asked: None for a page on which nothing was answered, which `label` names then."""

    label: str
    said: str
    step: Step
    asked: Asked | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A section, for one of the people where it is filled in once for each."""

    heading: str
    lines: tuple[Line, ...]


def parts(filling: Filling, authority: LocalAuthority, *, by_name: bool = False) -> list[Part]:
    """The answers person by person and section by section. by_name: whoever filled it in is not called “You”."""
    found: dict[tuple[str, int | None], list[Line]] = {}
    names: dict[tuple[str, int | None], str] = {}
    for step in steps(filling):
        if step.page is None:
            continue
        key = (step.section.key, step.number)
        names[key] = _heading_of_part(filling, step, by_name=by_name)
        found.setdefault(key, []).extend(lines(filling, step, authority) or [_left_empty(step)])
    return [Part(names[key], tuple(each)) for key, each in found.items()]


def _heading_of_part(filling: Filling, step: Step, *, by_name: bool) -> str:
    who = heading(filling, step, by_name=by_name)
    return f"{step.section.title}: {who}" if step.section.repeats and not step.section.counts else who


def lines(filling: Filling, step: Step, authority: LocalAuthority) -> list[Line]:
    """What was answered on a page."""
    return [
        Line(each.label(name_of(filling, each.adult)), shown(filling, each, authority), step, each)
        for each in questions(filling, step)
        if texts(filling.answers, each.path)
    ]


def _left_empty(step: Step) -> Line:
    return Line(title(step), _("Not answered"), step)


def title(step: Step) -> str:
    """What a page is called: about somebody else than whoever fills it in, it speaks of them."""
    if step.page is None:
        return step.section.more
    return (step.number and step.page.other_title) or step.page.title


def name_of(filling: Filling, adult: int | None) -> str:
    """What an adult is called on a page."""
    return "" if adult is None else filling.name(adult) or _("this person")


def heading(filling: Filling, step: Step, *, by_name: bool = False) -> str:
    """Which person a page is about: “You”, a name, “Child 2”."""
    section, number = step.section, step.number
    if section.repeats is None or number is None:
        return section.title
    numbered = _("{who} {number}").format(who=section.one, number=number + 1)
    if section.repeats is Repeats.ADULTS:
        name = filling.name(number) if number or by_name else ""
        return name or (numbered if number or by_name else section.first)
    known = (text(filling.answers, f"children/{number}/{key}") for key in ("known_as", "given_name"))
    return next(filter(None, known), "") or numbered


def shown(filling: Filling, each: Asked, authority: LocalAuthority) -> str:
    """An answer as it is read back."""
    said = texts(filling.answers, each.path)
    meant = value(each.question, said)
    match each.question.kind:
        case Kind.CHOICE | Kind.CHOICES:
            return ", ".join(_words(each.question.options, said))
        case Kind.YESNO | Kind.TICK:
            return _("Yes") if said == (YES,) else _("No")
        case Kind.DATE:
            return _day(meant) if isinstance(meant, date) else " ".join(said)
        case Kind.CENTRE:
            card = centre_on(authority, said[0], picture_day(authority, filling.on))
            return card.name if card else said[0]
        case _:
            return ", ".join(" ".join(said).splitlines())


def _words(offered: Sequence[Option], said: Sequence[str]) -> Iterator[str]:
    words = {option.value: option.label for option in offered}
    return (words.get(each, each) for each in said)


def _day(on: date) -> str:
    """`Tuesday 24 November 2026`."""
    pattern = _("{weekday} {day} {month} {year}")
    return pattern.format(weekday=WEEKDAYS[on.weekday()], day=on.day, month=MONTHS[on.month], year=on.year)
