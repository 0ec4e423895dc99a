"""The centres: "82 children's centres in Hertfordshire clustered in 29 geographical groups", and a page for each.

A page answers in the order in which families ask: is it open, where is it, what is on, how do I reach someone.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fingerpost.base import clock
from fingerpost.base.audience import Audience, open_to
from fingerpost.desks.public import centre_list, community, notices, opening, season, week_list, wording
from fingerpost.places.models import LocalAuthority
from fingerpost.places.queries import (
    CentreCard,
    authority,
    building_facts,
    centre_on,
    centres_on,
    given_hours,
    groups_on,
    nearest_centres,
    picture_day,
)
from fingerpost.places.queries.community import community_of
from fingerpost.places.queries.former import FormerCentre, former_centre
from fingerpost.places.rules.hours import seasons_ahead, week_from
from fingerpost.places.vocabulary import Facility, PremisesState
from fingerpost.timetable.queries.closures import closures_ahead
from fingerpost.timetable.queries.rows import rows
from fingerpost.timetable.queries.search import Search, find_sessions

GONE = 410
NEAR = 5
SEASONS_AHEAD = timedelta(weeks=10)
MOST_THIS_WEEK = 40


@require_safe
@open_to(Audience.ANYONE)
def centres(request: HttpRequest) -> HttpResponse:
    """Every centre on a day, narrowed by what is asked for."""
    ours = authority()
    wanted = centre_list.asked(request.GET)
    usual = picture_day(ours, clock.today())
    day = wanted.day or usual
    cards, groups = centres_on(ours, day), groups_on(ours, day)
    names = {group.slug: group.name for group in groups}
    page = {
        "wanted": wanted,
        "day": wording.day(day, year=True),
        "another_day": day != usual,
        "total": len(cards),
        "found": centre_list.matching(cards, wanted),
        "groups": groups,
        "letters": sorted({card.name[:1].upper() for card in cards}),
        "district_options": _options(_("All districts"), {card.district: card.district for card in cards}),
        "group_options": _options(_("All groups"), names),
        "tags_of": tags_of,
        "chips": centre_list.chips(wanted, names),
    }
    return render(request, "public/centres.html", page)


def _options(every: str, named: Mapping[str, str]) -> list[tuple[str, str]]:
    """What a select offers: everything, then each by its name."""
    return [("", every), *sorted(named.items(), key=lambda item: item[1])]


def tags_of(card: CentreCard) -> list[tuple[str, str]]:
    """What sets a centre apart in a list: that its door is not open at set times."""
    match card.state:
        case PremisesState.CLOSED:
            return [(_("Building closed, sessions elsewhere"), "stop")]
        case PremisesState.IN_USE:
            return [(_("Open when something is on"), "look")]
    return []


@require_safe
@open_to(Audience.ANYONE)
def centre(request: HttpRequest, slug: str) -> HttpResponse:
    """A centre's page; for one that has closed, where to go instead."""
    ours = authority()
    day = centre_list.read_day(request.GET.get("on", "")) or picture_day(ours, clock.today())
    card = centre_on(ours, slug, day)
    if card is None:
        return _not_listed(request, ours, slug, day)
    page = _page(ours, card, day, clock.now()) | {"calendar_subscription": _subscription(request, card)}
    return render(request, "public/centre.html", page)


def _subscription(request: HttpRequest, card: CentreCard) -> str:
    """The address that phones and computers know to subscribe to."""
    calendar = request.build_absolute_uri(reverse("public:centre-calendar", args=[card.slug]))
    return "webcal:" + calendar.partition(":")[2]


def _not_listed(request: HttpRequest, ours: LocalAuthority, slug: str, day: date) -> HttpResponse:
    """An old name leads to the centre it was the name of; a closed centre names its neighbours; else a plain 404."""
    former = former_centre(ours, slug, day)
    if former is None:
        raise Http404
    if former.slug != slug and centre_on(ours, former.slug, day):
        return HttpResponsePermanentRedirect(reverse("public:centre", args=[former.slug]))
    return _closed(request, ours, former, day)


def _closed(request: HttpRequest, ours: LocalAuthority, former: FormerCentre, day: date) -> HttpResponse:
    near = nearest_centres(ours, former.point, day, 3) if former.point else []
    page = {
        "former": former,
        "closed_on": wording.day(former.closed_on, year=True) if former.closed_on and former.closed_on < day else "",
        "near": [(card, wording.distance(metres)) for card, metres in near],
    }
    return render(request, "public/centre_closed.html", page, status=GONE)


def _page(ours: LocalAuthority, card: CentreCard, day: date, now: datetime) -> dict[str, Any]:
    today = wording.local(now).date()
    near = nearest_centres(ours, card.point, day, NEAR + 1)
    return {
        "centre": card,
        "near": [(other, wording.distance(metres)) for other, metres in near if other.id != card.id][:NEAR],
        "season": season.of_centre(ours, card, today),
        "community": community.in_words(community_of([card.id], day)),
        "map_query": f"?on={day}" if day != picture_day(ours, today) else "",
        **_door(ours, card, now),
        **_week(card, now),
        **_building(card.building_id),
    }


def _door(ours: LocalAuthority, card: CentreCard, now: datetime) -> dict[str, Any]:
    """Notices, and when the door is open: this week, and in the seasons to come."""
    today = wording.local(now).date()
    closures = closures_ahead(ours.pk, [card.id], today, today + notices.AHEAD)
    given = given_hours(card.id, today)
    week = week_from(given, today)
    current = week[0].season if week else ""
    return {
        "notices": notices.of_centre(card, closures, today),
        "open_now": opening.open_now(week, notices.closed_days(closures), wording.local(now)),
        "hours": opening.hours_lines(week, today) if any(hours.is_open or hours.note for hours in week) else [],
        "hours_caption": current or _("This week"),
        "seasons": opening.seasons_in_words(seasons_ahead(given, today, today + SEASONS_AHEAD)),
    }


def _week(card: CentreCard, now: datetime) -> dict[str, Any]:
    """What is on in the coming seven days, by day."""
    today = wording.local(now).date()
    found = find_sessions(Search(today, centre_id=card.id, page_size=MOST_THIS_WEEK), now)
    read = rows(found.ids)
    return {
        "week": week_list.by_day(read.values(), today, home=card.name),
        "more_this_week": max(0, found.total - MOST_THIS_WEEK),
    }


def _building(building_id: int) -> dict[str, Any]:
    """What the building offers, and how to get there."""
    building = building_facts(building_id)
    labels = [str(facility.label) for facility in Facility if facility in building.facilities]
    return {"directions": building.directions, "facilities": labels}
