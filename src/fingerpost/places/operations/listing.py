"""Taking a list of an authority's centres as it stood on a day: the step that every way of loading centres shares."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.text import slugify

from fingerpost.base.grid import GridPoint
from fingerpost.places.models import (
    Building,
    Centre,
    CentreGroup,
    CentreListing,
    Designation,
    District,
    GroupMembership,
    LocalAuthority,
    Premises,
)
from fingerpost.places.models.dated import valid_on
from fingerpost.places.operations.timelines import Kind, observe
from fingerpost.places.rules.buildings import same_building
from fingerpost.places.rules.register import ListedCentre
from fingerpost.places.rules.tidying import own_name
from fingerpost.places.vocabulary import DesignationKind, PremisesRole, PremisesState

LISTINGS = Kind(CentreListing, "centre_id", ("name", "telephone", "website"))
DESIGNATIONS = Kind(Designation, "centre_id", ("kind",))
MEMBERSHIPS = Kind(GroupMembership, "centre_id", ("group_id",))
BASES = Kind(Premises, "centre_id", ("building_id", "state", "notice"), {"role": PremisesRole.BASE})


@dataclass(frozen=True, slots=True)
class Placed:
    """A listed centre with its place on the map and the district that the place lies in."""

    entry: ListedCentre
    point: GridPoint
    district_code: str


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of a list: numbers of the centres that are new, changed, or listed no more."""

    new: frozenset[str]
    changed: frozenset[str]
    ended: frozenset[str]


def apply_listing(authority: LocalAuthority, placed: Sequence[Placed], day: date, *, complete: bool = True) -> Applied:
    """Record that the list on `day` held these centres and, when it is complete, no others.

    Runs inside the caller's transaction. What centres were earlier or later stays as it is known.
    """
    known = {centre.number: centre for centre in authority.centres.all()}
    centres = known | _new_centres(authority, [each for each in placed if each.entry.number not in known], known)
    entries = {centres[each.entry.number].pk: each for each in placed}
    missing = [centre.pk for centre in known.values() if centre.pk not in entries] if complete else []
    changed = _observe_all(authority, entries, missing, day)
    numbers = {centre.pk: number for number, centre in centres.items()}
    touched = {numbers[key] for key in changed}
    new = frozenset(centres) - frozenset(known)
    ended = frozenset(numbers[key] for key in missing) & touched
    _close(centres, entries, ended, day)
    return Applied(new, frozenset(touched) - new - ended, ended)


def _observe_all(authority: LocalAuthority, entries: dict[int, Placed], missing: list[int], day: date) -> set[int]:
    listed = {key: each.entry for key, each in entries.items()}
    opened = {key: entry.opened for key, entry in listed.items() if entry.opened}
    names = {key: (entry.name, entry.telephone, entry.website) for key, entry in listed.items()}
    kinds = {key: (_kind(entry),) for key, entry in listed.items()}
    return (
        observe(LISTINGS, names, day, missing)
        | observe(DESIGNATIONS, kinds, day, missing, opened)
        | observe(BASES, _bases(authority, entries, day), day, missing)
        | observe(MEMBERSHIPS, _groups(authority, listed, day), day, missing)
    )


def _kind(entry: ListedCentre) -> str:
    return DesignationKind.LINKED_SITE if entry.is_linked_site else DesignationKind.CENTRE


def _new_centres(authority: LocalAuthority, placed: Sequence[Placed], known: dict[str, Centre]) -> dict[str, Centre]:
    districts = _Districts(authority)
    slugs = {centre.slug for centre in known.values()}
    centres = []
    for each in placed:
        slug = _free_slug(each.entry, slugs)
        slugs.add(slug)
        centres.append(
            Centre(
                authority=authority,
                number=each.entry.number,
                local_code=each.entry.local_code,
                slug=slug,
                district=districts.served(each),
                opened=each.entry.opened,
            )
        )
    return {centre.number: centre for centre in Centre.objects.bulk_create(centres)}


