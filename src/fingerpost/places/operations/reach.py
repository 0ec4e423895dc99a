"""Which centre serves which small area: as the authority says, or derived where it does not."""

from datetime import date
from pathlib import Path

from django.db import transaction

from fingerpost.base.grid import GridPoint
from fingerpost.base.verdict import Refused
from fingerpost.places.models import LocalAuthority, ReachArea, SmallArea
from fingerpost.places.models.dated import valid_on
from fingerpost.places.operations import tables
from fingerpost.places.operations.record import changed
from fingerpost.places.operations.timelines import Kind, observe
from fingerpost.places.queries.snapshot import snapshot
from fingerpost.places.rules.reach import Served, nearest_of_district

REACH = Kind(ReachArea, "small_area_id", ("centre_id",))


@transaction.atomic
def derive_reach(authority: LocalAuthority, day: date, *, by: str) -> int:
    """Give every small area that nobody serves on `day` the nearest centre of its own district. Returns how many.

    This is a guess for authorities that publish no reach areas: real ones follow estates, roads and schools. What
    load_reach was told stays, unless the centre is no longer there.
    """
    cards = snapshot(authority, day, fresh=True).cards
    districts = dict(authority.centres.values_list("pk", "district_id"))
    centres = [Served(card.id, card.point, districts[card.id]) for card in cards]
    served = nearest_of_district(_unserved(authority, day, {centre.key for centre in centres}), centres)
    if served:
        observe(REACH, {area: (centre,) for area, centre in served.items()}, day)
        changed(authority, "derive reach", by=by, counts={"small areas": len(served)})
    return len(served)


def _unserved(authority: LocalAuthority, day: date, standing: set[int]) -> list[Served]:
    """The small areas without a centre, or whose centre does not stand on the day."""
    held = ReachArea.objects.filter(valid_on(day), centre__in=standing)
    areas = SmallArea.objects.filter(district__authority=authority).exclude(pk__in=held.values("small_area"))
    rows = areas.values_list("pk", "easting", "northing", "district_id")
    return [Served(key, GridPoint(easting, northing), district) for key, easting, northing, district in rows]


@transaction.atomic
def load_reach(authority: LocalAuthority, path: Path, day: date, *, by: str) -> int:
    """Take the authority's own reach from a table (small_area, centre) from `day` on. Returns how many areas.

    centre: the register's number or the authority's own code. All or nothing: an unknown area or centre refuses all.
    """
    rows = tables.table(path, ("small_area", "centre"))
    areas = dict(SmallArea.objects.filter(district__authority=authority).values_list("code", "pk"))
    centres: dict[str, int] = {}
    for key, number, code in authority.centres.values_list("pk", "number", "local_code"):
        centres |= {number: key} | ({code: key} if code else {})
    wrong = [f"line {line}" for line, row in enumerate(rows, 2) if not _known(row, areas, centres)]
    if wrong:
        raise Refused(f"{path.name}: no such small area or centre of this authority in {', '.join(wrong[:10])}.")
    served = {areas[row["small_area"]]: (centres[row["centre"]],) for row in rows}
    touched = observe(REACH, served, day)
    changed(authority, "load reach", by=by, counts={"small areas": len(served), "changed": len(touched)})
    return len(served)


def _known(row: dict[str, str], areas: dict[str, int], centres: dict[str, int]) -> bool:
    return row["small_area"] in areas and row["centre"] in centres
