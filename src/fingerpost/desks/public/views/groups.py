"""A group of centres: "Each group of children's centres supports young children and their families by offering a
core menu of services"."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from fingerpost.base import clock
from fingerpost.base.audience import Audience, open_to
from fingerpost.desks.public import centre_list, season, wording
from fingerpost.desks.public.menu import menu_offered
from fingerpost.places.models import LocalAuthority
from fingerpost.places.queries import GroupCard, authority, group_on, picture_day
from fingerpost.places.queries.former import former_group

GONE = 410


@require_safe
@open_to(Audience.ANYONE)
def group(request: HttpRequest, slug: str) -> HttpResponse:
    """A group's page; for one that does not hold on the day, when it did and what followed."""
    ours = authority()
    today = clock.today()
    day = centre_list.read_day(request.GET.get("on", "")) or picture_day(ours, today)
    card = group_on(ours, slug, day)
    if card is None:
        return _not_on_the_day(request, ours, slug, day)
    return render(request, "public/group.html", _page(request, ours, card, today) | _asked(ours, day, today))


def _page(request: HttpRequest, ours: LocalAuthority, card: GroupCard, today: date) -> dict[str, Any]:
    calendar = request.build_absolute_uri(reverse("public:group-calendar", args=[card.slug]))
    return {
        "group": card,
        "season": season.of_group(ours, card, today),
        "menu": menu_offered(card.id, today),
        "calendar_subscription": "webcal:" + calendar.partition(":")[2],
    }


def _asked(ours: LocalAuthority, day: date, today: date) -> dict[str, str]:
    """What links carry on where another day than the usual one is shown."""
    another = day != picture_day(ours, today)
    return {"on": f"?on={day}" if another else "", "day": wording.day(day, year=True) if another else ""}


def _not_on_the_day(request: HttpRequest, ours: LocalAuthority, slug: str, day: date) -> HttpResponse:
    former = former_group(ours, slug)
    if former is None:
        raise Http404
    page = {
        "former": former,
        "begins": wording.day(former.first, year=True) if former.first > day else "",
        "ended": wording.day(former.last, year=True) if former.last and former.last < day else "",
    }
    return render(request, "public/group_past.html", page, status=GONE)
