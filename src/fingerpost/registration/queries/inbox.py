"""The inbox of a centre: forms that were sent and wait for a person, and one of them as whoever takes it in reads it.

Each look is on record before anything is shown. A form that may be of a family that somebody stands near as a private
person is not there for them, in the list as in the count.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.utils.timezone import localdate

from fingerpost.accounts.rules import Viewer, may
from fingerpost.accounts.vocabulary import Capability
from fingerpost.audit.operations import Who, record_read
from fingerpost.base.privacy import masked
from fingerpost.base.verdict import Verdict
from fingerpost.families.models import Adult, Child
from fingerpost.families.queries.pairs import Alike, alike_on_record
from fingerpost.families.queries.records import ContactRow
from fingerpost.families.rules.contacts import spaced_number
from fingerpost.families.rules.entering import NewAdult, NewChild, NewContact, kept_value
from fingerpost.families.rules.seeing import Part as OfRecord
from fingerpost.families.rules.seeing import Sight
from fingerpost.families.vocabulary import ContactKind
from fingerpost.places.models import LocalAuthority
from fingerpost.places.queries import public_holidays
from fingerpost.registration.models import ContactTry, FilledForm
from fingerpost.registration.queries.filled import Filled, as_filled
from fingerpost.registration.queries.near import Read, not_near, read, stands_near_any
from fingerpost.registration.queries.reading import Line, Part, parts
from fingerpost.registration.queries.scans import ON_PAPER, Page, pages_of
from fingerpost.registration.rules.asking import Filling
from fingerpost.registration.rules.contacting import Clock, clock_of, shows
from fingerpost.registration.rules.inbox import groups_of, need_of, part_of, sight_of_form
from fingerpost.registration.rules.meaning import family_of
from fingerpost.registration.vocabulary import Door, FormState, Need, Show, Tried

MOST: Final = 100
WAITING: Final = (FormState.SENT, FormState.RETURNED)
LONGEST_REST: Final = timedelta(days=21)  # longer than five working days can take, whatever is celebrated
URGENCY: Final = {need: place for place, need in enumerate(Need)}


@dataclass(frozen=True, slots=True)
class FormLine:
    """A form in the list. days: since it was sent. Names and births are masked. centre: its short name, or "".

    clock: of the first contact; late: that it has run out.
    """

    reference: str
    need: Need
    alike: bool
    returned: bool
    door: Door
    days: int
    clock: Clock
    late: bool
    centre: str
    adults: tuple[str, ...]
    children: tuple[str, ...]
    years: tuple[int, ...]
    expected: int


@dataclass(frozen=True, slots=True)
class Inbox:
    """Forms of the viewer's groups. verdict: why they may be seen, or why not. more: there are further ones.

    counts: how many there are of each that can be asked for.
    """

    verdict: Verdict
    lines: tuple[FormLine, ...] = ()
    more: bool = False
    counts: tuple[tuple[Show, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Reached:
    """An adult of a form and how to reach them, with what is safe."""

    name: str
    contacts: tuple[ContactRow, ...]


@dataclass(frozen=True, slots=True)
class TryRow:
    """A try to reach the family, and what was written down of it."""

    result: Tried
    at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class Told:
    """A question with its answer as the viewer sees it. hidden: the address is secret; closed: not for their role."""

    label: str
    said: str
    hidden: bool = False
    closed: bool = False


@dataclass(frozen=True, slots=True)
class FormOpened:
    """A form that somebody takes in. parts: section by section, in the words that the family saw.

    pages: of the paper that it came on, where the viewer may see all that stands on it. on_paper: that it came so.
    """

    reference: str
    verdict: Verdict
    state: FormState
    door: Door
    need: Need
    days: int
    clock: Clock
    late: bool
    tries: tuple[TryRow, ...]
    on_paper: bool
    pages: tuple[Page, ...]
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
    """How many forms wait for the viewer's groups: as many as the list shows them. It names nobody."""
    rows = _rows(viewer, on).filter(state=FormState.SENT)
    return len(not_near(rows, viewer, on)) if stands_near_any(viewer) else rows.count()


def forms_that_wait(*, viewer: Viewer, on: date, by: Who, authority: LocalAuthority, show: Show = Show.ALL) -> Inbox:
    """The forms that wait, those that wait too long first, then what is most pressing. The look is on record."""
    verdict = may(Capability.REGISTER_FAMILY, viewer.postings, on)
    if not verdict:
        return Inbox(verdict)
    rows = _with_tries(_rows(viewer, on).filter(state__in=WAITING), viewer, on).order_by("sent_at", "pk")
    found = read(rows[: MOST + 1], viewer, on)
    if any(each.arriving.near for each in found):  # what is left out leaves no gap
        found = [each for each in read(rows, viewer, on) if not each.arriving.near]
    holidays = _holidays(authority, (_sent(each.filled) for each in found))
    lines = [_line(each, holidays, on) for each in found[:MOST] if _sight(each, viewer, on).shows(OfRecord.NAMES)]
    lines.sort(key=lambda line: (line.returned, not line.late, URGENCY[line.need], -line.days))
    counts = tuple((each, sum(_among(line, each) for line in lines)) for each in Show)
    lines = [line for line in lines if _among(line, show)]
    references = [line.reference for line in lines]
    record_read("list forms", kind="form", references=references, by=by, because=verdict.reason)
    return Inbox(verdict, tuple(lines), len(found) > MOST, counts)


