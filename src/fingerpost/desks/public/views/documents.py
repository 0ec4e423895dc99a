"""The programme of a season on paper: of a centre and of a group, in ordinary and in large print.

"All centres ... produce newsletters with details of their services": the sheet for the fridge door, always as the
website has it. Where this machine cannot set documents, the page that a browser prints is offered instead.
"""

from collections.abc import Callable
from typing import Any

import segno
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fingerpost.base import clock
from fingerpost.base.audience import Audience, open_to
from fingerpost.brand import stylesheet
from fingerpost.desks.public import notices, opening, programme_sheet, season, wording
from fingerpost.desks.public.session_facts import HOW_TO_COME
from fingerpost.desks.public.shelf import Busy
from fingerpost.desks.public.views import typesetting
from fingerpost.places.models import LocalAuthority
from fingerpost.places.queries import CentreCard, GroupCard, authority, centre_on, group_on, opening_hours, picture_day
from fingerpost.timetable.queries.closures import closures_ahead
from fingerpost.timetable.queries.seasons import terms_ahead

TERMS = 3
NO_CACHE = "public, no-cache"  # ask each time; "as it was" is a few bytes

Sheet = dict[str, Any]
Composer = Callable[[HttpRequest, str], Sheet]


@require_safe
@open_to(Audience.ANYONE)
def centre_sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """A centre's programme as a page to print."""
    return render(request, "public/programme_sheet.html", _of_centre(request, slug))


@require_safe
@open_to(Audience.ANYONE)
def group_sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """A group's programme as a page to print."""
    return render(request, "public/programme_sheet.html", _of_group(request, slug))


@require_safe
@open_to(Audience.ANYONE)
def centre_programme(request: HttpRequest, slug: str) -> HttpResponse:
    """A centre's programme as a document."""
    return _document(request, slug, _of_centre)


@require_safe
@open_to(Audience.ANYONE)
def group_programme(request: HttpRequest, slug: str) -> HttpResponse:
    """A group's programme as a document."""
    return _document(request, slug, _of_group)


def _document(request: HttpRequest, slug: str, compose: Composer) -> HttpResponse:
    """The sheet, set on paper. What the reader's browser holds already is not set again."""
    sheet = compose(request, slug) | {"on_paper": True}
    page = render_to_string("public/programme_sheet.html", sheet, request)
    colours = stylesheet(sheet["authority"].brand_colour, sheet["authority"].accent_colour)
    tag = quote_etag(typesetting.digest(page, colours))
    held = get_conditional_response(request, etag=tag)
    if held is not None:
        return held
    try:
        document = typesetting.document(page, colours)
    except typesetting.NoTypesetter:
        return render(request, "public/no_document.html", sheet, status=503)
    except Busy:
        response = render(request, "public/no_document.html", sheet, status=503)
        response["Retry-After"] = "10"
        return response
    return HttpResponse(document, content_type="application/pdf", headers=_headers(sheet, tag))


def _headers(sheet: Sheet, tag: str) -> dict[str, str]:
    name = f"{sheet['slug']}-programme{'-large' if sheet['large'] else ''}.pdf"
    return {"Content-Disposition": f'inline; filename="{name}"', "ETag": tag, "Cache-Control": NO_CACHE}


def _of_centre(request: HttpRequest, slug: str) -> Sheet:
    ours, today = authority(), clock.today()
    card = centre_on(ours, slug, picture_day(ours, today))
    if card is None:
        raise Http404
    closures = closures_ahead(ours.pk, [card.id], today, today + notices.AHEAD)
    told = [notice.sentence for notice in notices.of_centre(card, closures, today)]
    group = _("Group: {name}").format(name=card.group_name) if card.group_name else ""
    return _sheet(request, ours, "centre", card, season.of_centre(ours, card, today)) | {
        "belongs_to": group,
        "facts": _facts(card),
        "notices": told,
    }


def _of_group(request: HttpRequest, slug: str) -> Sheet:
    ours, today = authority(), clock.today()
    card = group_on(ours, slug, picture_day(ours, today))
    if card is None:
        raise Http404
    closures = closures_ahead(ours.pk, [], today, today + notices.AHEAD)
    return _sheet(request, ours, "group", card, season.of_group(ours, card, today)) | {
        "belongs_to": ours.name,
        "facts": [(centre.name, ", ".join([*centre.address, centre.telephone])) for centre in card.centres],
        "notices": [notices.closure_notice(closure, today).title for closure in closures],
    }


def _sheet(
    request: HttpRequest, ours: LocalAuthority, kind: str, card: CentreCard | GroupCard, shown: season.Season
) -> Sheet:
    """What both kinds of sheet say. `kind` is "centre" or "group", as the names of the addresses begin."""
    today = clock.today()
    page = request.build_absolute_uri(reverse(f"public:{kind}", args=[card.slug]))
    ways = programme_sheet.ways_to_come(shown.weekdays)
    return {
        "authority": ours,
        "slug": card.slug,
        "name": card.name,
        "title": _("{name}: programme {season}").format(name=card.name, season=shown.name).strip(),
        "season": shown.title or _("What is on"),
        "days": shown.weekdays,
        "ways": [(way, HOW_TO_COME[way]) for way in ways],
        "terms": [programme_sheet.season_days(*term) for term in terms_ahead(ours.pk, today, TERMS)],
        "as_at": wording.day(today, year=True),
        "large": request.GET.get("large") == "1",
        "on_paper": False,
        **_addresses(page, kind, card.slug),
    }


def _addresses(page: str, kind: str, slug: str) -> Sheet:
    return {
        "page": page,
        "short_address": page.partition("://")[2].rstrip("/"),
        "document": reverse(f"public:{kind}-programme", args=[slug]),
        "printable": reverse(f"public:{kind}-sheet", args=[slug]),
        "code": code(page),
    }


def code(address: str) -> SafeString:
    """A square that a phone's camera reads, with the address as its text."""
    title = _("Code that leads to {address}").format(address=address)
    drawn = segno.make(address, error="m", micro=False).svg_inline(
        border=2, omitsize=True, svgclass=None, lineclass=None, title=title
    )
    return mark_safe(drawn.replace("<svg ", '<svg role="img" ', 1))  # noqa: S308 - drawn by segno, which escapes


def _facts(card: CentreCard) -> list[tuple[str, str]]:
    """Where the centre is, whom to ring, when the door is open."""
    lines = opening.hours_lines(opening_hours(card.id, clock.today()), None)
    facts = [
        (_("Where"), ", ".join(card.address)),
        (_("Ring us"), card.telephone),
        (_("Opening hours"), opening.shortened(lines)),
    ]
    return [(term, value) for term, value in facts if value]
