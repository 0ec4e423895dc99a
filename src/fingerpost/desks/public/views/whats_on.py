"""What is on: every public session of the coming year, by day, by place, by age, by how to come.

The busiest page of the product. It asks the database for nothing that is already known here: the search runs in
memory, cards and columns are joined from pieces drawn before (see seams), and addresses are encoded once (see filters).
"""

from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from fingerpost.base import clock
from fingerpost.base.audience import Audience, open_to
from fingerpost.desks.public import choices, filters, results, seams, shortlist, wording
from fingerpost.desks.public.forms import MOST_SHOWN, Problem, read_search, read_view
from fingerpost.desks.public.whereabouts import whereabouts
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
    addresses = filters.Addresses(*_paths(), search, q, today, as_map=as_map)
    answer = results.Answer(
        search, found, addresses, shortlist.kept(request), now, as_map, here=request.get_full_path()
    )
    page = {
        "page": found.page,
        "heading": gettext("What’s on near {place}").format(place=search.place) if search.point else "",
        "note": _note(q, search, answer),
        "narrowed": bool(request.GET),
        "problems": _summary(problems),
        "form": _form(search, found, q, problems, as_map=as_map),
        "results": results.shown(answer),
    }
    return render(request, "public/whats_on.html", page)


@lru_cache(maxsize=1)
def _paths() -> tuple[str, str]:
    return reverse("public:whats-on"), reverse("public:whats-on-calendar")


def _note(q: str, search: Search, answer: results.Answer) -> str:
    """How the place was understood, where that was not as typed."""
    place = whereabouts(q, answer.today) if q and search.point else None
    return place.note if place else ""


def _summary(problems: list[Problem]) -> list[tuple[str, str]]:
    """What could not be used, each with a link to its field."""
    return [(one.sentence, f"#{one.field}" if one.field in HAVE_A_FIELD else "") for one in problems]


def _form(search: Search, found: Found, q: str, problems: list[Problem], *, as_map: bool) -> SafeString:
    """The fields, with what is chosen; where something was wrong, with what was typed and what to do about it."""
    typed = {one.field: one.typed[:MOST_SHOWN] for one in problems}
    wrong = {one.field: one.sentence for one in problems}
    chosen = {facet.name: getattr(search, facet.field) for facet in choices.FACETS}
    values = {
        "q": str(escape(q)),
        "date": str(escape(typed.get("date", search.date_from.isoformat()))),
        "days": choices.days(search.days),
        "miles": choices.miles(search.within_miles),
        "ages": choices.ages(search.age_months, found.counts["age"]),
        "free": choices.free(search.free, found.counts["cost"]["free"]),
        "questions": choices.questions(chosen, found.counts, wrong),
    }
    fixed: dict[str, Any] = {"as_map": as_map, "near": search.sort == "near", "placed": search.point is not None}
    if wrong:
        return seams.drawn("public/whats_on_form.html", values, wrong=wrong, **fixed)
    return seams.joined("public/whats_on_form.html", values, **fixed)
