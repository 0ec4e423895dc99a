"""The desks of those who work for the whole county: managers and advisers, data protection, the system itself."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from fingerpost.accounts.gate import held_at, viewer
from fingerpost.accounts.queries import team, waiting
from fingerpost.accounts.rules import may
from fingerpost.accounts.vocabulary import Capability, Desk
from fingerpost.audit.queries import unusual
from fingerpost.base import clock
from fingerpost.base.audience import Audience, open_to
from fingerpost.desks.county import wording
from fingerpost.desks.county.views.chain import state
from fingerpost.families.queries.glass import waiting_openings
from fingerpost.places.queries import authority
from fingerpost.timetable.queries.coverage import open_weeks_by_centre
from fingerpost.timetable.queries.search import Search, find_sessions


@never_cache
@require_safe
@open_to(Audience.COUNTY)
def work(request: HttpRequest) -> HttpResponse:
    """The county's own desk: how the county does against its oldest promise, the colleagues, and what waits."""
    on, ours = clock.today(), authority()
    years = open_weeks_by_centre(ours, on.isocalendar().year, on)
    figures = {
        "sessions": find_sessions(Search(date_from=on, page_size=1), clock.now()).total,
        "short": sum(each.weeks.falls_short for each in years),
    }
    return render(request, "county/desk.html", _page(request, Desk.COUNTY) | figures)


@never_cache
@require_safe
@open_to(Audience.DATA_PROTECTION)
def data_protection(request: HttpRequest) -> HttpResponse:
    """The data-protection officer's desk: what waits for review, and whether the record is whole."""
    page = {
        "held": held_at(request, Desk.DATA_PROTECTION),
        "waiting": unusual.waiting(viewer(request).actor(clock.today())),
        "openings": waiting_openings(viewer(request), now=clock.now(), on=clock.today()),
        "state": state(clock.now()),
        "moment": wording.moment,
    }
    return render(request, "county/data_protection.html", page)


@never_cache
@require_safe
@open_to(Audience.SYSTEM)
def system(request: HttpRequest) -> HttpResponse:
    """The system administrator's desk: people and machinery, no family."""
    return render(request, "county/system.html", _page(request, Desk.SYSTEM))


def _page(request: HttpRequest, desk: Desk) -> dict[str, Any]:
    """What these desks have in common."""
    me, on, held = viewer(request), clock.today(), held_at(request, desk)
    return {
        "held": held,
        "team": team(me, held.reference, on),
        "waiting": waiting(me, now=clock.now(), on=on),
        "manages": bool(may(Capability.MANAGE_PEOPLE, me.postings, on)),
    }
