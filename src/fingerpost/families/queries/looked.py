"""Who looked at the record of the home that a parent lives in: the day, the role and the centre, never a name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils.timezone import localtime, make_aware

from fingerpost.accounts.models import Posting
from fingerpost.accounts.queries import facts as posting_facts
from fingerpost.accounts.rules import PostingFacts, Viewer
from fingerpost.accounts.vocabulary import Desk, Role
from fingerpost.audit.models import Event
from fingerpost.audit.operations import Who
from fingerpost.audit.vocabulary import Verb
from fingerpost.base.scope import Machinery, machinery
from fingerpost.families.queries.own import OWN, Belonging, OwnFamily, as_shown, day_of, looked_at
from fingerpost.families.rules.looked import Registered, Turn, Watched, is_told, kind_of_look
from fingerpost.families.vocabulary import LookKind

LOOKS = (Verb.READ, Verb.BROKE_GLASS)
CLOSED, OPENED = "restrict family", "lift family restriction"
BACK = timedelta(days=365)
MOST = 2_000  # entries that are gone through


@dataclass(frozen=True, slots=True)
class Look:
    """That somebody looked on a day."""

    on: date
    role: Role
    place: str
    kind: LookKind


@machinery(Machinery.FAMILIES)
def who_looked(*, viewer: Viewer, on: date, by: Who) -> tuple[Look, ...]:
    """Looks of the last year at the homes that the viewer lives in, the newest first. Raises Refused."""
    return _looks(looked_at("see who looked", viewer, on, by), on)


@machinery(Machinery.FAMILIES)
def own_family_with_looks(*, viewer: Viewer, on: date, by: Who) -> tuple[tuple[OwnFamily, ...], tuple[Look, ...]]:
    """What `own_family` and `who_looked` answer, in one look. Raises Refused."""
    mine = looked_at("open own family", viewer, on, by)
    return as_shown(mine, on), _looks(mine, on)


def _looks(mine: list[Belonging], on: date) -> tuple[Look, ...]:
    homes = {each.member.family.reference: each for each in mine if each.seen.household}
    return _told(homes, on) if homes else ()


def _told(homes: dict[str, Belonging], on: date) -> tuple[Look, ...]:
    events = _events(homes, on)
    names = {row["group"]: row["name"] for each in homes.values() for row in each.registered}
    watched = {reference: _watched(each, events) for reference, each in homes.items()}
    seats = _seats({event.posting for event in events if event.verb in LOOKS}, on)
    found: dict[Look, None] = {}
    for event in events:
        seat, at = seats.get(event.posting), localtime(event.at)
        if event.verb not in LOOKS or seat is None:
            continue
        group, concerned = seat.place.within_group, {event.subject_reference, *event.others} & watched.keys()
        if any(is_told(watched[each], at=event.at, on=at.date(), group=group) for each in concerned):
            found[Look(at.date(), seat.role, names[group], LookKind(kind_of_look(event.operation)))] = None
    return tuple(found)


def _events(references: Iterable[str], on: date) -> list[Event]:
    """What the centres' desks did that matters here, the newest first; and when a record was closed and opened."""
    named = Q(others__overlap=list(references)) | Q(subject_reference__in=list(references))
    looks = Q(verb__in=LOOKS, desk=Desk.CENTRE, at__gte=_midnight(on - BACK)) | Q(operation__in=(CLOSED, OPENED))
    return list(Event.objects.filter(named, looks, subject_kind="family").order_by("-id")[:MOST])


def _midnight(day: date) -> datetime:
    return make_aware(datetime.combine(day, time.min))


def _watched(each: Belonging, events: list[Event]) -> Watched:
    family = each.member.family
    turns = [
        Turn(event.at, event.operation == CLOSED)
        for event in events
        if event.operation in (CLOSED, OPENED) and event.subject_reference == family.reference
    ]
    return Watched(
        since=each.member.valid_from,
        registered=tuple(
            Registered(row["group"], date.fromisoformat(row["since"]), day_of(row["until"])) for row in each.registered
        ),
        turns=tuple(turns),
        closed_now=family.restricted,
    )


def _seats(postings: set[str], on: date) -> dict[str, PostingFacts]:
    """Which role was acted in, and where."""
    rows = Posting.objects.told(OWN).filter(reference__in=postings)
    found = [posting_facts(row, on) for row in rows.select_related("group", "centre", "organisation", "authority")]
    return {each.reference: each for each in found}
