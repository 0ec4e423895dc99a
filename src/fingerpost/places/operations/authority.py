"""Loading an authority from its folder: the record, its areas, its centres and groups as they were and are.

"82 children's centres ... clustered in 29 geographical groups": which county, which centres, which groups is data.
"""

import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from fingerpost.base.verdict import Refused
from fingerpost.places.models import LocalAuthority
from fingerpost.places.operations.areas import load_districts, load_place_names, load_small_areas
from fingerpost.places.operations.calendar import load_calendar
from fingerpost.places.operations.hours import load_opening_hours
from fingerpost.places.operations.pictures import load_picture
from fingerpost.places.operations.reach import derive_reach
from fingerpost.places.operations.record import changed

DATA = Path(__file__).resolve().parent.parent / "data"
REQUIRED = ("code", "name", "slug")
_OWN = {field.name for field in LocalAuthority._meta.fields} - {"id", "revision"}
_ELSEWHERE = {"pictures"}


@transaction.atomic
def load_authority(folder: Path, *, today: date, by: str) -> LocalAuthority:
    """Load everything in an authority's folder; run again, it changes only what has changed.

    today: calendars reach from the first picture to two years after it.
    """
    facts = _facts(folder)
    authority = _record(facts)
    load_districts(authority, folder)
    areas = load_small_areas(authority, folder)
    load_place_names(authority, folder)
    pictures = sorted(facts.get("pictures", []), key=lambda picture: picture["day"])
    for picture in pictures:
        load_picture(authority, folder, picture)
    for picture in pictures:
        derive_reach(authority, picture["day"], by=by)
    load_opening_hours(authority, folder)
    first = pictures[0]["day"].year if pictures else today.year
    load_calendar(authority, folder, range(first, today.year + 3))
    changed(authority, "load authority", by=by, counts={"small areas": areas, "centres": authority.centres.count()})
    authority.refresh_from_db()
    return authority


def shipped() -> list[Path]:
    """The folders of the authorities that the product ships."""
    return sorted(path.parent for path in DATA.glob("*/authority.toml"))


def _facts(folder: Path) -> dict[str, Any]:
    path = folder / "authority.toml"
    try:
        facts = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise Refused(f"There is no file {path}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refused(f"{path.name} cannot be read: {error}.") from error
    missing = [name for name in REQUIRED if not facts.get(name)]
    unknown = sorted(set(facts) - _OWN - _ELSEWHERE)
    if missing:
        raise Refused(f"{path.name} does not say {', '.join(missing)}.")
    if unknown:
        raise Refused(f"{path.name} says {', '.join(unknown)}, which an authority does not have.")
    return facts


def _record(facts: Mapping[str, Any]) -> LocalAuthority:
    own = {name: value for name, value in facts.items() if name in _OWN}
    authority = LocalAuthority.objects.filter(code=facts["code"]).first() or LocalAuthority()
    for name, value in own.items():
        setattr(authority, name, value.strip() if isinstance(value, str) else value)
    try:
        authority.full_clean()
    except ValidationError as error:
        field, reasons = next(iter(error.message_dict.items()))
        raise Refused(f"authority.toml, {field}: {' '.join(reasons)}") from error
    authority.save()
    return authority
