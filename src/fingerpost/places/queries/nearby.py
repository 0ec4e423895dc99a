"""Centres and groups of a day, the centre that serves a place, and those nearest to it.

Peers ask for both "the centre of my area" and "the nearest": they differ for about a third of families.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np

from fingerpost.base.grid import GridPoint
from fingerpost.places.models import LocalAuthority
from fingerpost.places.queries.cards import CentreCard, GroupCard
from fingerpost.places.queries.locating import Located
from fingerpost.places.queries.snapshot import Snapshot, snapshot
from fingerpost.places.vocabulary import PremisesState

NEARLY_ALWAYS_ENOUGH = 8  # nearest centres among which one has an open building


@dataclass(frozen=True, slots=True)
class MyCentre:
    """The centre that serves a place, and the nearest that families can go to; None where there is none."""

    by_reach: CentreCard | None
    nearest: CentreCard | None
    metres_by_reach: int | None
    metres_nearest: int | None

    @property
    def differ(self) -> bool:
        return bool(self.by_reach and self.nearest and self.by_reach.id != self.nearest.id)


def centres_on(authority: LocalAuthority, day: date) -> list[CentreCard]:
    """The centres of a day, in order of name."""
    return list(snapshot(authority, day).cards)


def centre_on(authority: LocalAuthority, slug: str, day: date) -> CentreCard | None:
    return snapshot(authority, day).by_slug.get(slug)


def groups_on(authority: LocalAuthority, day: date) -> list[GroupCard]:
    """The groups of a day, in order of name."""
    return list(snapshot(authority, day).groups)


def group_on(authority: LocalAuthority, slug: str, day: date) -> GroupCard | None:
    return snapshot(authority, day).group_by_slug.get(slug)


def nearest_centres(
    authority: LocalAuthority, point: GridPoint, day: date, limit: int = 5
) -> list[tuple[CentreCard, int]]:
    """The nearest centres with their distance in metres; of those equally far, in order of name."""
    places = snapshot(authority, day)
    offset = places.places - (point.easting, point.northing)
    metres = np.rint(np.hypot(offset[:, 0], offset[:, 1])).astype(int)
    order = np.argsort(metres, kind="stable")[: max(limit, 0)]
    return [(places.cards[index], int(metres[index])) for index in order]


def my_centre(authority: LocalAuthority, located: Located, day: date) -> MyCentre:
    """The centre of a located place by reach, and the nearest whose building is not closed."""
    if located.point is None:
        return MyCentre(None, None, None, None)
    places = snapshot(authority, day)
    serving = _serving(places, located)
    nearest, metres_nearest = _nearest_open(authority, located.point, day)
    return MyCentre(
        by_reach=serving,
        nearest=nearest,
        metres_by_reach=located.point.metres_to(serving.point) if serving else None,
        metres_nearest=metres_nearest,
    )


def _nearest_open(authority: LocalAuthority, point: GridPoint, day: date) -> tuple[CentreCard, int] | tuple[None, None]:
    for limit in (NEARLY_ALWAYS_ENOUGH, len(snapshot(authority, day).cards)):
        for card, metres in nearest_centres(authority, point, day, limit):
            if card.state != PremisesState.CLOSED:
                return card, metres
    return None, None


def _serving(places: Snapshot, located: Located) -> CentreCard | None:
    if located.centre_id:
        return places.by_id.get(located.centre_id)
    return places.by_id.get(places.reach.get(located.small_area_code, 0))
