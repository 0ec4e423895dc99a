"""From a plan to its dated sessions. One path for one series and for thousands: checked alike, written in bulk."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from fingerpost.base import clock
from fingerpost.base.identifiers import derived_reference, new_reference
from fingerpost.base.verdict import Refused
from fingerpost.directory.models import Service
from fingerpost.partners.models import Organisation
from fingerpost.places.models import Centre, GroupMembership, Venue
from fingerpost.timetable.models import Programme, Series, Session
from fingerpost.timetable.queries.calendar import Calendar, calendar_of
from fingerpost.timetable.queries.clashes import Taken, first_clash, taken_by
from fingerpost.timetable.rules import SeriesPlan, Span, check_calendar, check_plan, local_moment
from fingerpost.timetable.rules.plans import check_dates

COPY = """
COPY timetable_session (reference, series_id, venue_id, planned_on, starts_at, ends_at, status, cancel_reason, notice,
    revision, changed_at) FROM STDIN
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placing:
    """A plan, where it takes place, whose it is, and the programme that it stands in.

    reference: given only where the same series must be recognised when it is made again; otherwise drawn.
    """

    plan: SeriesPlan
    programme: Programme
    centre: Centre
    venue: Venue
    service: Service | None = None
    run_by: Organisation | None = None
    reference: str = ""


def make_series(placings: Sequence[Placing]) -> list[Series]:
    """Check and write series with all their sessions. All or nothing; call it inside a transaction."""
    lock_venues(placing.venue for placing in placings)
    calendars = _calendars(placings)
    check_places(placings)
    dates = [dates_for(placing, calendars[placing.centre.authority_id]) for placing in placings]
    series = Series.objects.bulk_create([series_from(placing) for placing in placings], batch_size=500)
    now = clock.now()
    sessions = [session_on(made, day, now) for made, days in zip(series, dates, strict=True) for day in days]
    refuse_clash(taken_by(sessions))
    write_sessions(sessions)
    return series


def lock_venues(venues: Iterable[Venue]) -> None:
    """Nobody else plans in these venues until this transaction ends; locked in one order, so none waits forever."""
    wanted = sorted({venue.pk for venue in venues})
    list(Venue.objects.select_for_update(of=("self",)).filter(pk__in=wanted).order_by("pk").values_list("pk"))


def dates_for(placing: Placing, calendar: Calendar) -> list[date]:
    """The days on which a plan meets at its centre. Refuses a plan that cannot stand."""
    plan = placing.plan
    check_plan(plan)
    check_calendar(plan, calendar.terms)
    for day in sorted(plan.extra):
        if why := calendar.why_closed(placing.centre.pk, day):
            refuse_closed(day, why)
    dates = plan.dates(calendar.terms, calendar.closures(placing.centre.pk))
    check_dates(plan, dates)
    return dates


def series_from(placing: Placing) -> Series:
    """The unsaved series of a plan."""
    return Series(
        reference=placing.reference or new_reference(),
        programme=placing.programme,
        centre=placing.centre,
        venue=placing.venue,
        service=placing.service,
        run_by=placing.run_by,
        **fields_of(placing.plan),
    )


def fields_of(plan: SeriesPlan) -> dict[str, object]:
    """A plan as the fields of a series."""
    return {
        "title": plan.title.strip(),
        "summary": plan.summary.strip(),
        "category": plan.category,
        "rule": plan.rule,
        "first_on": plan.first_on,
        "last_on": plan.last_on,
        "extra_dates": sorted(plan.extra),
        "skipped_dates": sorted(plan.skipped),
        "term_time_only": plan.term_time_only,
        "starts_at": plan.starts_at,
        "ends_at": plan.ends_at,
        "youngest": plan.youngest,
        "oldest": plan.oldest,
        "audiences": list(plan.audiences),
        "access": plan.access,
        "how_to_book": plan.how_to_book,
        "price_pence": plan.price_pence,
        "price_unit": plan.price_unit,
        "concession": plan.concession,
        "languages": list(plan.languages),
        "capacity": plan.capacity,
    }


def session_on(series: Series, day: date, now: datetime) -> Session:
    """The unsaved session of a series on a day. Its reference comes from both, so that a link keeps its meaning."""
    zone = timezone.get_current_timezone()
    return Session(
        reference=derived_reference(series.reference, day),
        series=series,
        venue=series.venue,
        planned_on=day,
        starts_at=local_moment(day, series.starts_at, zone),
        ends_at=local_moment(day, series.ends_at, zone),
        changed_at=now,
    )


def write_sessions(sessions: Iterable[Session]) -> None:
    """Write sessions that stand as planned, by COPY: a season is tens of thousands of rows."""
    with connection.cursor() as cursor, cursor.copy(COPY) as copy:
        for session in sessions:
            copy.write_row(
                (
                    session.reference,
                    session.series_id,
                    session.venue_id,
                    session.planned_on,
                    session.starts_at,
                    session.ends_at,
                    session.status,
                    session.cancel_reason,
                    session.notice,
                    session.revision,
                    session.changed_at,
                )
            )


def refuse_clash(planned: Collection[Taken], *, leaving_out: Collection[int] = ()) -> None:
    """Refuse what would put two groups into one room at one time."""
    clash = first_clash(planned, leaving_out=leaving_out)
    if clash is None:
        return
    values = {
        "venue": Venue.objects.get(pk=clash.venue_id).name,
        "title": clash.title,
        "day": _day(timezone.localtime(clash.starts_at).date()),
        "start": date_format(timezone.localtime(clash.starts_at), "H:i"),
        "end": date_format(timezone.localtime(clash.ends_at), "H:i"),
    }
    raise Refused(_("%(venue)s is taken on %(day)s from %(start)s to %(end)s: %(title)s.") % values)


def refuse_closed(day: date, why: str) -> None:
    """Refuse a day on which the centre is closed."""
    raise Refused(_("The centre is closed on %(day)s: %(why)s.") % {"day": _day(day), "why": why})


def _day(day: date) -> str:
    return date_format(day, "l j F Y")


def _calendars(placings: Sequence[Placing]) -> Mapping[int, Calendar]:
    if not placings:
        return {}
    days = Span(min(each.plan.first_on for each in placings), max(each.plan.last_on for each in placings))
    return {authority: calendar_of(authority, days) for authority in {each.centre.authority_id for each in placings}}


def check_places(placings: Sequence[Placing]) -> None:
    """A series stands in the programme of its centre's group, in that programme's season."""
    groups = {placing.programme.group_id for placing in placings}
    members = set(GroupMembership.objects.filter(group__in=groups).values_list("group_id", "centre_id"))
    for placing in placings:
        programme = placing.programme
        if (programme.group_id, placing.centre.pk) not in members:
            raise Refused(_("This centre is not in the group whose programme this is."))
        if placing.plan.first_on < programme.starts_on or placing.plan.last_on > programme.ends_on:
            raise Refused(_("Keep to the days of the programme %(name)s.") % {"name": programme.name})
