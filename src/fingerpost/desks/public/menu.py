"""The core menu as a family meets it: six areas, and in each what there is. What is missing is the county's to see."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from fingerpost.desks.public import wording
from fingerpost.directory.queries import MenuArea, ServiceEntry, by_area, core_menu, services_of_group


@dataclass(frozen=True, slots=True)
class Offer:
    """A service in a few words. `fresh` says when it was last confirmed, and by whom."""

    name: str
    description: str
    facts: str
    how_to_get: str
    telephone: str
    website: str
    provider: str
    fresh: str
    overdue: bool


@dataclass(frozen=True, slots=True)
class AreaOffered:
    """An area of the core menu with what is offered in it."""

    key: str
    name: str
    offers: tuple[Offer, ...]


def menu_offered(group_id: int, today: date) -> list[AreaOffered]:
    """What a group offers, by the areas of the core menu. Three queries."""
    return in_areas(core_menu(), services_of_group(group_id, today))


def in_areas(areas: Iterable[MenuArea], entries: Iterable[ServiceEntry]) -> list[AreaOffered]:
    """The areas in their order; one without anything in it is left out."""
    sorted_in = by_area(entries)
    return [
        AreaOffered(area.key, area.name, tuple(offer_of(entry) for entry in sorted_in[area.key]))
        for area in areas
        if area.key in sorted_in
    ]


def offer_of(entry: ServiceEntry) -> Offer:
    """A service in words."""
    known_ages = entry.youngest is not None or entry.oldest is not None
    facts = [str(entry.level.label), wording.ages(entry.youngest, entry.oldest) if known_ages else "", entry.cost]
    return Offer(
        name=entry.name,
        description=entry.description,
        facts=". ".join(fact for fact in facts if fact),
        how_to_get=entry.how_to_get,
        telephone=entry.telephone,
        website=entry.website,
        provider=entry.provider,
        fresh=_fresh(entry),
        overdue=entry.freshness.overdue,
    )


def _fresh(entry: ServiceEntry) -> str:
    if entry.freshness.confirmed_on is None:
        return gettext("Nobody has confirmed this yet. Please ring first.")
    said = gettext("Checked on {day} by {who}.").format(
        day=wording.day(entry.freshness.confirmed_on, year=True), who=entry.confirmed_by
    )
    return f"{said} {gettext('That is over a year ago. Please ring first.')}" if entry.freshness.overdue else said
