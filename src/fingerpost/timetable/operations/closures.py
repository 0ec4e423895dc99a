"""Days on which a centre, or every centre, is closed: its sessions are called off, and families are told why."""

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from fingerpost.audit.operations import record
from fingerpost.base import clock
from fingerpost.base.verdict import Refused
from fingerpost.places.models import Centre, LocalAuthority
from fingerpost.timetable.models import Closure, Series, Session
from fingerpost.timetable.operations.series import meet_anew, series_plan, untouched_from
from fingerpost.timetable.operations.sessions import status_as_timed
from fingerpost.timetable.queries.calendar import calendar_of
from fingerpost.timetable.rules import Span, local_moment
from fingerpost.timetable.vocabulary import CancelReason, ClosureReason, Problem, SessionStatus


@transaction.atomic
def add_closure(
    *,
    authority: LocalAuthority,
    days: Span,
    reason: ClosureReason,
    notice: str,
    by: str,
    centre: Centre | None = None,
) -> Closure:
    """Close a centre, or without one every centre of the authority, and call off what was planned in those days."""
    _check(authority, centre, days)
    closure = Closure.objects.create(
        authority=authority,
        centre=centre,
        starts_on=days.first,
        ends_on=days.last,
        reason=reason,
        notice=notice.strip(),
    )
    going_ahead = sessions_in(closure).filter(status__in=[SessionStatus.PLANNED, SessionStatus.MOVED])
    called_off = Session.objects.filter(pk__in=list(going_ahead.values_list("pk", flat=True))).update(
        status=SessionStatus.CANCELLED,
        cancel_reason=CancelReason.CLOSED,
        notice=closure.notice,
        revision=F("revision") + 1,
        changed_at=clock.now(),
    )
    counts = {"sessions": called_off}
    record("add closure", kind="closure", reference=reference_of(closure), by=by, why=closure.notice, counts=counts)
    return closure


@transaction.atomic
def remove_closure(*, closure: Closure, by: str, on: date) -> dict[str, int]:
    """Open again from a day on: what was called off for it is back, and what could not be planned is planned."""
    off = sessions_in(closure).filter(status=SessionStatus.CANCELLED, cancel_reason=CancelReason.CLOSED)
    back = list(off.filter(starts_at__gte=_midnight(on)).values_list("pk", flat=True))
    reference, days = reference_of(closure), Span(max(closure.starts_on, on), closure.ends_on)
    series = list(_series_of(closure))
    closure.delete()
    counts = {"back": _back(back), "added": sum(_fill(each, days) for each in series)}
    record("remove closure", kind="closure", reference=reference, by=by, counts=counts)
    return counts


def sessions_in(closure: Closure) -> QuerySet[Session]:
    """The sessions that a closure touches, by the day on which they are to be held."""
    sessions = Session.objects.filter(
        starts_at__gte=_midnight(closure.starts_on), starts_at__lt=_midnight(closure.ends_on + timedelta(days=1))
    )
    return sessions.filter(_scope(closure, "series__"))


def reference_of(closure: Closure) -> str:
    """How the record names a closure: the centre's number or the authority's code, and the first day."""
    whose = closure.centre.number if closure.centre else closure.authority.code
    return f"{whose}/{closure.starts_on}"


def _check(authority: LocalAuthority, centre: Centre | None, days: Span) -> None:
    if days.last < days.first:
        raise Refused(Problem.DAYS_ORDER.says())
    standing = Closure.objects.filter(authority=authority, centre=centre)
    if standing.filter(starts_on__lte=days.last, ends_on__gte=days.first).exists():
        raise Refused(_("There is a closure in these days already. Remove it first."))
    scope = Q(series__centre=centre) if centre else Q(series__centre__authority=authority)
    held = Session.objects.filter(scope, status=SessionStatus.DELIVERED, starts_at__gte=_midnight(days.first))
    if held.filter(starts_at__lt=_midnight(days.last + timedelta(days=1))).exists():
        raise Refused(_("Sessions took place in these days, so it was not closed."))


def _scope(closure: Closure, prefix: str = "") -> Q:
    if closure.centre_id:
        return Q(**{f"{prefix}centre": closure.centre_id})
    return Q(**{f"{prefix}centre__authority": closure.authority_id})


def _series_of(closure: Closure) -> QuerySet[Series]:
    running = Series.objects.filter(first_on__lte=closure.ends_on, last_on__gte=closure.starts_on)
    return running.filter(_scope(closure)).select_related("venue", "centre", "programme")


def _back(sessions: list[int]) -> int:
    """Put sessions back, as planned or as moved before, unless another closure still holds."""
    off = Session.objects.filter(pk__in=sessions).select_related("series__centre")
    free = [session for session in off if not _still_closed(session)]
    for session in free:
        session.status, session.cancel_reason, session.notice = status_as_timed(session), "", ""
        session.revision += 1
        session.changed_at = clock.now()
    Session.objects.bulk_update(free, ["status", "cancel_reason", "notice", "revision", "changed_at"])
    return len(free)


def _still_closed(session: Session) -> bool:
    day, centre = timezone.localtime(session.starts_at).date(), session.series.centre
    return bool(calendar_of(centre.authority_id, Span(day, day)).why_closed(centre.pk, day))


def _fill(series: Series, days: Span) -> int:
    """Plan what a series would have had in the days that are open again."""
    calendar = calendar_of(series.centre.authority_id, series_plan(series).days)
    dates = series_plan(series).dates(calendar.terms, calendar.closures(series.centre_id))
    untouched = untouched_from(series, days.first)
    counts = meet_anew(series, dates=dates, on=days.first, untouched=untouched, told=False)
    return counts["added"]


def _midnight(day: date) -> datetime:
    return local_moment(day, time(), timezone.get_current_timezone())
