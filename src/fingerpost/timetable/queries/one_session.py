"""One session for the public, by its reference, with the other meetings of its series.

What is held in a family's home is known to those who come; the public never sees it.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from fingerpost.places.vocabulary import NEVER_SHOWN
from fingerpost.timetable.models import Session


def public_sessions() -> QuerySet[Session]:
    """Every dated session that the public may see."""
    return Session.objects.exclude(venue__kind__in=NEVER_SHOWN).exclude(series__venue__kind__in=NEVER_SHOWN)


def session_for_public(reference: str) -> Session | None:
    """The session with all that its page says of it, or None if there is none that the public may see. One query."""
    everything = public_sessions().select_related(
        "venue", "series__centre__authority", "series__run_by", "series__programme__group", "series__service"
    )
    return everything.filter(reference=reference).first()


def coming_meetings(session: Session, now: datetime, limit: int) -> list[Session]:
    """The series' other meetings from now on, soonest first. One query."""
    others = public_sessions().filter(series=session.series, ends_at__gte=now).exclude(pk=session.pk)
    return list(others.order_by("starts_at")[:limit])


def session_ids(references: Iterable[str]) -> dict[str, int]:
    """The ids of those sessions, among the references, that the public may see. One query."""
    found = public_sessions().filter(reference__in=list(references))
    return dict(found.order_by("starts_at", "pk").values_list("reference", "pk"))
