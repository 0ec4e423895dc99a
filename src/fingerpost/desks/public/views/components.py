"""Every component on one page, with the words to call it by: for people who build pages, not for families."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fingerpost.base.audience import Audience, open_to
from fingerpost.jinja import served_authority


def is_shown() -> bool:
    """In development and in the demonstration; a council's own site has no such page."""
    return bool(settings.DEBUG or settings.FINGERPOST_DEMO or served_authority().is_demonstration)


@require_safe
@open_to(Audience.ANYONE)
def components(request: HttpRequest) -> HttpResponse:
    """The page at /components/."""
    if not is_shown():
        raise Http404
    return render(request, "public/components.html")
