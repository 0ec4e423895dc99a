"""Entering families: one, or thousands in a few statements."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models, transaction

from fingerpost.accounts.queries import place_of
from fingerpost.accounts.rules import Doer
from fingerpost.audit.operations import record
from fingerpost.base import bulk
from fingerpost.base.identifiers import new_reference
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
from fingerpost.families.rules.comparing import as_compared, written
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
    entered = write_families(arrivals=arrivals, by=by, on=on)
    compare([row.pk for row in entered], on=on)
    return entered


def write_families(*, arrivals: Sequence[Arrival], by: Doer, on: date) -> list[Family]:
    """Write families, with one entry on record that names each. Whoever calls compares them afterwards, all at once."""
    because = ""
    for group in {arrival.group for arrival in arrivals}:
        verdict = may_enter(by, place_of(group, on), on)
        verdict.require()
        because = verdict.reason
    for arrival in arrivals:
        sound(problems(arrival.family, on))
    entered = _write(arrivals, on)
    remember_new({row.pk: written(as_compared(each.family)) for row, each in zip(entered, arrivals, strict=True)})
    if entered:
        first, *others = (family.reference for family in entered)
        who, counts = who_by(by, on), {"families": len(entered)}
        record("enter family", kind="family", reference=first, by=who, others=others, counts=counts, because=because)
    return entered


@dataclass(slots=True)
class _Rows:
    """Records on their way into the database, table by table: a row is there before what points to it."""

    families: list[Family] = field(default_factory=list)
    adults: list[Adult] = field(default_factory=list)
    children: list[Child] = field(default_factory=list)
    rest: dict[type[models.Model], list[models.Model]] = field(default_factory=dict)

    def add(self, row: models.Model) -> None:
        self.rest.setdefault(type(row), []).append(row)

    def write(self) -> None:
        written: list[tuple[Any, Sequence[models.Model]]] = [
            (Family, self.families),
            (Adult, self.adults),
            (Child, self.children),
            *self.rest.items(),
        ]
        for model, rows in written:
            bulk.write(model, rows)


def _write(arrivals: Sequence[Arrival], on: date) -> list[Family]:
    rows = _Rows()
    areas = small_areas(home for arrival in arrivals for home in arrival.family.homes)
    for arrival in arrivals:
        _add(rows, arrival, arrival.since or on, areas)
    rows.write()
    return rows.families


def _add(rows: _Rows, arrival: Arrival, since: date, areas: dict[str, int]) -> None:
    new = arrival.family
    family = Family(reference=new.reference or new_reference(), entered_on=since)
    rows.families.append(family)
    rows.add(Registration(family=family, group=arrival.group, centre=arrival.centre, valid_from=since))
    adults = [_add_adult(rows, family, each, since) for each in new.adults]
    for each in new.children:
        _add_child(rows, family, each, adults, since)
    for home in new.homes:
        rows.add(address_of(family, None if home.of is None else adults[home.of], home, since, areas))


def _add_adult(rows: _Rows, family: Family, new: NewAdult, since: date) -> Adult:
    adult = adult_of(new)
    rows.adults.append(adult)
    rows.add(AdultMembership(family=family, adult=adult, living=new.living, valid_from=since))
    for contact in new.contacts:
        rows.add(contact_of(adult, contact, since))
    return adult


def _add_child(rows: _Rows, family: Family, new: NewChild, adults: Sequence[Adult], since: date) -> None:
    child = child_of(new)
    rows.children.append(child)
    rows.add(ChildMembership(family=family, child=child, living=new.living, valid_from=since))
    for care in cares_of(child, new, adults, since):
        rows.add(care)


def adult_of(new: NewAdult) -> Adult:
    """An adult's record, not written yet."""
    return Adult(
        reference=new.reference or new_reference(),
        given_name=new.given_name.strip(),
        family_name=new.family_name.strip(),
        known_as=new.known_as.strip(),
        date_of_birth=new.date_of_birth,
        language=new.language.strip(),
        interpreter=new.interpreter,
    )


def child_of(new: NewChild) -> Child:
    """A child's record, not written yet."""
    return Child(
        reference=new.reference or new_reference(),
        given_name=new.given_name.strip(),
        family_name=new.family_name.strip(),
        known_as=new.known_as.strip(),
        state=ChildState.BORN if new.date_of_birth else ChildState.EXPECTED,
        date_of_birth=new.date_of_birth,
        due_on=new.due_on,
        born_with=new.born_with,
    )


def cares_of(child: Child, new: NewChild, adults: Sequence[Adult], since: date) -> list[Care]:
    """What each adult is to a child."""
    return [
        Care(
            adult=adults[care.adult],
            child=child,
            relationship=care.relationship,
            responsibility=care.responsibility,
            valid_from=since,
        )
        for care in new.cares
    ]


def contact_of(adult: Adult, new: NewContact, since: date) -> Contact:
    """A way to reach somebody, not written yet."""
    return Contact(
        adult=adult,
        kind=new.kind,
        value=kept_value(new),
        preferred=new.preferred,
        safe_to_call=new.safe_to_call,
        safe_to_text=new.safe_to_text,
        safe_for_voicemail=new.safe_for_voicemail,
        safe_to_email=new.safe_to_email,
        valid_from=since,
    )


def address_of(family: Family, adult: Adult | None, new: NewHome, since: date, areas: dict[str, int]) -> Address:
    """An address, not written yet. A hidden one gets no small area."""
    code = kept_postcode(new)
    return Address(
        family=family,
        adult=adult,
        lines=new.lines.strip(),
        postcode=code,
        small_area_id=None if new.hidden else areas.get(code),
        hidden=new.hidden,
        safe_to_post=new.safe_to_post,
        valid_from=since,
    )


def small_areas(homes: Iterable[NewHome]) -> dict[str, int]:
    """The small area of each postcode that is known and not hidden."""
    wanted = {kept_postcode(home) for home in homes if not home.hidden}
    found = dict(Postcode.objects.filter(code__in=wanted).values_list("code", "small_area_code"))
    areas = dict(SmallArea.objects.filter(code__in=set(found.values())).values_list("code", "pk"))
    return {code: areas[area] for code, area in found.items() if area in areas}
