"""The registration form on paper, in the family's language: "You can also print out and send us a paper form"."""

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from fingerpost.accounts.gate import hold_back
from fingerpost.base import clock
from fingerpost.base.audience import Audience, open_to
from fingerpost.base.uploads import sent_files, takes_a_file
from fingerpost.base.verdict import Refused
from fingerpost.brand import stylesheet
from fingerpost.desks.public.shelf import Busy
from fingerpost.desks.public.views import typesetting
from fingerpost.places.models import LocalAuthority
from fingerpost.places.queries import CentreCard, authority, centre_on, centres_on, picture_day
from fingerpost.registration.operations import take_in
from fingerpost.registration.operations.pressing import new_token, press
from fingerpost.registration.operations.scanning import Came
from fingerpost.registration.queries import current
from fingerpost.registration.queries.paper import STYLE, page_of
from fingerpost.registration.rules.sheet import sheet
from fingerpost.registration.rules.words import Language, languages


@require_safe
@open_to(Audience.ANYONE)
def paper(request: HttpRequest) -> HttpResponse:
    """The form in each language, in ordinary and in large print; for one centre, or for any."""
    ours = authority()
    card = _centre(request)
    page = {
        "rows": [(language, _addresses(language, card)) for language in languages().values()],
        "centre": card,
        "choices": [("", _("Any centre")), *_choices(ours)],
    }
    return render(request, "public/paper_forms.html", page)


@require_safe
@open_to(Audience.ANYONE)
def paper_form(request: HttpRequest, language: str) -> HttpResponse:
    """The form as a document. What the reader's browser holds already is not set again."""
    if language not in languages():
        raise Http404
    ours, card = authority(), _centre(request)
    large, more = request.GET.get("large") == "1", request.GET.get("more") == "1"
    blank = sheet(current(ours).form, languages()[language], centre=card.slug if card else "", more=more)
    address = request.build_absolute_uri(reverse("public:paper-forms"))
    page = page_of(blank, authority_name=ours.name, address=address, centre=card.name if card else "", large=large)
    colours = stylesheet(ours.brand_colour, ours.accent_colour)
    tag = quote_etag(typesetting.digest(page, colours))
    if (held := get_conditional_response(request, etag=tag)) is not None:
        return held
    return _document(request, page, colours, {"ETag": tag, **_headers(language, large=large, more=more)})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to(Audience.ANYONE)
@takes_a_file
def send(request: HttpRequest) -> HttpResponse:
    """Send a form that was filled in, or a photo of one, to a centre."""
    ours, slug, problems = authority(), request.POST.get("centre", "")[:100], {}
    card = centre_on(ours, slug, picture_day(ours, clock.today()))
    if request.method == "POST":
        problems = {} if card else {"centre": _("Choose the centre that it is for.")}
        try:
            contents = sent_files(request, "file")
            hold_back(request, "send_paper_form")
            if card:
                return _taken_in(request, card, contents)
        except Refused as refused:
            problems["file"] = refused.reason
    page = {
        "choices": [("", _("Choose a centre")), *_choices(ours)],
        "centre": slug,
        "problems": problems,
        "token": new_token(),
    }
    return render(request, "public/paper_send.html", page)


def _taken_in(request: HttpRequest, card: CentreCard, contents: list[bytes]) -> HttpResponse:
    """Take it in, once, however often the button is pressed."""
    came, now = Came(contents=contents, authority=authority(), group=card.group_slug, centre=card.slug), clock.now()
    act = partial(take_in, came=came, now=now)
    reference = press(request.POST, scope="send paper form", now=now, act=act, files=contents)
    return render(request, "public/paper_sent.html", {"reference": reference})


def _document(request: HttpRequest, page: str, colours: str, headers: dict[str, str]) -> HttpResponse:
    try:
        document = typesetting.document(page, colours, style=STYLE, to_fill_in=True)
    except (typesetting.NoTypesetter, Busy):
        response = render(request, "public/no_paper_form.html", status=503)
        response["Retry-After"] = "10"
        return response
    return HttpResponse(document, content_type="application/pdf", headers=headers)


def _headers(language: str, *, large: bool, more: bool) -> dict[str, str]:
    name = "-".join(["register", language, *(["large"] if large else []), *(["more"] if more else [])])
    return {"Content-Disposition": f'inline; filename="{name}.pdf"', "Cache-Control": "public, no-cache"}


def _centre(request: HttpRequest) -> CentreCard | None:
    """The centre that the form is for; none for an unknown one, for which any form will do."""
    ours = authority()
    return centre_on(ours, request.GET.get("centre", "")[:100], picture_day(ours, clock.today()))


def _choices(ours: LocalAuthority) -> list[tuple[str, str]]:
    return [(card.slug, card.name) for card in centres_on(ours, picture_day(ours, clock.today()))]


def _addresses(language: Language, card: CentreCard | None) -> list[tuple[str, str]]:
    """The documents of a language: what each is called, and where it is."""
    base, centre = reverse("public:paper-form", args=[language.code]), {"centre": card.slug} if card else {}
    kinds: list[tuple[str, dict[str, Any]]] = [
        (_("The form"), {}),
        (_("In large print"), {"large": 1}),
        (_("For more people"), {"more": 1}),
    ]
    return [
        (name, f"{base}?{urlencode(query)}" if query else base) for name, kind in kinds for query in [centre | kind]
    ]
