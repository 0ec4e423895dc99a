"""Planning what recurs, changing it and ending it. What has been moved or cancelled by hand stays as it is."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from fingerpost.audit.operations import record
from fingerpost.base import clock
from fingerpost.base.verdict import Refused
from fingerpost.directory.models import Service
from fingerpost.partners.models import Organisation
from fingerpost.places.models import Centre, Venue
from fingerpost.timetable.models import Programme, Series, Session
from fingerpost.timetable.operations.meetings import (
    Placing,
    check_places,
    dates_for,
    fields_of,
    lock_venues,
    make_series,
    refuse_clash,
    session_on,
    write_sessions,
)
from fingerpost.timetable.queries.calendar import calendar_of
from fingerpost.timetable.queries.clashes import taken_by
from fingerpost.timetable.rules import SeriesPlan, local_moment
from fingerpost.timetable.vocabulary import Access, Audience, CancelReason, Category, Language, SessionStatus


@transaction.atomic
def add_series(
    *,
    programme: Programme,
    centre: Centre,
    venue: Venue,
    plan: SeriesPlan,
    by: str,
    service: Service | None = None,
    run_by: Organisation | None = None,
) -> Series:
    """A series in a group's programme, with all its dated sessions."""
    placing = Placing(plan=plan, programme=programme, centre=centre, venue=venue, service=service, run_by=run_by)
    (series,) = make_series([placing])
    record("add series", kind="series", reference=series.reference, by=by, counts={"sessions": series.sessions.count()})
    return series


@transaction.atomic
def change_series(*, series: Series, plan: SeriesPlan, by: str, on: date, venue: Venue | None = None) -> Series:
    """Plan a series anew from a day on. Sessions before that day, and those touched by hand, stay as they are."""
    before = _locked(series)
    venue = venue or before.venue
    if series_plan(before) == plan and venue == before.venue:
        raise Refused(_("Nothing would change."))
    dates = _checked_dates(before, plan, venue)
    untouched = untouched_from(before, on)
    Series.objects.filter(pk=before.pk).update(venue=venue, **fields_of(plan))
    changed = _locked(series)
    counts = meet_anew(changed, dates=dates, on=on, untouched=untouched)
    record("change series", kind="series", reference=changed.reference, by=by, counts=counts)
    return changed


@transaction.atomic
def end_series(*, series: Series, last_on: date, by: str, on: date, notice: str = "") -> Series:
    """Let a series meet for the last time on or before a day. Later sessions that were moved are called off."""
    ended = _locked(series)
    if last_on < on:
        raise Refused(_("It can end today or later; what took place stays on record."))
    if not ended.first_on <= last_on < ended.last_on:
        raise Refused(_("Choose a day before its last day and not before its first day."))
    ended.last_on = last_on
    ended.save(update_fields=["last_on"])
    later = ended.sessions.filter(planned_on__gt=last_on)
    removed, _rows = later.filter(status=SessionStatus.PLANNED).delete()
    called_off = later.filter(status=SessionStatus.MOVED).update(
        status=SessionStatus.CANCELLED,
        cancel_reason=CancelReason.OTHER,
        notice=notice or _("This group has come to an end."),
        revision=F("revision") + 1,
        changed_at=clock.now(),
    )
    counts = {"removed": removed, "called off": called_off}
    record("end series", kind="series", reference=ended.reference, by=by, why=notice, counts=counts)
    return ended


def series_plan(series: Series) -> SeriesPlan:
    """The plan that a series stands for: what a form starts from."""
    return SeriesPlan(
        title=series.title,
        summary=series.summary,
        category=Category(series.category),
        rule=series.rule,
        first_on=series.first_on,
        last_on=series.last_on,
        extra=tuple(series.extra_dates),
        skipped=tuple(series.skipped_dates),
        term_time_only=series.term_time_only,
        starts_at=series.starts_at,
        ends_at=series.ends_at,
        youngest=series.youngest,
        oldest=series.oldest,
        audiences=tuple(Audience(audience) for audience in series.audiences),
        access=Access(series.access),
        how_to_book=series.how_to_book,
        price_pence=series.price_pence,
        price_unit=series.price_unit,
        concession=series.concession,
        languages=tuple(Language(language) for language in series.languages),
        capacity=series.capacity,
    )


def meet_anew(
    series: Series, *, dates: Collection[date], on: date, untouched: Collection[int], told: bool = True
) -> dict[str, int]:
    """Bring the sessions from a day on into line with the series: add, shift, remove. Call it in a transaction.

    untouched: ids of the sessions that nobody moved or cancelled; all others stay as they are.
    told: whether the sessions that stay mean something new to families.
    """
    lock_venues([series.venue])
    wanted = {day for day in dates if day >= on}
    standing = {session.planned_on: session for session in series.sessions.filter(planned_on__gte=on)}
    free = {day: session for day, session in standing.items() if session.pk in untouched}
    gone = [session.pk for day, session in free.items() if day not in wanted]
    shifted = [_shifted(session, series) for day, session in free.items() if day in wanted]
    new = [session_on(series, day, clock.now()) for day in sorted(wanted - standing.keys())]
    refuse_clash(taken_by([*shifted, *new]), leaving_out=[session.pk for session in free.values()])
    Session.objects.filter(pk__in=gone).delete()
    if told:
        Session.objects.bulk_update(shifted, ["venue", "starts_at", "ends_at", "revision", "changed_at"])
    write_sessions(new)
    return {"added": len(new), "kept": len(shifted), "removed": len(gone)}


def untouched_from(series: Series, on: date) -> frozenset[int]:
    """Ids of planned sessions from a day on that stand where and when the series put them, without a notice."""
    zone = timezone.get_current_timezone()
    planned = series.sessions.filter(planned_on__gte=on, status=SessionStatus.PLANNED, venue=series.venue, notice="")
    return frozenset(
        session.pk
        for session in planned
        if session.starts_at == local_moment(session.planned_on, series.starts_at, zone)
    )


def _locked(series: Series) -> Series:
    related = Series.objects.select_related("venue", "centre", "programme")
    return related.select_for_update(of=("self",)).get(pk=series.pk)


def _checked_dates(series: Series, plan: SeriesPlan, venue: Venue) -> list[date]:
    placing = Placing(plan=plan, programme=series.programme, centre=series.centre, venue=venue)
    check_places([placing])
    return dates_for(placing, calendar_of(series.centre.authority_id, plan.days))


def _shifted(session: Session, series: Series) -> Session:
    """A session moved to where and when its series now meets, told anew."""
    anew = session_on(series, session.planned_on, clock.now())
    session.series, session.venue = series, series.venue
    session.starts_at, session.ends_at, session.changed_at = anew.starts_at, anew.ends_at, anew.changed_at
    session.revision += 1
    return session
