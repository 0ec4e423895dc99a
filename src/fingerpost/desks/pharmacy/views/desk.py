"""The pharmacy desk: "Pharmacy teams can signpost patients to the following children centres"."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from fingerpost.accounts.gate import held_at, viewer
from fingerpost.accounts.queries import team, waiting
from fingerpost.accounts.rules import may
from fingerpost.accounts.vocabulary import Capability, Desk
from fingerpost.base import clock
from fingerpost.base.audience import Audience, open_to


@never_cache
@require_safe
@open_to(Audience.PHARMACY)
def desk(request: HttpRequest) -> HttpResponse:
    """Where a family belongs, the colleagues here, and what waits."""
    me, now, on = viewer(request), clock.now(), clock.today()
    held = held_at(request, Desk.PHARMACY)
    page = {
        "held": held,
        "team": team(me, held.reference, on),
        "waiting": waiting(me, now=now, on=on),
        "manages": bool(may(Capability.MANAGE_PEOPLE, me.postings, on)),
    }
    return render(request, "pharmacy/desk.html", page)
