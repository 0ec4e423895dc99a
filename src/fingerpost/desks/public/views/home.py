"""The front door: one box, what is on today, and the ways in ("a gateway to other services")."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fingerpost.base import clock
from fingerpost.base.audience import Audience, open_to
from fingerpost.desks.public import listing, shortlist, wording
from fingerpost.places.queries import authority
from fingerpost.timetable.queries.search import Search, find_sessions
from fingerpost.timetable.vocabulary import Access

A_FEW = 4
DAYS_AHEAD = 7


@require_safe
@open_to(Audience.ANYONE)
def home(request: HttpRequest) -> HttpResponse:
    """Nobody's place is known here, so today's list is what anyone can still come to without booking, soonest first.

    When today has nothing left, the next days are shown: on a Sunday evening somebody plans a Monday.
    """
    now = clock.now()
    search = Search(wording.local(now).date(), days=1, accesses=frozenset({Access.DROP_IN}), page_size=A_FEW)
    today = find_sessions(search, now)
    found = today if today.total else find_sessions(search._replace(days=DAYS_AHEAD), now)
    listed = listing.found(found, shortlist.kept(request))
    page = {
        "authority": authority(),
        "cards": listing.cards(listed, with_day=not today.total),
        "total": today.total,
        "soon": found.total,
    }
    return render(request, "public/home.html", page)
