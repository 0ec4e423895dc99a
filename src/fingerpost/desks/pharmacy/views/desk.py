"""The pharmacy desk: "Pharmacy teams can signpost patients to the following children centres"."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from fingerpost.accounts.gate import viewer
from fingerpost.accounts.queries import held_by
from fingerpost.accounts.vocabulary import Desk
from fingerpost.base import clock
from fingerpost.base.audience import Audience, open_to


@never_cache
@require_safe
@open_to(Audience.PHARMACY)
def desk(request: HttpRequest) -> HttpResponse:
    """What there is at this desk today, and what is to come."""
    held = [each for each in held_by(viewer(request), clock.today()) if each.desk is Desk.PHARMACY]
    return render(request, "pharmacy/desk.html", {"held": held[0]})
