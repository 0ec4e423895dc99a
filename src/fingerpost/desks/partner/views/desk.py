"""The partner desk: what is yours to know about the families that were shared with you comes here."""

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
from fingerpost.sharing.queries import how_many_shared


@never_cache
@require_safe
@open_to(Audience.PARTNER)
def desk(request: HttpRequest) -> HttpResponse:
    """How many families are shared, where a family belongs, the colleagues here, and what waits."""
    me, now, on = viewer(request), clock.now(), clock.today()
    held = held_at(request, Desk.PARTNER)
    page = {
        "held": held,
        "team": team(me, held.reference, on),
        "waiting": waiting(me, now=now, on=on),
        "shared": how_many_shared(viewer=me, on=on),
        "manages": bool(may(Capability.MANAGE_PEOPLE, me.postings, on)),
    }
    return render(request, "partner/desk.html", page)
