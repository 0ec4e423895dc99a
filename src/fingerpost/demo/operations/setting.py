"""What all of the make-believe is made for: an authority, its groups and centres, a seed and a day."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from fingerpost.base.identifiers import derived_reference
from fingerpost.demo.rules.patterns import Pattern, pattern_from
from fingerpost.places.models import Centre, CentreGroup, LocalAuthority
from fingerpost.places.queries.cards import CentreCard
from fingerpost.places.queries.snapshot import picture_day, snapshot

DATA = Path(__file__).resolve().parent.parent / "data"
BY = "the demonstration"

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Seat:
    """A centre: its record, and how it is shown."""

    centre: Centre
    card: CentreCard

    @property
    def number(self) -> str:
        return self.centre.number


@dataclass(frozen=True, slots=True)
class Cluster:
    """A group of centres with its centres."""

    group: CentreGroup
    seats: tuple[Seat, ...]

    @property
    def number(self) -> str:
        return self.group.register_number


@dataclass(frozen=True, slots=True)
class Setting:
    """The county as it is shown, with the seed and the day that everything is drawn from."""

    authority: LocalAuthority
    clusters: tuple[Cluster, ...]
    seed: int
    today: date

    @property
    def seats(self) -> list[Seat]:
        return [seat for cluster in self.clusters for seat in cluster.seats]

    def reference(self, *parts: object) -> str:
        """The reference of a make-believe record: the same each time that it is made."""
        return derived_reference("demonstration", self.seed, self.authority.code, *parts)


def setting(authority: LocalAuthority, seed: int, today: date) -> Setting:
    """The authority's groups and centres on the day whose picture is shown."""
    shown = snapshot(authority, picture_day(authority, today), fresh=True)
    groups = {group.register_number: group for group in CentreGroup.objects.filter(pk__in=[g.id for g in shown.groups])}
    centres = {centre.pk: centre for centre in authority.centres.select_related("authority")}
    clusters = [
        Cluster(groups[card.number], tuple(Seat(centres[centre.id], centre) for centre in card.centres))
        for card in sorted(shown.groups, key=lambda card: card.number)
    ]
    return Setting(authority, tuple(clusters), seed, today)


@lru_cache(maxsize=1)
def patterns() -> tuple[Pattern, ...]:
    """All patterns of the programme."""
    return tuple(pattern_from(each) for each in told("patterns"))


@lru_cache(maxsize=8)
def told(name: str) -> tuple[dict[str, Any], ...]:
    """The rows of one of the demonstration's tables."""
    return tuple(tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))[name])
