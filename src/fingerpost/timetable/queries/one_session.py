"""Sessions for the public, by their references, with the other meetings of a series.

What is held in a family's home is known to those who come; the public never sees it.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from fingerpost.places.vocabulary import NEVER_SHOWN
from fingerpost.timetable.models import Session


def public_sessions() -> QuerySet[Session]:
    """Every dated session that the public may see."""
    return Session.objects.exclude(venue__kind__in=NEVER_SHOWN)


def sessions_for_public(references: Iterable[str]) -> list[Session]:
    """Those of the sessions that the public may see, by time, with all that is said of them. One query."""
    everything = public_sessions().select_related(
        "venue__building", "series__centre__authority", "series__run_by", "series__programme__group"
    )
    return list(everything.filter(reference__in=list(references)).order_by("starts_at", "pk"))


def session_for_public(reference: str) -> Session | None:
    """The session with all that its page says of it, or None if there is none that the public may see. One query."""
    return next(iter(sessions_for_public([reference])), None)


def coming_meetings(session: Session, now: datetime, limit: int) -> list[Session]:
    """The series' other meetings from now on, soonest first. One query."""
    others = public_sessions().filter(series=session.series, ends_at__gte=now).exclude(pk=session.pk)
    return list(others.order_by("starts_at")[:limit])
