"""Which centre is mine, and what is on near me: "there will be one near you".

A centre serves an area, and the nearest building may belong to another one: both are told, with how far they are.
"""

from datetime import date, datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fingerpost.base import clock
from fingerpost.base.audience import Audience, open_to
from fingerpost.desks.public import listing, opening, shortlist, wording
from fingerpost.desks.public.notices import closed_days
from fingerpost.desks.public.whereabouts import whereabouts
from fingerpost.places.models import LocalAuthority
from fingerpost.places.queries import (
    CentreCard,
    Located,
    MyCentre,
    authority,
    centres_on,
    my_centre,
    nearest_centres,
    opening_hours,
    picture_day,
)
from fingerpost.timetable.queries.closures import closures_ahead
from fingerpost.timetable.queries.rows import rows
from fingerpost.timetable.queries.search import Found, Search, find_sessions

LONGEST = 100  # characters; the longest name of a place is a third of it
NEAR_CENTRES = 6
THERE = NEAR = 4
NEAR_MILES = 3
WEEK = timedelta(days=7)


@require_safe
@open_to(Audience.ANYONE)
def find(request: HttpRequest) -> HttpResponse:
    """The answer to one box: a postcode, a town or the name of a centre."""
    typed = request.GET.get("q", "").replace("\x00", "").strip()
    ours = authority()
    day = picture_day(ours, clock.today())
    located = whereabouts(typed[:LONGEST], clock.today())
    page: dict[str, Any] = {"authority": ours, "q": typed[:LONGEST], "asked": "q" in request.GET, "located": located}
    if located is None or located.point is None:
        return render(request, "public/find.html", page | {"point": None})
    return render(request, "public/find.html", page | _answer(request, ours, located, day))


def _answer(request: HttpRequest, ours: LocalAuthority, located: Located, day: date) -> dict[str, Any]:
    point = located.point
    mine = my_centre(ours, located, day)
    named = next((card for card in centres_on(ours, day) if card.id == located.centre_id), None)
    centre = named or mine.by_reach or mine.nearest
    now = wording.local(clock.now())
    return {
        "point": point,
        "mine": mine,
        "centre": centre,
        "named": named is not None,
        "distance": None,
        "nearer": None,
        "near": _near(ours, located, day, but=centre),
        "door": _door(ours, centre, now) if centre else None,
        **({} if named else _distances(mine)),
        **_whats_on(request, located, centre, now),
    }


def _distances(mine: MyCentre) -> dict[str, Any]:
    """How far one's own centre is, and the nearest one where that is another."""
    own, nearest = mine.metres_by_reach, mine.metres_nearest
    metres = own if mine.by_reach else nearest
    differs = mine.by_reach and mine.nearest and mine.nearest.id != mine.by_reach.id
    return {
        "distance": None if metres is None else wording.distance(metres),
        "nearer": mine.nearest if differs else None,
        "nearer_distance": "" if nearest is None else wording.distance(nearest),
    }


def _near(ours: LocalAuthority, located: Located, day: date, but: CentreCard | None) -> list[tuple[CentreCard, str]]:
    if located.point is None:
        return []
    near = nearest_centres(ours, located.point, day, NEAR_CENTRES)
    return [(card, wording.distance(metres)) for card, metres in near if but is None or card.id != but.id]


def _door(ours: LocalAuthority, centre: CentreCard, now: datetime) -> opening.OpenNow | None:
    """Whether the centre is open now, or when it next is."""
    today = now.date()
    closures = closures_ahead(ours.pk, [centre.id], today, today + WEEK)
    return opening.open_now(opening_hours(centre.id, today), closed_days(closures), now)


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
