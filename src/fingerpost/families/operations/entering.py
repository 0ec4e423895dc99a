"""Entering families: one, or thousands in a few statements."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models, transaction

from fingerpost.accounts.queries import place_of
from fingerpost.accounts.rules import Doer
from fingerpost.audit.operations import record
from fingerpost.base import bulk
from fingerpost.base.identifiers import new_references
from fingerpost.base.scope import Machinery, machinery
from fingerpost.families.models import (
    Address,
    Adult,
    AdultMembership,
    Care,
    Child,
    ChildMembership,
    Contact,
    Family,
    Registration,
)
from fingerpost.families.operations.doubles import compare, remember_new
from fingerpost.families.operations.opening import sound, who_by
from fingerpost.families.rules.changing import may_enter
from fingerpost.families.rules.comparing import as_compared
from fingerpost.families.rules.entering import (
    NewAdult,
    NewChild,
    NewContact,
    NewFamily,
    NewHome,
    kept_postcode,
    kept_value,
    problems,
)
from fingerpost.families.vocabulary import ChildState
from fingerpost.places.models import Centre, CentreGroup, Postcode, SmallArea

Values = dict[str, Any]  # of a new row, by the names of its columns


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A family that comes in, with the group and the centre that it registers with, and since when."""

    family: NewFamily
    group: CentreGroup
    centre: Centre | None = None
    since: date | None = None


@transaction.atomic
@machinery(Machinery.FAMILIES)
def enter_family(*, family: NewFamily, group: CentreGroup, by: Doer, on: date, centre: Centre | None = None) -> Family:
    """Enter a family and register it with a group. Raises Refused."""
    return enter_families(arrivals=[Arrival(family=family, group=group, centre=centre)], by=by, on=on)[0]


@transaction.atomic
@machinery(Machinery.FAMILIES)
def enter_families(*, arrivals: Sequence[Arrival], by: Doer, on: date) -> list[Family]:
    """Enter families, all or none, and put likely doubles before a person. Raises Refused."""
    for arrival in arrivals:
        sound(problems(arrival.family, on))
    entered = write_families(arrivals=arrivals, by=by, on=on)
    compare([row["id"] for row in entered], on=on)
    return [_kept(row) for row in entered]


def _kept(row: Values) -> Family:
    family = Family(**row)
    family._state.adding = False  # noqa: SLF001 - it is there
    return family


def write_families(*, arrivals: Sequence[Arrival], by: Doer, on: date) -> list[Values]:
    """Write families that are sound, with one entry on record that names each; gives the values of their rows.

    Whoever calls compares them afterwards, all at once. Raises Refused.
    """
    because = ""
    for group in {arrival.group for arrival in arrivals}:
        verdict = may_enter(by, place_of(group, on), on)
        verdict.require()
        because = verdict.reason
    entered = _write(arrivals, on)
    remember_new({row["id"]: as_compared(each.family) for row, each in zip(entered, arrivals, strict=True)})
    if entered:
        first, *others = (row["reference"] for row in entered)
        who, counts = who_by(by, on), {"families": len(entered)}
        record("enter family", kind="family", reference=first, by=who, others=others, counts=counts, because=because)
    return entered


class _Rows:
    """Rows on their way into the database, table by table: each is there before what points to it."""

    def __init__(self, counts: Mapping[type[models.Model], int]) -> None:
        self.tables: dict[type[models.Model], list[Values]] = {model: [] for model in counts}
        self._numbers = dict(zip(counts, map(iter, bulk.numbers(counts)), strict=True))
        self._references = iter(new_references(sum(counts.values())))

    def add(self, model: type[models.Model], row: Values) -> None:
        self.tables.setdefault(model, []).append(row)

    def number(self, model: type[models.Model], row: Values) -> int:
        """Add a row to which others point; gives its number."""
        row["id"] = number = next(self._numbers[model])
        row["reference"] = row["reference"] or next(self._references)
        self.tables[model].append(row)
        return number

    def write(self) -> None:
        for model, rows in self.tables.items():
            bulk.write(model, rows)


