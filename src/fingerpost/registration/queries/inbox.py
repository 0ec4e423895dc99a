"""The inbox of a centre: forms that were sent and wait for a person, and one of them as whoever takes it in reads it.

Each look is on record before anything is shown. A form that may be of a family that somebody stands near as a private
person is not there for them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from django.db.models import QuerySet

from fingerpost.accounts.rules import Viewer, may
from fingerpost.accounts.vocabulary import Capability
from fingerpost.audit.operations import Who, record_read
from fingerpost.base.privacy import masked
from fingerpost.base.verdict import Verdict
from fingerpost.families.models import Adult, Child
from fingerpost.families.queries.pairs import Alike, Arriving, alike_on_record
from fingerpost.families.queries.records import ContactRow
from fingerpost.families.rules.contacts import spaced_number
from fingerpost.families.rules.entering import NewAdult, NewChild, NewContact, NewFamily, kept_value
from fingerpost.families.rules.seeing import Part as OfRecord
from fingerpost.families.rules.seeing import Sight
from fingerpost.families.vocabulary import ContactKind
from fingerpost.places.models import LocalAuthority
from fingerpost.registration.models import FilledForm
from fingerpost.registration.queries.filled import Filled, as_filled
from fingerpost.registration.queries.reading import Line, Part, parts
from fingerpost.registration.rules.asking import Filling
from fingerpost.registration.rules.inbox import groups_of, need_of, part_of, sight_of_form
from fingerpost.registration.rules.meaning import family_of
from fingerpost.registration.vocabulary import Door, FormState, Need

MOST: Final = 100
WAITING: Final = (FormState.SENT, FormState.RETURNED)
URGENCY: Final = {need: place for place, need in enumerate(Need)}


@dataclass(frozen=True, slots=True)
class FormLine:
    """A form in the list. days: since it was sent. Names and births are masked. centre: its short name, or ""."""

    reference: str
    need: Need
    alike: bool
    returned: bool
    door: Door
    days: int
    centre: str
    adults: tuple[str, ...]
    children: tuple[str, ...]
    years: tuple[int, ...]
    expected: int


@dataclass(frozen=True, slots=True)
class Inbox:
    """Forms of the viewer's groups. verdict: why they may be seen, or why not. more: there are further ones."""

    verdict: Verdict
    lines: tuple[FormLine, ...] = ()
    more: bool = False


