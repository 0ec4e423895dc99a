"""Centres and groups under an old name, or closed: a link on an old leaflet still leads somewhere."""

from dataclasses import dataclass
from datetime import date

from django.utils.text import slugify

from fingerpost.base.grid import GridPoint
from fingerpost.places.models import (
    Centre,
    CentreGroup,
    CentreListing,
    Designation,
    GroupMembership,
    LocalAuthority,
    Premises,
)

LONGEST = 110


@dataclass(frozen=True, slots=True)
class FormerCentre:
    """A centre as it was last listed. `closed_on` is empty where no day is on record."""

    id: int
    slug: str
    name: str
    closed_on: date | None
    point: GridPoint | None


@dataclass(frozen=True, slots=True)
class FormerGroup:
    """A group that does not hold on the day: from when to when it did, and the groups its centres went to."""

    slug: str
    name: str
    first: date
    last: date | None
    followed_by: tuple[tuple[str, str], ...]


def former_centre(authority: LocalAuthority, slug: str, day: date) -> FormerCentre | None:
    """The centre that a slug means: its own, or one made of a name that it had. At most five queries."""
    centre = Centre.objects.filter(authority=authority, slug=slug).first() or _by_old_name(authority, slug)
    if centre is None:
        return None
    listing = CentreListing.objects.filter(centre=centre, valid_from__lte=day).order_by("-valid_from").first()
    last = Premises.objects.filter(centre=centre).select_related("building").order_by("-valid_from").first()
    return FormerCentre(
        id=centre.pk,
        slug=centre.slug,
        name=listing.name if listing else centre.slug,
        closed_on=centre.closed or _last_designated(centre),
        point=last.building.point if last else None,
    )


def former_group(authority: LocalAuthority, slug: str) -> FormerGroup | None:
    """The group of any time that a slug means, with the slug and name of each that followed. Two queries."""
    group = CentreGroup.objects.filter(authority=authority, slug=slug).first()
    if group is None:
        return None
    return FormerGroup(group.slug, group.name, group.valid_from, group.valid_to, _followed_by(group))


def _followed_by(group: CentreGroup) -> tuple[tuple[str, str], ...]:
    if group.valid_to is None:
        return ()
    moved = GroupMembership.objects.filter(centre__memberships__group=group, valid_from__gt=group.valid_to)
    return tuple(moved.order_by("group__name").values_list("group__slug", "group__name").distinct())


def _by_old_name(authority: LocalAuthority, slug: str) -> Centre | None:
    listings = CentreListing.objects.filter(centre__authority=authority).select_related("centre")
    return next((each.centre for each in listings if slugify(each.name)[:LONGEST] == slug), None)


def _last_designated(centre: Centre) -> date | None:
    designation = Designation.objects.filter(centre=centre).order_by("-valid_from").first()
    return designation.valid_to if designation else None
