"""What is offered in Wealdmoor, and when."""

from collections.abc import Iterable
from datetime import date, datetime, time
from itertools import count
from typing import Any

from django.utils.timezone import make_aware

from fingerpost.base.identifiers import derived_reference
from fingerpost.directory.models import Service, Taxonomy, Term
from fingerpost.partners.models import Organisation
from fingerpost.partners.vocabulary import OrganisationKind
from fingerpost.places.models import Centre
from fingerpost.timetable.models import Closure, Programme, Series, Session
from fingerpost.timetable.vocabulary import CancelReason, Category, ClosureReason, SessionStatus
from tests.factories.places import make_centre, some_group, venue_of, wealdmoor

FIRST_DAY = date(2026, 9, 1)
LAST_DAY = date(2026, 12, 31)
A_TUESDAY = date(2026, 11, 24)

_numbers = count(1)


def make_organisation(kind: OrganisationKind = OrganisationKind.HEALTH_VISITING, **values: Any) -> Organisation:
    defaults = {"kind": kind, "name": f"Wealdmoor {kind.label} {next(_numbers)}"}
    return Organisation.objects.create(**(defaults | values))


def make_term(key: str = "speech-and-language", *, taxonomy: str = "core-menu", **values: Any) -> Term:
    """An item of a taxonomy, which is made if it is not there."""
    made, _ = Taxonomy.objects.get_or_create(key=taxonomy, defaults={"name": taxonomy, "source": "a test"})
    defaults = {"taxonomy": made, "key": key, "name": key.replace("-", " ").capitalize(), "position": 1}
    return Term.objects.create(**(defaults | values))


def make_service(name: str = "Stay and play", **values: Any) -> Service:
    """A service of a centre group, or of an organisation where one is given."""
    provider = {} if "organisation" in values else {"group": values.get("group") or some_group()}
    defaults = {"authority": values.get("authority") or wealdmoor(), "name": name}
    return Service.objects.create(**(defaults | provider | values))


def make_programme(name: str = "Autumn 2026", **values: Any) -> Programme:
    defaults = {
        "group": values.get("group") or some_group(),
        "name": name,
        "starts_on": FIRST_DAY,
        "ends_on": LAST_DAY,
    }
    return Programme.objects.create(**(defaults | values))


def programme_of(centre: Centre) -> Programme:
    """The programme of a centre's group, made if there is none."""
    group = centre.memberships.get().group
    return group.programmes.first() or make_programme(group=group)


def make_series(title: str = "Stay and play", centre: Centre | None = None, **values: Any) -> Series:
    """A weekly series on Tuesday mornings in a centre's own building, for every family, free, without booking."""
    centre = centre or Centre.objects.order_by("pk").first() or make_centre("Oak Tree")
    defaults = {
        "programme": values.get("programme") or programme_of(centre),
        "centre": centre,
        "venue": values.get("venue") or venue_of(centre),
        "title": title,
        "summary": "Toys, songs and a cup of tea.",
        "category": Category.PLAY,
        "rule": "FREQ=WEEKLY",
        "first_on": FIRST_DAY,
        "last_on": LAST_DAY,
        "starts_at": time(10),
        "ends_at": time(11, 30),
    }
    return Series.objects.create(**(defaults | values))


def make_session(on: date = A_TUESDAY, series: Series | None = None, **values: Any) -> Session:
    """One meeting of a series on a day, at the series' own times."""
    series = series or make_series()
    return Session.objects.create(**(_meeting(series, on) | values))


def make_sessions(series: Series, days: Iterable[date]) -> list[Session]:
    """A meeting on each of the days."""
    return Session.objects.bulk_create(Session(**_meeting(series, day)) for day in days)


def _meeting(series: Series, on: date) -> dict[str, Any]:
    return {
        "reference": derived_reference(series.reference, on),
        "series": series,
        "venue": series.venue,
        "planned_on": on,
        "starts_at": make_aware(datetime.combine(on, series.starts_at)),
        "ends_at": make_aware(datetime.combine(on, series.ends_at)),
    }


def make_cancelled_session(on: date = A_TUESDAY, **values: Any) -> Session:
    return make_session(
        on,
        **{
            "status": SessionStatus.CANCELLED,
            "cancel_reason": CancelReason.STAFF,
            "notice": "We are sorry: not enough staff today.",
        }
        | values,
    )


def make_closure(first: date, last: date | None = None, **values: Any) -> Closure:
    """A closure of every centre in Wealdmoor, or of one where a centre is given."""
    defaults = {
        "authority": wealdmoor(),
        "starts_on": first,
        "ends_on": last or first,
        "reason": ClosureReason.STAFF_DAY,
        "notice": "Closed for staff training.",
    }
    return Closure.objects.create(**(defaults | values))
