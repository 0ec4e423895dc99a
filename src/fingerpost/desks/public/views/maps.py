"""Maps drawn from open boundaries: nobody else learns which centre a family looks up."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from fingerpost.base import clock
from fingerpost.base.audience import Audience, open_to
from fingerpost.base.grid import GridPoint
from fingerpost.desks.public import centre_list
from fingerpost.desks.public.views.map_drawing import Bar, clear_labels, closed_path, pins, reach_for, scale_bar
from fingerpost.places.models import LocalAuthority
from fingerpost.places.queries import CentreCard, authority, centre_on, nearest_centres, picture_day
from fingerpost.places.queries.community import areas_served
from fingerpost.places.queries.maps import base_map

NEAR = 5  # as many as the page's list
LEAST, MOST = 1_600, 12_000  # metres
AN_HOUR = "public, max-age=3600"


@require_safe
@open_to(Audience.ANYONE)
def centre_map(request: HttpRequest, slug: str) -> HttpResponse:
    """A centre, the small areas it serves, and the centres around it, numbered as in the page's list."""
    ours = authority()
    day = centre_list.read_day(request.GET.get("on", "")) or picture_day(ours, clock.today())
    card = centre_on(ours, slug, day)
    if card is None:
        raise Http404
    response = render(request, "public/map.svg", _drawing(ours, card, day), content_type="image/svg+xml; charset=utf-8")
    response["Cache-Control"] = AN_HOUR
    return response


def _drawing(ours: LocalAuthority, card: CentreCard, day: date) -> dict[str, object]:
    others = neighbours(ours, card, day)
    ground = base_map(ours, card.point, reach_for(card.point, others[:2], least=LEAST, most=MOST))
    standing = pins(ground, card.point, others)
    bar = scale_bar(ground.metres_per_unit)
    return {
        "ground": ground,
        "served": closed_path(ground.window, areas_served(card.id, day)),
        "labels": clear_labels(ground.labels, standing),
        "pins": standing,
        "bar": bar,
        "bar_says": _miles(bar),
    }


def neighbours(ours: LocalAuthority, card: CentreCard, day: date) -> list[GridPoint]:
    """Where the nearest other centres stand."""
    near = nearest_centres(ours, card.point, day, NEAR + 1)
    return [other.point for other, _metres in near if other.id != card.id][:NEAR]


def _miles(bar: Bar) -> str:
    fractions = {0.25: _("¼ mile"), 0.5: _("½ mile")}
    if bar.miles in fractions:
        return fractions[bar.miles]
    return ngettext("{count} mile", "{count} miles", int(bar.miles)).format(count=int(bar.miles))
