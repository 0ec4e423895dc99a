"""The places of an authority on a day, read once and kept in the process until someone changes them.

Every page asks for centres, groups and names; they change a few times a year. A reader looks at the authority's
revision at most twice a second, so that a change shows within a second and a page costs no query at all.
"""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from threading import Lock
from time import monotonic

import numpy as np
import numpy.typing as npt

from fingerpost.base.unavailable import NotSetUp
from fingerpost.places.models import LocalAuthority, ReachArea
from fingerpost.places.models.dated import valid_on
from fingerpost.places.queries.cards import CentreCard, GroupCard
from fingerpost.places.queries.naming import names_of
from fingerpost.places.queries.rows import cards_on, groups_on_day
from fingerpost.places.rules.names import NameIndex

LOOK_AGAIN = 0.5  # seconds
KEPT = 8  # days of which a snapshot is kept


@dataclass(frozen=True)
class Snapshot:
    """Everything that holds on a day. Arrays stand in the order of `cards`."""

    authority: LocalAuthority
    day: date
    cards: tuple[CentreCard, ...]
    groups: tuple[GroupCard, ...]
    reach: dict[str, int]
    names: NameIndex
    district_codes: frozenset[str]

    @cached_property
    def by_slug(self) -> dict[str, CentreCard]:
        return {card.slug: card for card in self.cards}

    @cached_property
    def by_id(self) -> dict[int, CentreCard]:
        return {card.id: card for card in self.cards}

    @cached_property
    def group_by_slug(self) -> dict[str, GroupCard]:
        return {group.slug: group for group in self.groups}

    @cached_property
    def places(self) -> npt.NDArray[np.float64]:
        return np.array([(card.easting, card.northing) for card in self.cards], dtype=float).reshape(-1, 2)


class _Kept:
    """Snapshots by authority and day, and when the authority's revision was last looked at."""

    def __init__(self) -> None:
        self.snapshots: OrderedDict[tuple[int, date], Snapshot] = OrderedDict()
        self.authority: LocalAuthority | None = None
        self.looked = float("-inf")
        self.lock = Lock()


_kept = _Kept()


class NoAuthority(NotSetUp):
    """No authority is loaded yet."""


def forget() -> None:
    """Drop what is kept, so that the next reader looks at the database. Every change of places calls this."""
    with _kept.lock:
        _kept.snapshots.clear()
        _kept.authority = None
        _kept.looked = float("-inf")


def authority() -> LocalAuthority:
    """The authority that this installation serves: the first that was loaded."""
    with _kept.lock:
        if _kept.authority is None or monotonic() - _kept.looked > LOOK_AGAIN:
            _kept.authority = LocalAuthority.objects.order_by("pk").first()
            _kept.looked = monotonic()
        if _kept.authority is None:
            raise NoAuthority("No authority is loaded. Run: fingerpost load-authority")
        return _kept.authority


def picture_day(of: LocalAuthority, today: date) -> date:
    """The day whose centres and groups an authority shows."""
    return of.places_as_at or today


def snapshot(of: LocalAuthority, day: date, *, fresh: bool = False) -> Snapshot:
    """The places of an authority on a day; `fresh` reads them now, for operations in the middle of a change."""
    if fresh:
        return _read(of, day)
    revision = current_revision(of)
    key = (of.pk, day)
    with _kept.lock:
        held = _kept.snapshots.get(key)
        if held and held.authority.revision == revision:
            _kept.snapshots.move_to_end(key)
            return held
    made = _read(of, day)
    with _kept.lock:
        _kept.snapshots[key] = made
        while len(_kept.snapshots) > KEPT:
            _kept.snapshots.popitem(last=False)
    return made


def current_revision(of: LocalAuthority) -> int:
    """The authority's revision, from the database if it was not looked at for half a second."""
    try:
        served = authority()
    except NoAuthority:
        return of.revision
    return served.revision if served.pk == of.pk else of.revision


def _read(of: LocalAuthority, day: date) -> Snapshot:
    cards = cards_on(of, day)
    reach = ReachArea.objects.filter(valid_on(day), centre__authority=of)
    return Snapshot(
        authority=of,
        day=day,
        cards=cards,
        groups=groups_on_day(of, day, cards),
        reach=dict(reach.values_list("small_area__code", "centre_id")),
        names=names_of(of, cards),
        district_codes=frozenset(of.districts.values_list("code", flat=True)),
    )
