"""Sessions as a calendar that a telephone can follow (RFC 5545, RFC 7986). What changes for families changes there.

A session keeps its UID for good; SEQUENCE and LAST-MODIFIED grow only when families are told something anew, so that
two readings of an unchanged session are the same, byte for byte. What is held in a family's home is never in a feed.
"""

from collections.abc import Callable, Collection, Iterable
from datetime import UTC, date, timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone, vText

from fingerpost.timetable.models import Session
from fingerpost.timetable.queries.one_session import public_sessions
from fingerpost.timetable.vocabulary import Access, Category, SessionStatus

PRODUCT = "-//Fingerpost//Sessions//EN"
READ_AGAIN_AFTER = timedelta(hours=6)
AHEAD = timedelta(weeks=26)  # how far a feed reaches
LARGEST_FEED = 1_000
SOME_YEAR = 2026

PageOf = Callable[[str], str]


def feed_of_sessions(ids: Collection[int], name: str, page_of: PageOf) -> bytes:
    """These sessions, such as those of a centre or of a search; what the public may not see is left out. One query."""
    return calendar(name, _with_all_that_is_said(public_sessions().filter(pk__in=ids)), page_of)


def calendar(name: str, sessions: Iterable[Session], page_of: PageOf) -> bytes:
    """Sessions as a calendar file. page_of: the whole address of the page of a session's reference."""
    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("name", vText(name))
    made.add("x-wr-calname", vText(name))
    made.add("x-wr-timezone", str(timezone.get_current_timezone()))
    made.add("refresh-interval", READ_AGAIN_AFTER, parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", "PT6H")
    held = list(sessions)
    made.add_component(_timezone({session.starts_at.year for session in held}))
    for session in held:
        made.add_component(_event(session, page_of(session.reference)))
    return bytes(made.to_ical())


def _with_all_that_is_said(sessions: QuerySet[Session]) -> QuerySet[Session]:
    return sessions.select_related("venue__building", "series").order_by("starts_at", "reference")[:LARGEST_FEED]


def _timezone(years: Collection[int]) -> Timezone:
    """The rules of the clock for the years that the sessions lie in; it stands there also where there is no session."""
    first = date(min(years, default=SOME_YEAR), 1, 1)
    after = date(max(years, default=SOME_YEAR) + 1, 1, 1)
    return Timezone.from_tzinfo(timezone.get_current_timezone(), first_date=first, last_date=after)


def _event(session: Session, page: str) -> Event:
    zone = timezone.get_current_timezone()
    cancelled = session.status == SessionStatus.CANCELLED
    event = Event()
    event.add("uid", f"{session.reference}@fingerpost")
    event.add("dtstamp", session.changed_at.astimezone(UTC))
    event.add("last-modified", session.changed_at.astimezone(UTC))
    event.add("sequence", session.revision)
    event.add("dtstart", session.starts_at.astimezone(zone))
    event.add("dtend", session.ends_at.astimezone(zone))
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    title = session.series.title
    event.add("summary", _("Called off: %(title)s") % {"title": title} if cancelled else title)
    event.add("description", "\n".join(_description(session, page)))
    event.add("location", ", ".join(_location(session)))
    event.add("categories", [str(Category(session.series.category).label)])
    event.add("url", page)
    event.add("transp", "TRANSPARENT")
    return event


def _description(session: Session, page: str) -> list[str]:
    """What a family needs to know, a line each; the notice first."""
    series = session.series
    how = ". ".join(part for part in (str(Access(series.access).label), series.how_to_book) if part)
    return [line for line in (session.notice, series.summary, how, page) if line]


def _location(session: Session) -> list[str]:
    venue = session.venue
    address = venue.building.address if venue.building else venue.address
    return [venue.name, *(line for line in address if line not in venue.name)]
