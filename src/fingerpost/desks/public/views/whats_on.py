"""What is on: every public session of the coming year, by day, by place, by age, by how to come.

The busiest page of the product. It asks the database for nothing that is already known here: the search runs in
memory, cards and columns are joined from pieces drawn before (see seams), and addresses are encoded once (see filters).
"""

import html
from collections.abc import Mapping
from dataclasses import fields, replace
from functools import lru_cache
from operator import attrgetter
from typing import Any, NamedTuple
from urllib.parse import quote_plus

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from fingerpost.base import clock
from fingerpost.base.audience import Audience, open_to
from fingerpost.desks.public import choices, filters, outline, results, seams, shortlist, wording
from fingerpost.desks.public.forms import MOST_SHOWN, Problem, read_search, read_view
from fingerpost.places.queries import authority
from fingerpost.timetable.queries.search import Search, find_sessions

LONGEST = 100  # characters of what was typed, told back
_BUT_THE_PLACE = attrgetter(*(one.name for one in fields(Search) if one.name not in {"place", "place_note", "point"}))
HOST = ("HTTP_HOST", "SERVER_NAME", "SERVER_PORT")  # what the name of the site is taken from, and was checked
HAVE_A_FIELD = frozenset(
    {"q", "date", "days", "time", "age", "for", "category", "access", "language", "facility", "cost", "within"}
)


class Asked(NamedTuple):
    """What somebody asked, as typed and as understood, and the answer."""

    q: str
    note: str
    problems: list[Problem]
    answer: results.Answer


@require_safe
@open_to(Audience.ANYONE)
def whats_on(request: HttpRequest) -> HttpResponse:
    """Sessions that match, as a list by day or as a map with the same sessions by place."""
    asked = _asked(request)
    answer = asked.answer
    usual = answer.search.page <= answer.found.pages and not answer.as_map and not asked.problems
    return HttpResponse(_outlined(request, asked) if usual else _page(request, asked))


def _asked(request: HttpRequest) -> Asked:
    now = clock.now()
    today = wording.local(now).date()
    language = get_language() or ""
    search, problems = read_search(request.GET, today, language)
    found = find_sessions(search, now)
    as_map = read_view(request.GET) == "map"
    q = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:LONGEST]
    addresses = filters.Addresses(*_paths(), search, q, today, as_map=as_map)
    kept = shortlist.kept(request)
    answer = results.Answer(search, found, addresses, kept, now, today, language, as_map, request.get_full_path())
    return Asked(q, search.place_note, problems, answer)


def _page(request: HttpRequest, asked: Asked, varying: Mapping[str, str] | None = None) -> str:
    """The whole page, drawn by its templates; with what varies given, or with what was found."""
    search, found = asked.answer.search, asked.answer.found
    varying = varying or {name: value.decode() for name, value in _varying(asked).items()}
    page = {
        "page": found.page,
        "heading": gettext("What’s on near {place}").format(place=search.place) if search.point else "",
        "note": asked.note,
        "narrowed": bool(request.GET),
        "problems": _summary(asked.problems),
        "form": _form(asked, varying),
        "results": results.shown(asked.answer, varying),
    }
    return render_to_string("public/whats_on.html", page, request)


def _varying(asked: Asked) -> dict[str, bytes]:
    return results.what_varies(asked.answer) | _counted(asked)


def _outlined(request: HttpRequest, asked: Asked) -> bytes:
    """The same page, filled into the outline of those that are alike but for the place and what is there."""
    q, note, answer = asked.q, asked.note, asked.answer
    ours = authority()
    alike = (
        _BUT_THE_PLACE(answer.search),
        *(answer.language, ours.pk, ours.revision, *map(request.META.get, HOST), request.scheme),
        *(answer.today, len(answer.kept), bool(q), bool(note), bool(request.GET)),
        *(answer.search.point is None, answer.found.total > 0),
    )

    def draw(marks: Mapping[str, str]) -> str:
        search = replace(answer.search, place=marks["place"])
        addresses = filters.Addresses(*_paths(), search, q and marks["asked"], answer.today, as_map=False)
        marked = answer._replace(search=search, addresses=addresses, here=marks["here"])
        return _page(request, Asked(q and marks["q"], note and marks["note"], [], marked), marks)

    return outline.filled(alike, draw, _varying(asked) | _typed(asked))


def _typed(asked: Asked) -> dict[str, bytes]:
    """What a visitor typed and how it was understood, as it stands in text and in addresses."""
    typed = {
        "q": asked.q,
        "asked": quote_plus(asked.q),
        "place": asked.answer.search.place,
        "note": asked.note,
        "here": asked.answer.here,
    }
    return {name: html.escape(text).encode() for name, text in typed.items()}


@lru_cache(maxsize=1)
def _paths() -> tuple[str, str]:
    return reverse("public:whats-on"), reverse("public:whats-on-calendar")


def _summary(problems: list[Problem]) -> list[tuple[str, str]]:
    """What could not be used, each with a link to its field."""
    return [(one.sentence, f"#{one.field}" if one.field in HAVE_A_FIELD else "") for one in problems]


def _counted(asked: Asked) -> dict[str, bytes]:
    """The choices with how many results each has."""
    search, tallies = asked.answer.search, asked.answer.found.tallies
    wrong = {one.field: one.sentence for one in asked.problems}
    chosen = {facet.name: getattr(search, facet.field) for facet in choices.FACETS}
    language = asked.answer.language
    return {
        "ages": choices.ages(search.age_months, tallies["age"], language),
        "free": choices.free(search.free, tallies["cost"][0], language),
        "questions": choices.questions(chosen, tallies, wrong, language),
    }


def _form(asked: Asked, counted: Mapping[str, str]) -> SafeString:
    """The fields, with what is chosen; where something was wrong, with what was typed and what to do about it."""
    search = asked.answer.search
    typed = {one.field: one.typed[:MOST_SHOWN] for one in asked.problems}
    wrong = {one.field: one.sentence for one in asked.problems}
    values = {
        "q": html.escape(asked.q),
        "date": str(escape(typed.get("date", search.date_from.isoformat()))),
        "days": choices.days(search.days),
        "miles": choices.miles(search.within_miles),
        **{name: counted[name] for name in ("ages", "free", "questions")},
    }
    near = search.sort == "near"
    fixed: dict[str, Any] = {"as_map": asked.answer.as_map, "near": near, "placed": search.point is not None}
    if wrong:
        return seams.drawn("public/whats_on_form.html", values, wrong=wrong, **fixed)
    return seams.joined("public/whats_on_form.html", values, **fixed)