def _among(line: FormLine, show: Show) -> bool:
    signs = {
        Show.LATE: line.late,
        Show.CALL: line.need is Need.CALL,
        Show.DOUBLE: line.alike,
        Show.NEW: line.need is Need.NEW,
    }
    return shows(show, signs)


def _with_tries(rows: QuerySet[FilledForm], viewer: Viewer, on: date) -> QuerySet[FilledForm]:
    tries = ContactTry.objects.told(viewer.actor(on)).filter(form=OuterRef("pk"))
    return rows.annotate(tried=ArraySubquery(tries.values("result")))


def _holidays(authority: LocalAuthority, sent: Iterable[date]) -> frozenset[date]:
    days = sorted(sent)
    return public_holidays(authority, days[0], days[-1] + LONGEST_REST) if days else frozenset()


def form_for(*, viewer: Viewer, reference: str, on: date, by: Who, authority: LocalAuthority) -> FormOpened | None:
    """One form; None where there is none for the viewer. The look is on record."""
    row = _rows(viewer, on).filter(reference=reference).exclude(state=FormState.DRAFT).first()
    if row is None:
        return None
    filled, family = as_filled(row), family_of(as_filled(row).filling(on))
    (arriving,) = alike_on_record([family], viewer=viewer, on=on, clear=True)
    if filled.family:  # what it became is like it
        arriving = replace(arriving, alike=())
    each = Read(row, filled, family, arriving)
    seen = _sight(each, viewer, on)
    if not seen.shows(OfRecord.NAMES):
        return None
    record_read("open form", kind="form", references=[reference], by=by, because=seen.verdict.reason)
    return _opened(each, seen, authority, viewer.actor(on), on)


def _rows(viewer: Viewer, on: date) -> QuerySet[FilledForm]:
    rows = FilledForm.objects.told(viewer.actor(on)).filter(group__slug__in=groups_of(viewer, on))
    return rows.select_related("version", "centre", "group")


def _sight(each: Read, viewer: Viewer, on: date) -> Sight:
    return sight_of_form(viewer, each.filled.group, on, near=each.arriving.near)


def _line(each: Read, holidays: frozenset[date], on: date) -> FormLine:
    filled, family, alike = each.filled, each.family, bool(each.arriving.alike)
    born = [child for child in family.children if child.date_of_birth]
    tried: list[str] = each.row.tried  # type: ignore[attr-defined]
    clock = clock_of(_sent(filled), map(Tried, tried), holidays)
    return FormLine(
        reference=filled.reference,
        need=need_of(filled.filling(on), alike=alike, reached=clock.reached),
        alike=alike,
        returned=filled.state is FormState.RETURNED,
        door=filled.door,
        days=_days(filled, on),
        clock=clock,
        late=clock.late(on),
        centre=filled.centre,
        adults=_names(Adult, family.adults),
        children=_names(Child, born),
        years=tuple(sorted(masked(Child, "date_of_birth", child.date_of_birth) for child in born)),
        expected=len(family.children) - len(born),
    )


def _sent(filled: Filled) -> date:
    """The day on which a form was sent."""
    return localdate(filled.sent_at or filled.started_at)


def _days(filled: Filled, on: date) -> int:
    return (on - _sent(filled)).days


def _names(model: type[Adult | Child], people: Sequence[NewAdult | NewChild]) -> tuple[str, ...]:
    """As the record's own model declares that a list shows them."""
    shown = (
        f"{masked(model, 'given_name', each.given_name)} {masked(model, 'family_name', each.family_name)}".strip()
        for each in people
    )
    return tuple(name for name in shown if name)


def _opened(each: Read, seen: Sight, authority: LocalAuthority, told: str, on: date) -> FormOpened:
    filled, family, arriving = each.filled, each.family, each.arriving
    filling = filled.filling(on)
    tries, sent = _tries(filled, told), _sent(filled)
    clock = clock_of(sent, (row.result for row in tries), _holidays(authority, [sent]))
    sections = [(part.heading, _told(filling, part, seen)) for part in parts(filling, authority, by_name=True)]
    all_seen = not any(line.closed for _, lines in sections for line in lines)
    on_paper = filled.door in ON_PAPER
    return FormOpened(
        reference=filled.reference,
        verdict=seen.verdict,
        state=filled.state,
        door=filled.door,
        need=need_of(filling, alike=bool(arriving.alike), reached=clock.reached),
        days=_days(filled, on),
        clock=clock,
        late=clock.late(on),
        tries=tries,
        on_paper=on_paper,
        pages=pages_of(filled.reference, told) if on_paper and all_seen else (),
        group=filled.group,
        centre=filled.centre,
        family=filled.family,
        question=_question(each.row),
        adults=tuple(_reached(adult) for adult in family.adults) if seen.shows(OfRecord.CONTACTS) else (),
        parts=tuple((heading, lines) for heading, lines in sections if lines),
        alike=arriving.alike,
    )


def _question(row: Any) -> str:
    return row.question.shown() if row.question is not None else ""


def _tries(filled: Filled, told: str) -> tuple[TryRow, ...]:
    """The tries to reach the family, the last first."""
    rows = ContactTry.objects.told(told).filter(form__reference=filled.reference).order_by("-pk")
    return tuple(TryRow(Tried(row.result), row.tried_at, row.note.shown() if row.note else "") for row in rows)


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
