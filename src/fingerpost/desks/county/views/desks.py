"""The desks of those who work for the whole county: managers and advisers, data protection, the system itself."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from fingerpost.accounts.gate import viewer
from fingerpost.accounts.queries import Held, held_by
from fingerpost.accounts.rules import may
from fingerpost.accounts.vocabulary import Capability, Desk
from fingerpost.base import clock
from fingerpost.base.audience import Audience, open_to


@never_cache
@require_safe
@open_to(Audience.COUNTY)
def work(request: HttpRequest) -> HttpResponse:
    """The county's own desk."""
    manages = bool(may(Capability.MANAGE_PEOPLE, viewer(request).postings, clock.today()))
    return render(request, "county/desk.html", {"held": _held(request, Desk.COUNTY), "manages": manages})


@never_cache
@require_safe
@open_to(Audience.DATA_PROTECTION)
def data_protection(request: HttpRequest) -> HttpResponse:
    """The data-protection officer's desk."""
    return render(request, "county/data_protection.html", {"held": _held(request, Desk.DATA_PROTECTION)})


@never_cache
@require_safe
@open_to(Audience.SYSTEM)
def system(request: HttpRequest) -> HttpResponse:
    """The system administrator's desk: people and machinery, no family."""
    return render(request, "county/system.html", {"held": _held(request, Desk.SYSTEM)})


def _held(request: HttpRequest, desk: Desk) -> Held:
    return next(each for each in held_by(viewer(request), clock.today()) if each.desk is desk)
