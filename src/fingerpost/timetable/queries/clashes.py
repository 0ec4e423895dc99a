"""Two groups cannot be in one room at one time. What is online, outdoors or in a home takes nobody's room."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from fingerpost.places.vocabulary import VenueKind
from fingerpost.timetable.models import Session
from fingerpost.timetable.vocabulary import SessionStatus

TAKES_NO_ROOM = frozenset({VenueKind.ONLINE, VenueKind.OUTDOORS, VenueKind.FAMILY_HOME})


@dataclass(frozen=True, slots=True)
class Taken:
    """A venue taken for a stretch of time. `held` tells what stands already from what is being planned."""

    venue_id: int
    starts_at: datetime
    ends_at: datetime
    title: str
    held: bool = False


def taken_by(sessions: Iterable[Session]) -> list[Taken]:
    """What sessions that are being planned will take."""
    return [
        Taken(session.venue_id, session.starts_at, session.ends_at, session.series.title)
        for session in sessions
        if VenueKind(session.venue.kind) not in TAKES_NO_ROOM
    ]


def first_clash(planned: Collection[Taken], *, leaving_out: Collection[int] = ()) -> Taken | None:
    """What first stands in the way of what is planned, among itself or with what is held. One query.

    leaving_out: ids of sessions that are about to be moved or removed.
    """
    if not planned:
        return None
    by_venue: dict[int, list[Taken]] = defaultdict(list)
    for taken in (*planned, *_held(planned, leaving_out)):
        by_venue[taken.venue_id].append(taken)
    clashes = (clash for takes in by_venue.values() for clash in _clashes(takes))
    return min(clashes, key=lambda clash: clash.starts_at, default=None)


def _clashes(takes: list[Taken]) -> Iterator[Taken]:
    """Overlaps in one venue in which at least one side is being planned; the side that stood there is named."""
    takes.sort(key=lambda taken: taken.starts_at)
    running: list[Taken] = []
    for taken in takes:
        running = [other for other in running if other.ends_at > taken.starts_at]
        for other in running:
            if not (taken.held and other.held):
                yield taken if taken.held else other
        running.append(taken)


def _held(planned: Collection[Taken], leaving_out: Collection[int]) -> Iterator[Taken]:
    sessions = Session.objects.filter(
        venue__in={taken.venue_id for taken in planned},
        starts_at__lt=max(taken.ends_at for taken in planned),
        ends_at__gt=min(taken.starts_at for taken in planned),
    ).exclude(status=SessionStatus.CANCELLED)
    if leaving_out:
        sessions = sessions.exclude(pk__in=leaving_out)
    for venue, starts, ends, title in sessions.values_list("venue_id", "starts_at", "ends_at", "series__title"):
        yield Taken(venue, starts, ends, title, held=True)
