"""What a family chose, as a calendar: one session, its shortlist, or every session that fits what it looks for."""

from datetime import date
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from fingerpost.base import clock
from fingerpost.base.audience import Audience, open_to
from fingerpost.desks.public import shortlist as keeping
from fingerpost.desks.public.forms import read_search
from fingerpost.desks.public.views.feeds import calendar_of
from fingerpost.places.queries import authority
from fingerpost.timetable.queries.one_session import session_for_public, sessions_for_public
from fingerpost.timetable.queries.search import Search, find_sessions

AHEAD: Final = 56  # days: further than a family plans, and not so far that a phone chokes on it
MOST: Final = 300
ONES_OWN: Final = "private, no-cache"


@require_safe
@open_to(Audience.ANYONE)
def session(request: HttpRequest, reference: str) -> HttpResponse:
    """One session, to be put into a calendar."""
    found = session_for_public(reference)
    if found is None:
        raise Http404
    return calendar_of(request, reference, found.series.title, [found.pk])


@require_safe
@open_to(Audience.ANYONE)
def shortlist(request: HttpRequest) -> HttpResponse:
    """The list that the address names, or else this browser's own."""
    wanted = keeping.references(request.GET.get("s", "")) or keeping.kept(request)
    ids = [one.pk for one in sessions_for_public(wanted)]
    return calendar_of(request, "shortlist", gettext("My shortlist"), ids, ONES_OWN)


@require_safe
@open_to(Audience.ANYONE)
def whats_on(request: HttpRequest) -> HttpResponse:
    """Everything that fits the filters in the coming weeks; it always begins today, so that it can be followed.

    A phone asks for it with nobody looking on, so a value that makes no sense is refused rather than left out.
    """
    search, problems, *_ = read_search(request.META.get("QUERY_STRING", ""), clock.today())
    if problems:
        said = "\n".join(one.sentence for one in problems)
        return HttpResponseBadRequest(said, content_type="text/plain; charset=utf-8")
    found = find_sessions(_coming(search, clock.today()), clock.now())
    return calendar_of(request, "whats-on", _name(search), found.ids)


def _coming(search: Search, today: date) -> Search:
    return search._replace(date_from=today, days=AHEAD, page=1, page_size=MOST, sort="when")


def _name(search: Search) -> str:
    if search.point:
        return gettext("What’s on near {place}").format(place=search.place)
    return gettext("What’s on in {county}").format(county=authority().name)
