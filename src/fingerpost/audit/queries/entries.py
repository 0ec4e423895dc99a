"""The record as the data-protection officer searches it: by record, by person, by desk, by day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from fingerpost.audit.models import Event
from fingerpost.audit.rules.unusual import Look
from fingerpost.audit.vocabulary import Verb

A_PAGE = 50
MOST_COUNTED = 10_000
LOOKS = (Verb.READ, Verb.BROKE_GLASS)


@dataclass(frozen=True, slots=True)
class Asked:
    """What to look for; what is empty is not asked. Days are those where the centres are, the last included."""

    kind: str = ""
    reference: str = ""
    person: str = ""
    posting: str = ""
    desk: str = ""
    verb: Verb | None = None
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the record, and all that it says."""

    number: int
    at: datetime
    verb: Verb
    operation: str
    person: str
    posting: str
    desk: str
    origin: str
    kind: str
    references: tuple[str, ...]
    because: str
    why: str
    counts: dict[str, int]


def entries(asked: Asked, *, before: int | None = None, limit: int = A_PAGE) -> list[Entry]:
    """The newest entries first; `before` is the number of the last entry of the page before."""
    found = _found(asked)
    if before is not None:
        found = found.filter(id__lt=before)
    return [_entry(event) for event in found.order_by("-id")[:limit]]


def how_many(asked: Asked) -> int:
    """How many entries there are of what is asked; beyond MOST_COUNTED nobody counts."""
    return _found(asked).values("id")[: MOST_COUNTED + 1].count()


def looks(asked: Asked) -> Iterator[Look]:
    """Every look at a record, one for each record of a list: what `rules.unusual` is given."""
    events = _found(asked).filter(verb__in=LOOKS).order_by("id")
    for event in events.iterator(2_000):
        for reference in (event.subject_reference, *event.others):
            broke_glass = event.verb == Verb.BROKE_GLASS
            at = timezone.localtime(event.at)
            yield Look(event.actor, reference, at, event.pk, event.posting, event.desk, broke_glass)


def _found(asked: Asked) -> QuerySet[Event]:
    plain = {
        "subject_kind": asked.kind,
        "actor": asked.person,
        "posting": asked.posting,
        "desk": asked.desk,
        "verb": asked.verb,
        "at__gte": _midnight(asked.first),
        "at__lt": _midnight(asked.last and asked.last + timedelta(days=1)),
    }
    found = Event.objects.filter(**{name: value for name, value in plain.items() if value})
    if asked.reference:
        found = found.filter(Q(subject_reference=asked.reference) | Q(others__contains=[asked.reference]))
    return found


def _midnight(day: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, time.min)) if day else None


def _entry(event: Event) -> Entry:
    return Entry(
        number=event.pk,
        at=event.at,
        verb=Verb(event.verb),
        operation=event.operation,
        person=event.actor,
        posting=event.posting,
        desk=event.desk,
        origin=event.origin,
        kind=event.subject_kind,
        references=(event.subject_reference, *event.others),
        because=event.because,
        why=event.why,
        counts=event.counts,
    )
