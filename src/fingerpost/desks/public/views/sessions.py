"""One session: what, when, where, who for and how to come: "you want to know how to access it"."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from fingerpost.base import clock
from fingerpost.base.audience import Audience, open_to
from fingerpost.desks.public import place_map, schema_org, shortlist, wording
from fingerpost.desks.public import session_facts as facts
from fingerpost.places.queries import CentreCard, authority, centre_on, picture_day
from fingerpost.timetable.models import Session
from fingerpost.timetable.queries.one_session import coming_meetings, session_for_public

OTHER_DATES = 8


@require_safe
@open_to(Audience.ANYONE)
def session(request: HttpRequest, reference: str) -> HttpResponse:
    """The page of one dated session. What is not for the public is not there."""
    found = session_for_public(reference)
    if found is None:
        raise Http404
    return render(request, "public/session.html", _page(request, found, clock.now()))


def _page(request: HttpRequest, found: Session, now: datetime) -> dict[str, Any]:
    words = facts.in_words(found, wording.local(now).date())
    address = request.build_absolute_uri(request.path)
    kept = shortlist.kept(request)
    return {
        "session": found,
        "words": words,
        "centre": _centre(found),
        "map": _map(found),
        "moved": facts.what_moved(found),
        "over": facts.is_over(found, now),
        "online": facts.is_online(found),
        "dates": [_date(one) for one in coming_meetings(found, now, OTHER_DATES)],
        "event": schema_org.event(found, words, authority(), address),
        "kept": found.reference in kept,
        "shortlist_full": len(kept) >= shortlist.MOST,
        **_passing_on(words, address),
    }


def _passing_on(words: facts.Words, address: str) -> dict[str, str]:
    text = facts.as_text(words, address)
    return {
        "text": text,
        "text_link": facts.text_link(text),
        "mail_link": facts.mail_link(words.title, text),
    }


def _centre(found: Session) -> CentreCard | None:
    """The centre that puts it on, as it is listed today; None where the places shown are of a day without it."""
    ours = authority()
    return centre_on(ours, found.series.centre.slug, picture_day(ours, clock.today()))


def _map(found: Session) -> place_map.PlaceMap | None:
    venue = found.venue
    return place_map.draw(authority(), [place_map.Pinned(1, venue.name, venue.point)] if venue.point else [])


def _date(one: Session) -> dict[str, str]:
    """Another date of the series, as a line with its link."""
    return {
        "href": reverse("public:session", args=[one.reference]),
        "day": wording.day(wording.local(one.starts_at).date()),
        "time": wording.from_to(one.starts_at, one.ends_at),
        "off": facts.why_off(one),
    }
