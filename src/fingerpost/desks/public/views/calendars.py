"""Sessions as calendar feeds: the same rows as on the page, for the calendar that the family already has."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from fingerpost.base.audience import Audience, open_to


@require_safe
@open_to(Audience.ANYONE)
def session(request: HttpRequest, reference: str) -> HttpResponse:
    """One session, to be put into a calendar."""
    raise Http404


@require_safe
@open_to(Audience.ANYONE)
def shortlist(request: HttpRequest) -> HttpResponse:
    """A shortlist."""
    raise Http404


@require_safe
@open_to(Audience.ANYONE)
def whats_on(request: HttpRequest) -> HttpResponse:
    """A search."""
    raise Http404