def _write(arrivals: Sequence[Arrival], on: date) -> list[Values]:
    families = [arrival.family for arrival in arrivals]
    adults, children = (sum(len(getattr(new, people)) for new in families) for people in ("adults", "children"))
    rows = _Rows({Family: len(families), Adult: adults, Child: children})
    areas = small_areas(home for new in families for home in new.homes)
    for arrival in arrivals:
        _add(rows, arrival, arrival.since or on, areas)
    rows.write()
    return rows.tables[Family]


def _add(rows: _Rows, arrival: Arrival, since: date, areas: dict[str, int]) -> None:
    new, group, centre = arrival.family, arrival.group.pk, arrival.centre.pk if arrival.centre else None
    family = rows.number(Family, {"reference": new.reference, "entered_on": since})
    rows.add(Registration, {"family_id": family, "group_id": group, "centre_id": centre, "valid_from": since})
    adults = [_add_adult(rows, family, each, since) for each in new.adults]
    for child in new.children:
        _add_child(rows, family, child, adults, since)
    for home in new.homes:
        rows.add(Address, address_of(family, None if home.of is None else adults[home.of], home, since, areas))


def _add_adult(rows: _Rows, family: int, new: NewAdult, since: date) -> int:
    adult = rows.number(Adult, adult_of(new, new.reference))
    rows.add(AdultMembership, {"family_id": family, "adult_id": adult, "living": new.living, "valid_from": since})
    for contact in new.contacts:
        rows.add(Contact, contact_of(adult, contact, since))
    return adult


def _add_child(rows: _Rows, family: int, new: NewChild, adults: Sequence[int], since: date) -> None:
    child = rows.number(Child, child_of(new, new.reference))
    rows.add(ChildMembership, {"family_id": family, "child_id": child, "living": new.living, "valid_from": since})
    for care in cares_of(child, new, adults, since):
        rows.add(Care, care)


def adult_of(new: NewAdult, reference: str) -> Values:
    """The values of an adult's record."""
    return {
        "reference": reference,
        "given_name": new.given_name.strip(),
        "family_name": new.family_name.strip(),
        "known_as": new.known_as.strip(),
        "date_of_birth": new.date_of_birth,
        "language": new.language.strip(),
        "interpreter": new.interpreter,
    }


def child_of(new: NewChild, reference: str) -> Values:
    """The values of a child's record."""
    return {
        "reference": reference,
        "given_name": new.given_name.strip(),
        "family_name": new.family_name.strip(),
        "known_as": new.known_as.strip(),
        "state": ChildState.BORN if new.date_of_birth else ChildState.EXPECTED,
        "date_of_birth": new.date_of_birth,
        "due_on": new.due_on,
        "born_with": new.born_with,
    }


def cares_of(child: int, new: NewChild, adults: Sequence[int], since: date) -> list[Values]:
    """What each adult is to a child, by their numbers."""
    return [
        {
            "adult_id": adults[care.adult],
            "child_id": child,
            "relationship": care.relationship,
            "responsibility": care.responsibility,
            "valid_from": since,
        }
        for care in new.cares
    ]


def contact_of(adult: int, new: NewContact, since: date) -> Values:
    """The values of a way to reach an adult."""
    return {
        "adult_id": adult,
        "kind": new.kind,
        "value": kept_value(new),
        "preferred": new.preferred,
        "safe_to_call": new.safe_to_call,
        "safe_to_text": new.safe_to_text,
        "safe_for_voicemail": new.safe_for_voicemail,
        "safe_to_email": new.safe_to_email,
        "valid_from": since,
    }


def address_of(family: int, adult: int | None, new: NewHome, since: date, areas: dict[str, int]) -> Values:
    """The values of an address. A hidden one gets no small area."""
    code = kept_postcode(new)
    return {
        "family_id": family,
        "adult_id": adult,
        "lines": new.lines.strip(),
        "postcode": code,
        "small_area_id": None if new.hidden else areas.get(code),
        "hidden": new.hidden,
        "safe_to_post": new.safe_to_post,
        "valid_from": since,
    }


def small_areas(homes: Iterable[NewHome]) -> dict[str, int]:
    """The small area of each postcode that is known and not hidden."""
    wanted = {kept_postcode(home) for home in homes if not home.hidden}
    found = dict(Postcode.objects.filter(code__in=wanted).values_list("code", "small_area_code"))
    areas = dict(SmallArea.objects.filter(code__in=set(found.values())).values_list("code", "pk"))
    return {code: areas[area] for code, area in found.items() if area in areas}
