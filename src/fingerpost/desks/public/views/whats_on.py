"""What is on: every public session of the coming year, by day, by place, by age, by how to come.

The busiest page of the product. It asks the database for nothing that is already known here: the search runs in
memory, cards are drawn once (see listing), and addresses are encoded once (see filters).
"""

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_safe

from fingerpost.base import clock
from fingerpost.base.audience import Audience, open_to
from fingerpost.desks.public import filters, listing, place_map, shortlist, wording
from fingerpost.desks.public.forms import (
    ANY_DISTANCE,
    FURTHEST_AHEAD,
    MOST_SHOWN,
    Problem,
    read_search,
    read_view,
)
from fingerpost.desks.public.whereabouts import whereabouts
from fingerpost.places.queries import authority
from fingerpost.timetable.queries.rows import rows
from fingerpost.timetable.queries.search import Found, Search, find_sessions

LONGEST = 100  # characters of what was typed, told back
HAVE_A_FIELD = frozenset(
    {"q", "date", "days", "time", "age", "for", "category", "access", "language", "facility", "cost", "within"}
)


@require_safe
@open_to(Audience.ANYONE)
def whats_on(request: HttpRequest) -> HttpResponse:
    """Sessions that match, as a list by day or as a map with the same sessions by place."""
    now = clock.now()
    today = wording.local(now).date()
    search, problems = read_search(request.GET, today)
    found = find_sessions(search, now)
    as_map = read_view(request.GET) == "map"
    q = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:LONGEST]
    addresses = filters.Addresses(_path(), search, q, today, as_map=as_map)
    page = {
        "q": q,
        "search": search,
        "found": found,
        "today": today,
        "as_map": as_map,
        "addresses": addresses,
        **_said(search, found, q, today),
        **_problems(problems),
        **_asked(search, found),
        **_ways_on(search, addresses, today),
        **_results(request, search, found, today, as_map=as_map),
        "next_best": [] if found.total else _next_best(search, addresses, now),
    }
    return render(request, "public/whats_on.html", page)


@lru_cache(maxsize=1)
def _path() -> str:
    return reverse("public:whats-on")


def _said(search: Search, found: Found, q: str, today: date) -> dict[str, Any]:
    """The sentences at the top: how many, when, where; and how the place was understood."""
    last = search.date_from + timedelta(days=search.days - 1)
    place = whereabouts(q, today) if q else None
    beyond = gettext("There is no page {asked}. This is the last one.").format(asked=search.page)
    return {
        "heading": gettext("What’s on near {place}").format(place=search.place) if search.point else "",
        "total": ngettext("{count} session", "{count} sessions", found.total).format(count=found.total),
        "when": wording.days_between(search.date_from, last, today),
        "note": place.note if place and place.point else "",
        "beyond": beyond if search.page > found.pages else "",
    }


def _problems(problems: list[Problem]) -> dict[str, Any]:
    """What could not be used: at the top with a link to its field, and at the field with what was typed."""
    return {
        "problems": [(one.sentence, f"#{one.field}" if one.field in HAVE_A_FIELD else "") for one in problems],
        "wrong": {one.field: one.sentence for one in problems},
        "typed": {one.field: one.typed[:MOST_SHOWN] for one in problems},
    }


def _asked(search: Search, found: Found) -> dict[str, Any]:
    """The fields of the form, with what is chosen."""
    within = ANY_DISTANCE if search.within_miles is None else f"{search.within_miles:g}"
    return {
        "groups": filters.groups(search, found.counts),
        "ages": filters.ages(search, found.counts),
        "free_count": found.counts["cost"]["free"],
        "day_choices": filters.day_choices(search.days),
        "mile_choices": filters.mile_choices(search.within_miles),
        "within": within,
    }


def _ways_on(search: Search, addresses: filters.Addresses, today: date) -> dict[str, Any]:
    """Where one press leads: other days, one filter less."""
    quick = [
        (days.text, addresses.days(days.first, days.count), (days.first, days.count) == (search.date_from, search.days))
        for days in filters.quick_days(today)
    ]
    chips = [(chip.text, addresses.of(chip.without)) for chip in filters.chips(search)]
    clear = addresses.of(filters.cleared(search)) if len(chips) > 1 else None
    if search.point:
        near = gettext("Near {place}").format(place=search.place)
        chips.insert(0, (near, addresses.of(filters.anywhere(search), q="")))
    return {
        "quick": quick,
        "chips": chips,
        "clear": clear,
        **_other_days(search, addresses, today),
    }


def _other_days(search: Search, addresses: filters.Addresses, today: date) -> dict[str, str]:
    """As many days before and after these; never before today, nor further than is planned."""
    before = max(today, search.date_from - timedelta(days=search.days))
    after = search.date_from + timedelta(days=search.days)
    return {
        "earlier": addresses.days(before, search.days) if search.date_from > today else "",
        "later": addresses.days(after, search.days) if after <= today + timedelta(days=FURTHEST_AHEAD) else "",
    }


def _results(request: HttpRequest, search: Search, found: Found, today: date, *, as_map: bool) -> dict[str, Any]:
    """One page of sessions. By how near they are, the day stands on each card instead of over the list."""
    read = rows([hit.session_id for hit in found.hits])
    listed = listing.shown(found.hits, read, shortlist.kept(request))
    if as_map:
        return _mapped(search, listing.by_place(listed))
    if search.sort == "near":
        return {"days": [], "cards": listing.cards(listed, with_day=True)}
    return {"days": listing.by_day(listed, today), "cards": ""}


def _mapped(search: Search, places: list[listing.Place]) -> dict[str, Any]:
    """The places of one page of sessions, and a map with a pin for each that stands somewhere."""
    pinned = [place_map.Pinned(one.number, one.name, one.point) for one in places if one.point]
    return {"places": places, "map": place_map.draw(authority(), pinned, search.point)}


def _next_best(search: Search, addresses: filters.Addresses, now: datetime) -> list[tuple[str, str]]:
    """What to do when nothing was found: single changes that lead to something, with how much."""

    def count(other: Search) -> int:
        return find_sessions(other, now).total

    return [(f"{text} ({found})", addresses.of(other)) for text, other, found in filters.next_best(search, count)]
