"""What a building offers to those who come."""

from dataclasses import dataclass

from fingerpost.places.models import Building
from fingerpost.places.vocabulary import Facility


@dataclass(frozen=True, slots=True)
class BuildingFacts:
    """A building's facilities, and how to get there in words."""

    facilities: frozenset[Facility]
    directions: str


def building_facts(building_id: int) -> BuildingFacts:
    """The facts of one building. Raises Building.DoesNotExist."""
    facilities, directions = Building.objects.values_list("facilities", "directions").get(pk=building_id)
    return BuildingFacts(frozenset(Facility(each) for each in facilities), directions)
