"""A page of a paper form, to the browser of whoever was shown the ticket for it: on a host where nobody is known."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from fingerpost.base.audience import Audience, open_to
from fingerpost.base.uploads import as_picture, shows_pictures
from fingerpost.registration.queries.scans import picture


@require_safe
@open_to(Audience.ANYONE)
@shows_pictures
def scan(_request: HttpRequest, ticket: str) -> HttpResponse:
    """One page. Who looked was put on record when the ticket was given."""
    content = picture(ticket)
    if content is None:
        raise Http404
    return as_picture(content)
