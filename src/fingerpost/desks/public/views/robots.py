"""What search engines ask for first: what they may read, and where the pages are."""

from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from fingerpost.base import clock
from fingerpost.base.audience import Audience, open_to
from fingerpost.places.models import LocalAuthority
from fingerpost.places.queries import authority, centres_on, groups_on, picture_day

STANDING = (
    *("home", "whats-on", "find", "centres", "services"),
    *("about", "accessibility", "privacy", "sources", "sharing", "what-we-may-tell"),
)
RULES = """User-agent: *
Allow: /brand.css
Disallow: /*?
Disallow: /county/
Sitemap: {sitemap}
"""


@require_safe
@open_to(Audience.ANYONE)
def robots(request: HttpRequest) -> HttpResponse:
    """Everything but answers to questions, which are endless, and the county's desk."""
    rules = RULES.format(sitemap=request.build_absolute_uri(reverse("public:sitemap")))
    return HttpResponse(rules, content_type="text/plain; charset=utf-8")


@require_safe
@open_to(Audience.ANYONE)
def sitemap(request: HttpRequest) -> HttpResponse:
    """The pages that stay: the standing ones, each centre and each group."""
    ours = authority()
    paths = [reverse(f"public:{name}") for name in STANDING] + _places(ours, picture_day(ours, clock.today()))
    pages = [request.build_absolute_uri(path) for path in paths]
    return render(request, "public/sitemap.xml", {"pages": pages}, content_type="application/xml; charset=utf-8")


def _places(ours: LocalAuthority, day: date) -> list[str]:
    centres = [reverse("public:centre", args=[centre.slug]) for centre in centres_on(ours, day)]
    return centres + [reverse("public:group", args=[group.slug]) for group in groups_on(ours, day)]


@require_safe
@open_to(Audience.ANYONE)
def favicon(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Where old browsers and feed readers look for the picture, whatever the page says."""
    return HttpResponsePermanentRedirect(static("fingerpost/images/favicon.png"))
