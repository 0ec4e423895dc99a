"""The make-believe on another county than the one that ships: two groups in Wealdmoor."""

from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from django.apps import apps
from django.db.models import Model

from fingerpost.base.grid import GridPoint
from fingerpost.places.models import LocalAuthority
from fingerpost.places.rules.calendar import school_terms
from tests.factories.places import MARKET_CROSS, make_centre, make_group, make_school_term, wealdmoor

MADE = (
    "directory.Service",
    "partners.Organisation",
    "places.Venue",
    "places.OpeningHours",
    "places.Premises",
    "timetable.Programme",
    "timetable.Series",
    "timetable.Session",
    "timetable.Closure",
)
NOT_THE_SAME_TWICE = {"id", "changed_at"}  # nor the numbers of other rows


def make_wealdmoor(years: Iterable[int] = range(2025, 2029)) -> LocalAuthority:
    for number, name in enumerate(("North", "South")):
        group = make_group(f"{name} Wealdmoor", register_number=f"9000{number}")
        for seat in range(2):
            at = GridPoint(MARKET_CROSS.easting + 3_000 * seat, MARKET_CROSS.northing + 4_000 * number)
            make_centre(f"{name} {seat}", number=f"1000{number}{seat}", at=at, group=group)
    for year in years:
        for term in school_terms(year):
            make_school_term(term.start, term.end, term.name)
    return wealdmoor()


def everything() -> dict[str, str]:
    """A fingerprint of all that the demonstration makes, by model; row numbers and moments of writing left out."""
    return {label: _fingerprint(apps.get_model(label)) for label in MADE}


def _fingerprint(model: type[Model]) -> str:
    fields = [field for field in model._meta.concrete_fields if not field.is_relation]
    names = [field.name for field in fields if field.name not in NOT_THE_SAME_TWICE]
    rows: list[Any] = sorted(map(repr, model._default_manager.values_list(*names)))
    return f"{len(rows)} {sha256(repr(rows).encode()).hexdigest()}"
