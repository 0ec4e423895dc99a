"""A whole centre in another building for a while: its sessions move with it, and a notice says why."""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from fingerpost.audit.operations import record
from fingerpost.base import clock
from fingerpost.base.verdict import Refused
from fingerpost.places.models import Building, Centre, Premises, Venue
from fingerpost.places.operations.record import read_anew
from fingerpost.places.vocabulary import PremisesRole
from fingerpost.timetable.models import Closure, Session
from fingerpost.timetable.operations.closures import sessions_in
from fingerpost.timetable.operations.meetings import lock_venues, refuse_clash
from fingerpost.timetable.queries.clashes import taken_by
from fingerpost.timetable.rules import Span
from fingerpost.timetable.vocabulary import Problem, SessionStatus


@transaction.atomic
def relocate_centre(*, centre: Centre, building: Building, venue: Venue, days: Span, notice: str, by: str) -> Premises:
    """Hold a centre's own sessions in a venue of another building from day to day.

    Sessions that it holds elsewhere, such as in a village hall, stay there.
    """
    _check(centre, building, venue, days, notice)
    premises = Premises.objects.create(
        centre=centre,
        building=building,
        role=PremisesRole.TEMPORARY,
        notice=notice.strip(),
        valid_from=days.first,
        valid_to=days.last,
    )
    counts = {"sessions": _move(centre, building, venue, days, notice.strip())}
    read_anew(centre.authority)
    record("relocate centre", kind="centre", reference=centre.number, by=by, why=notice, counts=counts)
    return premises


def _check(centre: Centre, building: Building, venue: Venue, days: Span, notice: str) -> None:
    if days.last < days.first:
        raise Refused(Problem.DAYS_ORDER.says())
    if venue.building_id != building.pk:
        raise Refused(_("Choose a room in the building that the centre moves to."))
    if not notice.strip():
        raise Refused(_("Tell families why the centre moves."))
    standing = Premises.objects.filter(centre=centre, valid_from__lte=days.last)
    running = standing.exclude(valid_to__lt=days.first)
    if running.filter(role=PremisesRole.TEMPORARY).exists():
        raise Refused(_("The centre has a temporary building in these days already."))
    if running.filter(building=building).exists():
        raise Refused(_("The centre is in that building already."))


def _move(centre: Centre, building: Building, venue: Venue, days: Span, notice: str) -> int:
    """Move the centre's own sessions. Two of them cannot share the room: that is refused, not settled here."""
    lock_venues([venue])
    period = Closure(authority=centre.authority, centre=centre, starts_on=days.first, ends_on=days.last)
    own = Premises.objects.filter(centre=centre).exclude(building=building).values("building")
    going_ahead = sessions_in(period).filter(status__in=[SessionStatus.PLANNED, SessionStatus.MOVED])
    sessions = list(going_ahead.filter(venue__building__in=own).select_related("series", "venue"))
    for session in sessions:
        session.venue = venue
    ids = [session.pk for session in sessions]
    refuse_clash(taken_by(sessions), leaving_out=ids)
    return Session.objects.filter(pk__in=ids).update(
        venue=venue, status=SessionStatus.MOVED, notice=notice, revision=F("revision") + 1, changed_at=clock.now()
    )
