"""Opening hours of a centre, season by season."""

from collections.abc import Iterable
from dataclasses import astuple
from datetime import time
from pathlib import Path

from django.db import transaction

from fingerpost.base.verdict import Refused
from fingerpost.places.models import Centre, LocalAuthority, OpeningHours
from fingerpost.places.operations import tables
from fingerpost.places.operations.record import changed
from fingerpost.places.rules.hours import GivenHours

FIELDS = ("season", "valid_from", "valid_to", "weekday", "opens", "closes", "note")  # as GivenHours has them
COLUMNS = ("local_code", "season", "valid_from", "valid_to", "weekday", "opens", "closes", "note")


@transaction.atomic
def set_opening_hours(centre: Centre, hours: Iterable[GivenHours], *, by: str) -> None:
    """Give a centre these hours in place of all that it had in the same seasons (the same first days)."""
    hours = list(hours)
    _keep(centre, hours)
    changed(centre.authority, "set opening hours", by=by, why=centre.slug, counts={"lines": len(hours)})


def load_opening_hours(authority: LocalAuthority, folder: Path) -> int:
    """Hours from `opening-hours.csv`, where there is one. Returns how many lines."""
    path = folder / "opening-hours.csv"
    if not path.exists():
        return 0
    centres = {centre.local_code or centre.number: centre for centre in authority.centres.all()}
    rows = tables.table(path, COLUMNS)
    lines: dict[str, list[GivenHours]] = {}
    for row in rows:
        if row["local_code"] not in centres:
            raise Refused(f"{path.name}: there is no centre {row['local_code'][:20]}.")
        lines.setdefault(row["local_code"], []).append(_given(row, path.name))
    for code, given in lines.items():
        _keep(centres[code], given)
    return len(rows)


def _given(row: dict[str, str], name: str) -> GivenHours:
    return GivenHours(
        season=row["season"],
        start=tables.day(row, "valid_from", name),
        end=tables.day(row, "valid_to", name) if row["valid_to"] else None,
        weekday=tables.whole(row, "weekday", name),
        opens=_time(row["opens"], name),
        closes=_time(row["closes"], name),
        note=row["note"],
    )


def _time(text: str, name: str) -> time | None:
    try:
        return time.fromisoformat(text) if text else None
    except ValueError as error:
        raise Refused(f"{name}: “{text[:20]}” is not a time such as 09:30.") from error


def _keep(centre: Centre, hours: list[GivenHours]) -> None:
    for line in hours:
        if line.opens and line.closes and line.closes <= line.opens:
            raise Refused(f"{centre.slug}: the door cannot close at {line.closes:%H:%M} before it opens.")
    same_seasons = centre.opening_hours.filter(valid_from__in={line.start for line in hours})
    if {GivenHours(*line) for line in same_seasons.values_list(*FIELDS)} == set(hours):
        return
    same_seasons.delete()
    OpeningHours.objects.bulk_create(
        OpeningHours(centre=centre, **dict(zip(FIELDS, astuple(line), strict=True))) for line in hours
    )
