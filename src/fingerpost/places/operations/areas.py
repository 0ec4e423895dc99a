"""Loading an authority's districts, small areas with their outlines, and place names."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from fingerpost.base.grid import GridPoint
from fingerpost.base.verdict import Refused
from fingerpost.places.models import District, LocalAuthority, PlaceName, PostcodeFile, SmallArea
from fingerpost.places.operations.tables import boundaries, table, whole
from fingerpost.places.rules.boundaries import Areas, outlines_of, rings_of
from fingerpost.places.vocabulary import PlaceNameKind

NUMBERS = ("easting", "northing", "deprivation_rank", "deprivation_decile", "child_poverty_decile")
AGES = tuple(f"aged_{age}" for age in range(5))
SMALL_AREA_COLUMNS = ("code", "name", "district_code", "ward", "successors", *NUMBERS, *AGES)


def load_districts(authority: LocalAuthority, folder: Path) -> int:
    """Districts from `districts.csv` (code, name). Returns how many."""
    rows = table(folder / "districts.csv", ("code", "name"))
    taken = District.objects.filter(code__in=[row["code"] for row in rows]).exclude(authority=authority).first()
    if taken:
        raise Refused(f"{taken.name} ({taken.code}) belongs to another authority already.")
    District.objects.bulk_create(
        [District(authority=authority, code=row["code"], name=row["name"]) for row in rows],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name"],
    )
    return len(rows)


def load_small_areas(authority: LocalAuthority, folder: Path) -> int:
    """Small areas from `small-areas.csv` and `boundaries.json`, where there are any. Returns how many."""
    if not (folder / "small-areas.csv").exists():
        return 0
    rows = table(folder / "small-areas.csv", SMALL_AREA_COLUMNS)
    packed = boundaries(folder / "boundaries.json")
    districts = {district.code: district for district in authority.districts.all()}
    rings = rings_of(packed)
    areas = [_small_area(row, districts, rings) for row in rows]
    if _as_they_are(areas):
        return len(areas)
    SmallArea.objects.bulk_create(
        areas, update_conflicts=True, unique_fields=["code"], update_fields=_altered_fields(), batch_size=500
    )
    _outline(districts, packed, {row["code"]: row["district_code"] for row in rows})
    PostcodeFile.objects.all().delete()  # postcodes learn their small area again at the next load
    return len(areas)


def _small_area(
    row: dict[str, str], districts: dict[str, District], rings: dict[str, list[list[list[int]]]]
) -> SmallArea:
    if row["district_code"] not in districts:
        raise Refused(f"small-areas.csv: {row['code']} lies in {row['district_code']}, which is no district of ours.")
    numbers = {column: whole(row, column, "small-areas.csv") for column in (*NUMBERS, *AGES)}
    return SmallArea(
        code=row["code"],
        name=row["name"],
        district=districts[row["district_code"]],
        ward=row["ward"],
        children_by_age=[numbers.pop(age) for age in AGES],
        successors=row["successors"].split(),
        boundary=rings.get(row["code"], []),
        **numbers,
    )


def _altered_fields() -> list[str]:
    return [field.name for field in SmallArea._meta.fields if field.name not in ("id", "code")]


def _as_they_are(areas: list[SmallArea]) -> bool:
    """Whether the database holds these very areas already."""
    fields = [field.attname for field in SmallArea._meta.fields if field.name != "id"]
    held = {row[0]: row[1:] for row in SmallArea.objects.values_list("code", *fields)}
    return all(held.get(area.code) == tuple(getattr(area, field) for field in fields) for area in areas)


def _outline(districts: dict[str, District], packed: dict[str, Any], district_of: dict[str, str]) -> None:
    for code, lines in outlines_of(packed, district_of).items():
        districts[code].outline = lines
    District.objects.bulk_update(districts.values(), ["outline"])


def load_place_names(authority: LocalAuthority, folder: Path) -> int:
    """Towns and villages from `place-names.csv`, in place of those there were. Returns how many."""
    rows = table(folder / "place-names.csv", ("name", "kind", "easting", "northing"))
    names = [_place_name(authority, row) for row in rows]
    PlaceName.objects.filter(authority=authority).exclude(name__in=[name.name for name in names]).delete()
    PlaceName.objects.bulk_create(
        names,
        update_conflicts=True,
        unique_fields=["authority", "name"],
        update_fields=["kind", "easting", "northing"],
    )
    return len(names)


def _place_name(authority: LocalAuthority, row: dict[str, str]) -> PlaceName:
    if row["kind"] not in PlaceNameKind.values:
        raise Refused(f"place-names.csv: “{row['kind'][:20]}” is neither {' nor '.join(PlaceNameKind.values)}.")
    easting, northing = (whole(row, column, "place-names.csv") for column in ("easting", "northing"))
    return PlaceName(authority=authority, name=row["name"], kind=row["kind"], easting=easting, northing=northing)


def district_codes_at(authority: LocalAuthority, points: Sequence[GridPoint]) -> list[str]:
    """The district that each point lies in, by the outlines of the small areas; "" outside of them all."""
    areas = SmallArea.objects.filter(district__authority=authority)
    rings = {}
    district_of = {"": ""}
    for code, boundary, district in areas.values_list("code", "boundary", "district__code"):
        rings[code], district_of[code] = boundary, district
    eastings, northings = (np.array([getattr(at, axis) for at in points]) for axis in ("easting", "northing"))
    return [district_of[code] for code in Areas(rings).codes_at(eastings, northings)] if points else []
