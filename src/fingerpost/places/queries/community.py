"""The children who live where a centre serves: figures of open data, added up over its small areas."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from fingerpost.places.models import ReachArea
from fingerpost.places.models.areas import SmallArea
from fingerpost.places.models.dated import valid_on

MOST_DEPRIVED = 3  # tenths: what the Department for Education counts as disadvantaged is the first three


@dataclass(frozen=True, slots=True)
class Community:
    """Children under five (mid-2020) in a number of small areas, and how many live in the most deprived of England.

    `deprived` counts those in the three most deprived tenths (Index of Multiple Deprivation 2019).
    """

    areas: int
    under_fives: int
    deprived: int


def community_of(centre_ids: Iterable[int], day: date) -> Community:
    """The children in the small areas that these centres serve on a day. One query."""
    served = ReachArea.objects.filter(valid_on(day), centre__in=list(centre_ids))
    areas = SmallArea.objects.filter(reach_areas__in=served).distinct()
    found = list(areas.values_list("children_by_age", "deprivation_decile"))
    return Community(
        areas=len(found),
        under_fives=sum(sum(children) for children, _ in found),
        deprived=sum(sum(children) for children, tenth in found if tenth <= MOST_DEPRIVED),
    )


def areas_served(centre_id: int, day: date) -> list[list[list[float]]]:
    """The outlines of the small areas that a centre serves on a day: closed rings of eastings and northings."""
    served = ReachArea.objects.filter(valid_on(day), centre=centre_id)
    boundaries = SmallArea.objects.filter(reach_areas__in=served).distinct().values_list("boundary", flat=True)
    return [ring for boundary in boundaries for ring in boundary]
