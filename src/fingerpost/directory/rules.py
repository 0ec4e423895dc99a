"""Whether an entry can still be trusted: what nobody has confirmed for over a year is said to be so."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta

CONFIRM_EVERY = relativedelta(years=1)


@dataclass(frozen=True, slots=True)
class Freshness:
    """When an entry was last confirmed, and whether that is too long ago. Without a day nobody ever did."""

    confirmed_on: date | None
    due_on: date | None
    overdue: bool


@dataclass(frozen=True, slots=True)
class PlannedTerm:
    """A heading or, with a parent, an item of a taxonomy."""

    key: str
    name: str
    position: int
    parent: str = ""


@dataclass(frozen=True, slots=True)
class PlannedTaxonomy:
    """A taxonomy as a file holds it: headings first, each followed by its items."""

    key: str
    name: str
    source: str
    terms: tuple[PlannedTerm, ...]


def freshness(confirmed_on: date | None, on: date) -> Freshness:
    """How an entry stands on a day. It is confirmed anew within a year of the last time."""
    if confirmed_on is None:
        return Freshness(None, None, overdue=True)
    due = confirmed_on + CONFIRM_EVERY
    return Freshness(confirmed_on, due, overdue=on > due)


def taxonomy_from(told: Mapping[str, Any]) -> PlannedTaxonomy:
    """A taxonomy from what its file says."""
    return PlannedTaxonomy(told["key"], told["name"], told["source"], _terms(told))


def keys_used_twice(planned: PlannedTaxonomy) -> list[str]:
    """Keys that more than one of its terms has: a taxonomy with any cannot be loaded."""
    counts = Counter(term.key for term in planned.terms)
    return [key for key, count in counts.items() if count > 1]


def _terms(told: Mapping[str, Any]) -> tuple[PlannedTerm, ...]:
    flat: list[tuple[str, str, str]] = []
    for area in told["areas"]:
        flat.append((area["key"], area["name"], ""))
        flat.extend((item["key"], item["name"], area["key"]) for item in area["items"])
    return tuple(PlannedTerm(key, name, position, parent) for position, (key, name, parent) in enumerate(flat, 1))
