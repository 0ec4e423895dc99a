"""The authority's own face: its colours as a stylesheet, its logo as a file, so that no page needs inline style."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from fingerpost.base.audience import Audience, open_to
from fingerpost.brand import stylesheet
from fingerpost.places.queries import authority

A_YEAR = "public, max-age=31536000, immutable"
AN_HOUR = "public, max-age=3600"
# A logo is drawn by the council, not by us: opened on its own it may style itself and do nothing else.
DRAWING_ONLY = (
    "default-src 'none'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; style-src 'unsafe-inline'; sandbox"
)


@require_safe
@open_to(Audience.ANYONE)
def colours(request: HttpRequest) -> HttpResponse:
    """The colours named in the address, which is why the answer never changes."""
    try:
        css = stylesheet(f"#{request.GET.get('brand', '')}", f"#{request.GET.get('accent', '')}")
    except ValueError as strange:
        raise Http404 from strange
    return HttpResponse(css, content_type="text/css; charset=utf-8", headers={"Cache-Control": A_YEAR})


@require_safe
@open_to(Audience.ANYONE)
def logo(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The authority's logo, if it gave one."""
    drawing = authority().logo_svg
    if not drawing:
        raise Http404
    headers = {"Cache-Control": AN_HOUR, "Content-Security-Policy": DRAWING_ONLY}
    return HttpResponse(drawing, content_type="image/svg+xml; charset=utf-8", headers=headers)
