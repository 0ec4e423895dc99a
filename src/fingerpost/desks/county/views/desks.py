"""The desks of those who work for the whole county: managers and advisers, data protection, the system itself."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from fingerpost.accounts.gate import viewer
from fingerpost.accounts.rules import may
from fingerpost.accounts.vocabulary import Capability, Desk
from fingerpost.audit.queries.unusual import waiting
from fingerpost.base import clock
from fingerpost.base.audience import Audience, open_to
from fingerpost.desks.county import wording
from fingerpost.desks.county.views.chain import state
from fingerpost.desks.county.views.seat import held_at


@never_cache
@require_safe
@open_to(Audience.COUNTY)
def work(request: HttpRequest) -> HttpResponse:
    """The county's own desk."""
    manages = bool(may(Capability.MANAGE_PEOPLE, viewer(request).postings, clock.today()))
    return render(request, "county/desk.html", {"held": held_at(request, Desk.COUNTY), "manages": manages})


@never_cache
@require_safe
@open_to(Audience.DATA_PROTECTION)
def data_protection(request: HttpRequest) -> HttpResponse:
    """The data-protection officer's desk."""
    now = clock.now()
    page = {
        "held": held_at(request, Desk.DATA_PROTECTION),
        "waiting": waiting(viewer(request).actor(clock.today())),
        "state": state(now),
        "moment": wording.moment,
    }
    return render(request, "county/data_protection.html", page)


@never_cache
@require_safe
@open_to(Audience.SYSTEM)
def system(request: HttpRequest) -> HttpResponse:
    """The system administrator's desk: people and machinery, no family."""
    return render(request, "county/system.html", {"held": held_at(request, Desk.SYSTEM)})
