"""The family desk: what a parent has with us, and nobody else's business."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from fingerpost.accounts.gate import held_at
from fingerpost.accounts.vocabulary import Desk
from fingerpost.base.audience import Audience, open_to


@never_cache
@require_safe
@open_to(Audience.FAMILY)
def desk(request: HttpRequest) -> HttpResponse:
    """What a parent can do here, and what they can know about what is kept."""
    return render(request, "family/desk.html", {"held": held_at(request, Desk.FAMILY)})
