"""The front door: one box, what is on today, and the ways in ("a gateway to other services")."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fingerpost.base import clock
from fingerpost.base.audience import Audience, open_to
from fingerpost.desks.public import listing, shortlist
from fingerpost.places.queries import authority
from fingerpost.timetable.queries.rows import rows
from fingerpost.timetable.queries.search import Search, find_sessions
from fingerpost.timetable.vocabulary import Access

A_FEW = 4


@require_safe
@open_to(Audience.ANYONE)
def home(request: HttpRequest) -> HttpResponse:
    """Nobody's place is known here, so today's list is what anyone can still come to without booking, soonest first."""
    today = clock.today()
    search = Search(today, days=1, accesses=frozenset({Access.DROP_IN}), page_size=A_FEW)
    found = find_sessions(search, clock.now())
    listed = listing.shown(found.hits, rows(hit.session_id for hit in found.hits), shortlist.kept(request))
    page = {
        "authority": authority(),
        "cards": listing.cards(listed, with_day=False),
        "total": found.total,
        "today": today,
    }
    return render(request, "public/home.html", page)