@dataclass(frozen=True, slots=True)
class Reached:
    """An adult of a form and how to reach them, with what is safe."""

    name: str
    contacts: tuple[ContactRow, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A question with its answer as the viewer sees it. hidden: the address is secret; closed: not for their role."""

    label: str
    said: str
    hidden: bool = False
    closed: bool = False


@dataclass(frozen=True, slots=True)
class FormOpened:
    """A form that somebody takes in. parts: section by section, in the words that the family saw."""

    reference: str
    verdict: Verdict
    state: FormState
    door: Door
    need: Need
    days: int
    group: str
    centre: str
    family: str
    question: str
    adults: tuple[Reached, ...]
    parts: tuple[tuple[str, tuple[Told, ...]], ...]
    alike: tuple[Alike, ...]

    @property
    def waits(self) -> bool:
        return self.state is FormState.SENT


def how_many_wait(*, viewer: Viewer, on: date) -> int:
    """How many forms wait for the viewer's groups. One query, that names nobody."""
    return _rows(viewer, on).filter(state=FormState.SENT).count()


def forms_that_wait(*, viewer: Viewer, on: date, by: Who) -> Inbox:
    """The forms that wait, what is most pressing first, then the longest. The look is on record."""
    verdict = may(Capability.REGISTER_FAMILY, viewer.postings, on)
    if not verdict:
        return Inbox(verdict)
    found = list(_rows(viewer, on).filter(state__in=WAITING).order_by("sent_at", "pk")[: MOST + 1])
    filled = [as_filled(row) for row in found[:MOST]]
    told = [family_of(each.filling(on)) for each in filled]
    arriving = alike_on_record(told, viewer=viewer, on=on)
    seen = [_sight(each, ones, viewer, on) for each, ones in zip(filled, arriving, strict=True)]
    lines = [
        _line(each, family, ones, on)
        for each, family, ones, sight in zip(filled, told, arriving, seen, strict=True)
        if sight.shows(OfRecord.NAMES)
    ]
    lines.sort(key=lambda line: (line.returned, URGENCY[line.need], -line.days))
    references = [line.reference for line in lines]
    record_read("list forms", kind="form", references=references, by=by, because=verdict.reason)
    return Inbox(verdict, tuple(lines), len(found) > MOST)


def form_for(*, viewer: Viewer, reference: str, on: date, by: Who, authority: LocalAuthority) -> FormOpened | None:
    """One form; None where there is none for the viewer. The look is on record."""
    row = _rows(viewer, on).filter(reference=reference).exclude(state=FormState.DRAFT).first()
    if row is None:
        return None
    filled, family = as_filled(row), family_of(as_filled(row).filling(on))
    (arriving,) = alike_on_record([family], viewer=viewer, on=on, clear=True)
    if filled.family:  # what it became is like it
        arriving = replace(arriving, alike=())
    seen = _sight(filled, arriving, viewer, on)
    if not seen.shows(OfRecord.NAMES):
        return None
    record_read("open form", kind="form", references=[reference], by=by, because=seen.verdict.reason)
    question = row.question.shown() if row.question is not None else ""
    return _opened(_Taken(filled, family, arriving, seen, on), authority, question)


def _rows(viewer: Viewer, on: date) -> QuerySet[FilledForm]:
    rows = FilledForm.objects.told(viewer.actor(on)).filter(group__slug__in=groups_of(viewer, on))
    return rows.select_related("version", "centre", "group")


def _sight(filled: Filled, arriving: Arriving, viewer: Viewer, on: date) -> Sight:
    return sight_of_form(viewer, filled.group, on, near=arriving.near)


def _line(filled: Filled, family: NewFamily, arriving: Arriving, on: date) -> FormLine:
    born = [each for each in family.children if each.date_of_birth]
    return FormLine(
        reference=filled.reference,
        need=need_of(filled.filling(on), alike=bool(arriving.alike)),
        alike=bool(arriving.alike),
        returned=filled.state is FormState.RETURNED,
        door=filled.door,
        days=_days(filled, on),
        centre=filled.centre,
        adults=_names(Adult, family.adults),
        children=_names(Child, born),
        years=tuple(sorted(masked(Child, "date_of_birth", each.date_of_birth) for each in born)),
        expected=len(family.children) - len(born),
    )


def _days(filled: Filled, on: date) -> int:
    return (on - filled.sent_at.date()).days if filled.sent_at else 0


def _names(model: type[Adult | Child], people: Sequence[NewAdult | NewChild]) -> tuple[str, ...]:
    """As the record's own model declares that a list shows them."""
    shown = (
        f"{masked(model, 'given_name', each.given_name)} {masked(model, 'family_name', each.family_name)}".strip()
        for each in people
    )
    return tuple(name for name in shown if name)


@dataclass(frozen=True, slots=True)
class _Taken:
    """A form that was taken out of the inbox, with all that decides what is shown of it."""

    filled: Filled
    family: NewFamily
    arriving: Arriving
    seen: Sight
    on: date


def _opened(taken: _Taken, authority: LocalAuthority, question: str) -> FormOpened:
    filled, family, arriving, seen = taken.filled, taken.family, taken.arriving, taken.seen
    filling = filled.filling(taken.on)
    told = ((part.heading, _told(filling, part, seen)) for part in parts(filling, authority, by_name=True))
    return FormOpened(
        reference=filled.reference,
        verdict=seen.verdict,
        state=filled.state,
        door=filled.door,
        need=need_of(filling, alike=bool(arriving.alike)),
        days=_days(filled, taken.on),
        group=filled.group,
        centre=filled.centre,
        family=filled.family,
        question=question,
        adults=tuple(_reached(each) for each in family.adults) if seen.shows(OfRecord.CONTACTS) else (),
        parts=tuple((heading, lines) for heading, lines in told if lines),
        alike=arriving.alike,
    )


def _told(filling: Filling, part: Part, seen: Sight) -> tuple[Told, ...]:
    lines = (_answer(filling, line, seen) for line in part.lines)
    return tuple(line for line in lines if line)


def _answer(filling: Filling, line: Line, seen: Sight) -> Told | None:
    """An answer as far as the viewer sees it; None for a page that was left empty, and for what is only counted."""
    if line.asked is None or (belongs := part_of(filling, line.asked)) is None:
        return None
    if seen.shows(belongs):
        return Told(line.label, line.said)
    return Told(line.label, "", hidden=belongs is OfRecord.HIDDEN_ADDRESS, closed=True)


def _reached(adult: NewAdult) -> Reached:
    name = f"{adult.given_name} {adult.family_name}".strip()
    return Reached(name, tuple(_contact(each) for each in adult.contacts))


def _contact(new: NewContact) -> ContactRow:
    value = kept_value(new)
    return ContactRow(
        reference="",
        kind=new.kind,
        value=value if new.kind is ContactKind.EMAIL else spaced_number(value),
        preferred=new.preferred,
        safe_to_call=new.safe_to_call,
        safe_to_text=new.safe_to_text,
        safe_for_voicemail=new.safe_for_voicemail,
        safe_to_email=new.safe_to_email,
    )
