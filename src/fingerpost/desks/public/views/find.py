"""Which centre is mine, and what is on near me: "there will be one near you".

A centre serves an area, and the nearest building may belong to another one: both are told, with how far they are.
"""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fingerpost.base import clock
from fingerpost.base.audience import Audience, open_to
from fingerpost.desks.public import listing, shortlist, wording
from fingerpost.places.models import LocalAuthority
from fingerpost.places.queries import (
    CentreCard,
    Located,
    authority,
    locate,
    my_centre,
    nearest_centres,
    opening_hours,
    picture_day,
)
from fingerpost.timetable.queries.rows import rows
from fingerpost.timetable.queries.search import Found, Search, find_sessions

LONGEST = 100  # characters; the longest name of a place is a third of it
NEAR_CENTRES = 6
THERE = NEAR = 4
NEAR_MILES = 3


@require_safe
@open_to(Audience.ANYONE)
def find(request: HttpRequest) -> HttpResponse:
    """The answer to one box: a postcode, a town or the name of a centre."""
    typed = request.GET.get("q", "").replace("\x00", "").strip()
    ours = authority()
    day = picture_day(ours, clock.today())
    located = locate(ours, typed[:LONGEST], day) if typed else None
    page: dict[str, Any] = {"authority": ours, "q": typed[:LONGEST], "asked": "q" in request.GET, "located": located}
    if located is None or located.point is None:
        return render(request, "public/find.html", page | {"point": None})
    return render(request, "public/find.html", page | _answer(request, ours, located, day))


def _answer(request: HttpRequest, ours: LocalAuthority, located: Located, day: date) -> dict[str, Any]:
    mine = my_centre(ours, located, day)
    centre = mine.by_reach or mine.nearest
    nearest = nearest_centres(ours, located.point, day, NEAR_CENTRES)
    return {
        "point": located.point,
        "mine": mine,
        "centre": centre,
        "near": [(card, wording.distance(metres)) for card, metres in nearest if card != centre],
        "hours": opening_hours(centre.id, clock.today())[:1] if centre else [],
        **_whats_on(request, located, centre, clock.now()),
    }


def _whats_on(request: HttpRequest, located: Located, centre: CentreCard | None, now: datetime) -> dict[str, Any]:
    """The next few at the centre this week, and the next few near, each with its total. One query for all rows."""
    today = wording.local(now).date()
    there = find_sessions(_at(centre, located, today), now) if centre else None
    near = find_sessions(Search(today, point=located.point, within_miles=NEAR_MILES, page_size=THERE + NEAR), now)
    return {
        "there_total": there.total if there else 0,
        "near_total": near.total,
        "near_miles": NEAR_MILES,
        **_listed(request, there, near),
    }


def _at(centre: CentreCard, located: Located, today: date) -> Search:
    return Search(today, point=located.point, centre_id=centre.id, page_size=THERE)


def _listed(request: HttpRequest, there: Found | None, near: Found) -> dict[str, Any]:
    """The cards of both lists; what is at the centre is not told twice."""
    at_centre = there.hits if there else []
    told = {hit.session_id for hit in at_centre}
    others = [hit for hit in near.hits if hit.session_id not in told][:NEAR]
    read = rows(hit.session_id for hit in [*at_centre, *others])
    kept = shortlist.kept(request)
    return {
        "there": listing.cards(listing.shown(at_centre, read, kept), with_day=True),
        "nearby": listing.cards(listing.shown(others, read, kept), with_day=True),
    }
