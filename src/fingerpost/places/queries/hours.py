"""When a centre's door is open, and what its families are told about its building."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from fingerpost.places.models import OpeningHours, Premises
from fingerpost.places.rules.hours import DayHours, GivenHours, week_from

AHEAD = timedelta(weeks=6)  # how long before a move it is told


@dataclass(frozen=True, slots=True)
class PremisesNotice:
    """What is told of a building of a centre: its state, the sentence, and the days it holds."""

    state: str
    role: str
    notice: str
    address: tuple[str, ...]
    starts: date
    ends: date | None


def given_hours(centre_id: int, day: date) -> list[GivenHours]:
    """The lines of a centre's hours that hold on a day or later, in order. One query."""
    lines = OpeningHours.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), centre=centre_id)
    fields = ("season", "valid_from", "valid_to", "weekday", "opens", "closes", "note")
    return [GivenHours(*line) for line in lines.order_by("valid_from", "weekday", "opens").values_list(*fields)]


def opening_hours(centre_id: int, day: date) -> list[DayHours]:
    """Seven days' hours from `day` on."""
    return week_from(given_hours(centre_id, day), day)


def premises_notices(centre_id: int, day: date) -> list[PremisesNotice]:
    """Notices of the centre's buildings that hold on a day or begin within six weeks, soonest first."""
    rows = (
        Premises.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=day), centre_id=centre_id, valid_from__lte=day + AHEAD
        )
        .exclude(notice="")
        .select_related("building")
        .order_by("valid_from", "pk")
    )
    return [
        PremisesNotice(row.state, row.role, row.notice, tuple(row.building.address), row.valid_from, row.valid_to)
        for row in rows
    ]
