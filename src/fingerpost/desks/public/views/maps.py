"""Maps drawn from open boundaries: nobody else learns which centre a family looks up."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from fingerpost.base.audience import Audience, open_to


@require_safe
@open_to(Audience.ANYONE)
def centre_map(request: HttpRequest, slug: str) -> HttpResponse:
    """A centre and those around it."""
    raise Http404
