"""A picture: the groups and centres of an authority from a day on, in the tables of its folder."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.text import slugify

from fingerpost.base import postcode
from fingerpost.base.grid import GridPoint
from fingerpost.base.verdict import Refused
from fingerpost.places.models import CentreGroup, LeadAgency, LocalAuthority
from fingerpost.places.operations import tables
from fingerpost.places.operations.areas import district_codes_at
from fingerpost.places.operations.listing import Applied, Placed, apply_listing
from fingerpost.places.rules import tidying
from fingerpost.places.rules.register import ListedCentre
from fingerpost.places.rules.timeline import DAY

GROUP_COLUMNS = ("number", "name")
LISTING_COLUMNS = ("number", "name", "postcode", "easting", "northing")


def load_picture(authority: LocalAuthority, folder: Path, picture: Mapping[str, Any]) -> Applied:
    """Groups first, then the centres in them, both as they stood on the picture's day."""
    day = picture["day"]
    if "groups" in picture:
        load_groups(authority, tables.table(folder / picture["groups"], GROUP_COLUMNS), day)
    name = picture["listing"]
    rows = tables.table(folder / name, LISTING_COLUMNS)
    points = [GridPoint(*(tables.whole(row, axis, name) for axis in ("easting", "northing"))) for row in rows]
    placed = [
        Placed(_entry(row, line, name), point, district)
        for line, (row, point, district) in enumerate(
            zip(rows, points, district_codes_at(authority, points), strict=True), start=2
        )
    ]
    return apply_listing(authority, placed, day)


def load_groups(authority: LocalAuthority, rows: tables.Table, day: date) -> None:
    """Record that these groups, and no others, stood on a day. A number under a new name is a new group."""
    held = {group.register_number: group for group in _standing(authority, day)}
    for row in rows:
        group = held.pop(row["number"], None)
        if group and group.name != row["name"]:
            _end(group, day)
            group = None
        _keep_group(authority, row, group, day)
    for group in held.values():
        _end(group, day)


def _standing(authority: LocalAuthority, day: date) -> list[CentreGroup]:
    return [
        group
        for group in CentreGroup.objects.filter(authority=authority, valid_from__lte=day)
        if group.valid_to is None or group.valid_to >= day
    ]


def _end(group: CentreGroup, day: date) -> None:
    group.valid_to = day - DAY
    group.save(update_fields=["valid_to"])
    for membership in group.memberships.filter(valid_from__lt=day):
        membership.valid_to = min(membership.valid_to or group.valid_to, group.valid_to)
        membership.save(update_fields=["valid_to"])


def _keep_group(authority: LocalAuthority, row: dict[str, str], group: CentreGroup | None, day: date) -> None:
    if group is None:
        later = CentreGroup.objects.filter(authority=authority, register_number=row["number"], valid_from__gt=day)
        following = later.order_by("valid_from").first()
        group = CentreGroup(
            authority=authority,
            register_number=row["number"],
            slug=_free_slug(authority, row["name"], day),
            valid_from=day,
            valid_to=following.valid_from - DAY if following else None,
        )
    group.name = row["name"]
    group.website = tidying.website(row.get("website", ""))
    agency = row.get("lead_agency", "")
    group.lead_agency = LeadAgency.objects.get_or_create(name=agency)[0] if agency else None
    group.save()


def _free_slug(authority: LocalAuthority, name: str, day: date) -> str:
    slug = slugify(name)
    taken = CentreGroup.objects.filter(authority=authority, slug=slug).exists()
    return f"{slug}-{day:%Y}" if taken else slug


def _entry(row: dict[str, str], line: int, name: str) -> ListedCentre:
    typed = postcode.read(row["postcode"])
    if not typed or not typed.whole:
        raise Refused(f"{name}, line {line}: “{row['postcode'][:20]}” is not a postcode.")
    lines = tuple(row.get(f"address_{number}", "") for number in (1, 2, 3))
    return ListedCentre(
        line=line,
        number=row["number"],
        name=row["name"],
        local_code=row.get("local_code", ""),
        is_linked_site=row.get("kind", "") == "linked_site",
        address_lines=tuple(line for line in lines if line),
        town=row.get("town", ""),
        postcode=typed.compact,
        telephone=tidying.telephone(row.get("telephone", "")),
        website=tidying.website(row.get("website", "")),
        opened=tidying.day(row.get("opened", "")),
        district=row.get("district", ""),
        group_number=row.get("group_number", ""),
        premises_state=row.get("premises_state", ""),
        notice=row.get("notice", ""),
    )
