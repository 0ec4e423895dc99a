"""What happens to sessions in any season: some are called off, some are moved, all others take place."""

from collections import defaultdict
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from fingerpost.base.verdict import Refused
from fingerpost.demo.operations.setting import BY, Setting
from fingerpost.demo.rules.drawing import draw
from fingerpost.demo.rules.slots import later
from fingerpost.timetable.models import Session
from fingerpost.timetable.operations import cancel_sessions, mark_delivered, move_session
from fingerpost.timetable.rules import local_moment
from fingerpost.timetable.vocabulary import CancelReason, SessionStatus

ONE_IN_CALLED_OFF = 85
ONE_IN_MOVED = 130
CALLED_OFF_AHEAD = timedelta(days=10)
MOVED_AHEAD = timedelta(days=21)
HALF_AN_HOUR = 30
LATEST_MOVED = time(18)

NOTICES = {
    CancelReason.STAFF: "Two of us are ill today. We are sorry, and hope to see you next time.",
    CancelReason.LOW_UPTAKE: "Too few families could come this time. It goes on next time.",
    CancelReason.VENUE: "The room cannot be used today. We hope to see you next time.",
    CancelReason.WEATHER: "The weather is too bad for it. Keep warm, and come next time.",
    CancelReason.OTHER: "Something came up that we could not help. We are sorry.",
}
MOVED_NOTICE = "This time we start half an hour later than usual."


def let_happen(county: Setting) -> None:
    """Call off a few sessions up to ten days ahead, move a few in the next three weeks, and hold all that are over."""
    _call_off(county)
    _move(county)
    mark_delivered(on=county.today, by=BY)


def _call_off(county: Setting) -> None:
    chosen: dict[CancelReason, list[int]] = defaultdict(list)
    for number, reference in _untouched(county, county.today + CALLED_OFF_AHEAD):
        luck = draw(county.seed, "called off", reference)
        if luck.randrange(ONE_IN_CALLED_OFF) == 0:
            chosen[luck.choice(list(NOTICES))].append(number)
    for reason, sessions in chosen.items():
        cancel_sessions(sessions=sessions, reason=reason, notice=NOTICES[reason], by=BY, reference=str(county.today))


def _move(county: Setting) -> None:
    now = _midnight(county)
    ahead = _untouched(county, county.today + MOVED_AHEAD, since=now + timedelta(days=1))
    chosen = [number for number, ref in ahead if draw(county.seed, "moved", ref).randrange(ONE_IN_MOVED) == 0]
    for session in Session.objects.filter(pk__in=chosen, series__starts_at__lt=LATEST_MOVED).select_related("series"):
        try:
            move_session(
                session=session,
                starts_at=later(session.series.starts_at, HALF_AN_HOUR),
                ends_at=later(session.series.ends_at, HALF_AN_HOUR),
                notice=MOVED_NOTICE,
                by=BY,
                now=now,
            )
        except Refused:  # the room is taken then; it stays where it is, as in life
            continue


def _untouched(county: Setting, until: date, since: datetime | None = None) -> list[tuple[int, str]]:
    """Ids and references of sessions that go ahead as planned and of which families have heard nothing yet."""
    sessions = Session.objects.filter(
        status=SessionStatus.PLANNED,
        revision=0,
        planned_on__lte=until,
        series__centre__authority=county.authority,
    )
    later_ones = sessions.filter(starts_at__gte=since) if since else sessions
    return list(later_ones.order_by("starts_at", "reference").values_list("pk", "reference"))


def _midnight(county: Setting) -> datetime:
    return local_moment(county.today, time(), timezone.get_current_timezone())
