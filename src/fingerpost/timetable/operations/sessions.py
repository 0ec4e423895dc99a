"""What happens to one dated session: moved, called off, put back, held. Families are told why."""

from collections.abc import Collection
from datetime import date, datetime, time

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from fingerpost.audit.operations import record
from fingerpost.base import clock
from fingerpost.base.verdict import Refused
from fingerpost.places.models import Venue
from fingerpost.timetable.models import Session
from fingerpost.timetable.operations.meetings import lock_venues, refuse_clash, refuse_closed
from fingerpost.timetable.queries.calendar import calendar_of
from fingerpost.timetable.queries.clashes import taken_by
from fingerpost.timetable.rules import Span, local_moment
from fingerpost.timetable.vocabulary import CancelReason, Problem, SessionStatus

GOING_AHEAD = (SessionStatus.PLANNED, SessionStatus.MOVED)


@transaction.atomic
def cancel_session(*, session: Session, reason: CancelReason, notice: str, by: str) -> Session:
    """Call a session off, or put on record afterwards that it did not take place."""
    found = _locked(session)
    if found.status == SessionStatus.CANCELLED:
        raise Refused(_("This session has been called off already."))
    if found.status == SessionStatus.DELIVERED and not notice.strip():
        raise Refused(_("It is on record as having taken place. Say what happened instead."))
    found.status, found.cancel_reason, found.notice = SessionStatus.CANCELLED, reason, notice.strip()
    return _told_anew(found, "cancel session", by=by)


@transaction.atomic
def cancel_sessions(*, sessions: Collection[int], reason: CancelReason, notice: str, by: str, reference: str) -> int:
    """Call several sessions off at once, such as all of a day without heating. Those already off are left out.

    sessions: their ids. reference: what the record shall name. Returns how many were called off.
    """
    called_off = Session.objects.filter(pk__in=sessions, status__in=GOING_AHEAD).update(
        status=SessionStatus.CANCELLED,
        cancel_reason=reason,
        notice=notice.strip(),
        revision=F("revision") + 1,
        changed_at=clock.now(),
    )
    if called_off:
        counts = {"sessions": called_off}
        record("cancel sessions", kind="session", reference=reference, by=by, why=notice, counts=counts)
    return called_off


@transaction.atomic
def reinstate_session(*, session: Session, by: str, now: datetime) -> Session:
    """Put a session back that was called off. It is planned as before, or moved where it had been moved."""
    found = _locked(session)
    if found.status != SessionStatus.CANCELLED:
        raise Refused(_("This session has not been called off."))
    if found.ends_at <= now:
        raise Refused(_("Its time is over; it cannot be put back."))
    _refuse_closed(found)
    _refuse_clash(found)
    found.status, found.cancel_reason, found.notice = status_as_timed(found), "", ""
    return _told_anew(found, "reinstate session", by=by)


@transaction.atomic
def move_session(
    *,
    session: Session,
    by: str,
    now: datetime,
    notice: str,
    day: date | None = None,
    starts_at: time | None = None,
    ends_at: time | None = None,
    venue: Venue | None = None,
) -> Session:
    """Hold a session on another day, at another time or in another place; what is not given stays as it is."""
    found = _locked(session)
    if found.status not in GOING_AHEAD:
        raise Refused(_("Only a session that is going ahead can be moved."))
    before = (found.starts_at, found.ends_at, found.venue_id)
    _place(found, day, starts_at, ends_at, venue)
    if (found.starts_at, found.ends_at, found.venue_id) == before:
        raise Refused(_("Nothing would change."))
    if min(found.starts_at, before[0]) <= now:
        raise Refused(_("A session can only be moved before it begins, to a time that is still to come."))
    _refuse_closed(found)
    _refuse_clash(found)
    found.status, found.notice = status_as_timed(found), notice.strip()
    return _told_anew(found, "move session", by=by)


@transaction.atomic
def mark_delivered(*, on: date, by: str) -> int:
    """Put on record that the sessions before a day took place, unless they were called off. Returns how many."""
    midnight = local_moment(on, time(), timezone.get_current_timezone())
    over = Session.objects.filter(status__in=GOING_AHEAD, starts_at__lt=midnight)
    delivered = over.update(status=SessionStatus.DELIVERED)
    if delivered:
        record("mark delivered", kind="session", reference=str(on), by=by, counts={"sessions": delivered})
    return delivered


def _locked(session: Session) -> Session:
    related = Session.objects.select_related("series__centre", "venue")
    return related.select_for_update(of=("self",)).get(pk=session.pk)


def _told_anew(session: Session, operation: str, *, by: str) -> Session:
    session.revision += 1
    session.changed_at = clock.now()
    session.save()
    record(operation, kind="session", reference=session.reference, by=by, why=session.notice)
    return session


def _place(
    session: Session, day: date | None, starts_at: time | None, ends_at: time | None, venue: Venue | None
) -> None:
    zone = timezone.get_current_timezone()
    starts, ends = session.starts_at.astimezone(zone), session.ends_at.astimezone(zone)
    first, last = starts_at or starts.time(), ends_at or ends.time()
    if last <= first:
        raise Refused(Problem.TIMES_ORDER.says())
    day = day or starts.date()
    session.starts_at, session.ends_at = local_moment(day, first, zone), local_moment(day, last, zone)
    session.venue = venue or session.venue


def status_as_timed(session: Session) -> SessionStatus:
    """Planned where it stands as its series planned it, else moved."""
    series, zone = session.series, timezone.get_current_timezone()
    planned = (
        local_moment(session.planned_on, series.starts_at, zone),
        local_moment(session.planned_on, series.ends_at, zone),
        series.venue_id,
    )
    as_planned = (session.starts_at, session.ends_at, session.venue_id) == planned
    return SessionStatus.PLANNED if as_planned else SessionStatus.MOVED


def _refuse_closed(session: Session) -> None:
    day, centre = timezone.localtime(session.starts_at).date(), session.series.centre
    if why := calendar_of(centre.authority_id, Span(day, day)).why_closed(centre.pk, day):
        refuse_closed(day, why)


def _refuse_clash(session: Session) -> None:
    lock_venues([session.venue])
    refuse_clash(taken_by([session]), leaving_out=[session.pk])