def _free_slug(entry: ListedCentre, taken: set[str]) -> str:
    """The centre's own name; where another has it, the town and then the number tell them apart."""
    name = slugify(own_name(entry.name)) or entry.number
    return next(
        slug
        for slug in (name, f"{name}-{slugify(entry.town)}", f"{name}-{entry.number}")
        if slug not in taken and not slug.endswith("-")
    )


class _Districts:
    """The authority's districts, by name and by code."""

    def __init__(self, authority: LocalAuthority) -> None:
        rows = list(District.objects.filter(authority=authority).defer("outline"))
        self._by_name = {district.name: district for district in rows}
        self._by_code = {district.code: district for district in rows}

    def served(self, placed: Placed) -> District | None:
        """The district that the list says the centre serves, else the one that it lies in."""
        return self._by_name.get(placed.entry.district) or self.where(placed)

    def where(self, placed: Placed) -> District | None:
        return self._by_code.get(placed.district_code)


def _bases(authority: LocalAuthority, entries: dict[int, Placed], day: date) -> dict[int, tuple[int, str, str]]:
    """For each centre its building, and whether families can walk in: as told, else as it was, else open."""
    buildings = _buildings(authority, entries, day)
    held = Premises.objects.filter(valid_on(day), centre_id__in=entries, role=PremisesRole.BASE)
    before = {row.centre_id: (row.building_id, row.state, row.notice) for row in held}
    bases = {}
    for key, each in entries.items():
        told = (each.entry.premises_state, each.entry.notice)
        was = before.get(key, (0, "", ""))
        state, notice = told if told[0] else (was[1:] if was[0] == buildings[key] else (PremisesState.OPEN, ""))
        bases[key] = (buildings[key], str(state), notice)
    return bases


def _buildings(authority: LocalAuthority, entries: dict[int, Placed], day: date) -> dict[int, int]:
    """The building of each centre: one that is known at its postcode, or a new one."""
    districts = _Districts(authority)
    at_postcode: dict[str, list[Building]] = {}
    for building in authority.buildings.all():
        at_postcode.setdefault(building.postcode, []).append(building)
    later = set(Premises.objects.filter(building__authority=authority, valid_from__gt=day).values_list("building_id"))
    found = {}
    for key, each in entries.items():
        near = at_postcode.setdefault(each.entry.postcode, [])
        same = [building for building in near if same_building(building.address_lines, each.entry.address_lines)]
        if not same:
            same = [_new_building(authority, each, districts.where(each))]
            near += same
        elif (same[0].pk,) not in later:
            _say_newer_address(same[0], each)
        found[key] = same[0].pk
    return found


def _new_building(authority: LocalAuthority, placed: Placed, district: District | None) -> Building:
    return Building.objects.create(
        authority=authority,
        address_lines=list(placed.entry.address_lines),
        town=placed.entry.town,
        postcode=placed.entry.postcode,
        easting=placed.point.easting,
        northing=placed.point.northing,
        district=district,
    )


def _say_newer_address(building: Building, placed: Placed) -> None:
    lines = list(placed.entry.address_lines)
    if [line.lower() for line in building.address_lines] != [line.lower() for line in lines]:
        building.address_lines = lines
        building.save(update_fields=["address_lines"])


def _groups(authority: LocalAuthority, listed: dict[int, ListedCentre], day: date) -> dict[int, tuple[int]]:
    """The group of each centre, where the list tells one that holds on the day."""
    groups = dict(CentreGroup.objects.filter(valid_on(day), authority=authority).values_list("register_number", "pk"))
    return {key: (groups[entry.group_number],) for key, entry in listed.items() if entry.group_number in groups}


def _close(centres: dict[str, Centre], entries: dict[int, Placed], ended: Iterable[str], day: date) -> None:
    """Keep `closed` true to the designation's end, and open again what is listed again."""
    ends = dict(
        Designation.objects.filter(centre__number__in=ended, centre__in=list(centres.values())).values_list(
            "centre_id", "valid_to"
        )
    )
    for key, last in ends.items():
        Centre.objects.filter(pk=key).update(closed=last)
    Centre.objects.filter(pk__in=entries, closed__lt=day).update(closed=None)
