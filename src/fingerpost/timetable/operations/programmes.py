"""Opening a season: a group's programme holds what its centres put on."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from fingerpost.audit.operations import record
from fingerpost.base.verdict import Refused
from fingerpost.places.models import CentreGroup
from fingerpost.timetable.models import Programme
from fingerpost.timetable.rules import Span
from fingerpost.timetable.vocabulary import Problem

LONGEST = timedelta(days=366)


@transaction.atomic
def add_programme(*, group: CentreGroup, name: str, days: Span, by: str) -> Programme:
    """A programme such as Autumn 2026 for a group. Its name is used once in a group."""
    name = name.strip()
    _check(group, name, days)
    programme = Programme.objects.create(group=group, name=name, starts_on=days.first, ends_on=days.last)
    record("add programme", kind="programme", reference=reference_of(programme), by=by)
    return programme


def reference_of(programme: Programme) -> str:
    """How the record names a programme: its group's number in the register, and its own name."""
    return f"{programme.group.register_number}/{slugify(programme.name)}"[:50]


def _check(group: CentreGroup, name: str, days: Span) -> None:
    if not name:
        raise Refused(_("Give the programme a name, such as Autumn %(year)s.") % {"year": days.first.year})
    if days.last < days.first:
        raise Refused(Problem.DAYS_ORDER.says())
    if days.last - days.first > LONGEST:
        raise Refused(_("A programme lasts a year at most."))
    if Programme.objects.filter(group=group, name=name).exists():
        raise Refused(_("%(group)s already has a programme %(name)s.") % {"group": group.name, "name": name})


def inside(programme: Programme, day: date) -> bool:
    """Whether a day lies in a programme's season."""
    return programme.starts_on <= day <= programme.ends_on
