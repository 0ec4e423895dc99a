"""Opening hours that are still to come: a family plans its summer before the summer."""

from dataclasses import dataclass
from datetime import date

from fingerpost.places.models import OpeningHours
from fingerpost.places.rules.hours import DayHours, GivenHours, week_from


@dataclass(frozen=True, slots=True)
class Season:
    """A season of other hours, with its first whole week of them."""

    name: str
    start: date
    end: date | None
    week: tuple[DayHours, ...]


def seasons_ahead(centre_id: int, after: date, until: date) -> list[Season]:
    """The named seasons of a centre that begin after one day and not after another, soonest first. One query."""
    rows = OpeningHours.objects.filter(centre=centre_id).order_by("valid_from", "weekday", "opens")
    given = [
        GivenHours(row.season, row.valid_from, row.valid_to, row.weekday, row.opens, row.closes, row.note)
        for row in rows
    ]
    coming = {
        (line.start, line.end, line.season): None for line in given if line.season and after < line.start <= until
    }
    return [Season(name, start, end, tuple(week_from(given, start))) for start, end, name in coming]
