"""What is on: every public session of the coming year, by day, by place, by age, by how to come.

The busiest page of the product. It asks the database for nothing that is already known here: the search runs in
memory, cards and columns are joined from pieces drawn before (see seams), and addresses are encoded once (see filters).
"""

import html
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from fingerpost.base import clock
from fingerpost.base.audience import Audience, open_to
from fingerpost.desks.public import choices, filters, outline, results, seams, shortlist, wording
from fingerpost.desks.public.forms import MOST_SHOWN, Problem, read_search
from fingerpost.places.queries import authority
from fingerpost.timetable.queries.facets import STANDS_AT
from fingerpost.timetable.queries.search import find_sessions

LONGEST = 100  # characters of what was typed, told back
TYPED = ("q", "asked", "place", "note", "here")
BETWEEN = "\x00"
HTML = "text/html; charset=utf-8"
HOST = ("HTTP_HOST", "SERVER_NAME", "SERVER_PORT")  # what the name of the site is taken from, and was checked
_CHOSEN = attrgetter(*(facet.field for facet in choices.FACETS))
_AS_IT_IS = re.compile(r"[\w=&+%.-]*", re.ASCII)  # a query that stands in an address as it came
HAVE_A_FIELD = frozenset(
    {"q", "date", "days", "time", "age", "for", "category", "access", "language", "facility", "cost", "within"}
)


class Asked(NamedTuple):
    """What somebody asked, as typed and as understood, and the answer."""

    q: str
    note: str
    narrowed: bool
    problems: Sequence[Problem]
    answer: results.Answer


@require_safe
@open_to(Audience.ANYONE)
def whats_on(request: HttpRequest) -> HttpResponse:
    """Sessions that match, as a list by day or as a map with the same sessions by place."""
    asked = _asked(request)
    answer = asked.answer
    usual = answer.search.page <= answer.found.pages and not answer.as_map and not asked.problems
    return HttpResponse(_outlined(request, asked) if usual else _page(request, asked), content_type=HTML)


def _asked(request: HttpRequest) -> Asked:
    now = clock.now()
    today = wording.local(now).date()
    language = wording.language()
    asked = read_search(request.META.get("QUERY_STRING", ""), today, language)
    search = asked.search
    found = find_sessions(search, now)
    q = " ".join(asked.q.replace("\x00", "").split())[:LONGEST]
    addresses = filters.Addresses(*_paths(), search, q, today, as_map=asked.as_map)
    kept = shortlist.kept(request)
    answer = results.Answer(search, found, addresses, kept, now, today, language, asked.as_map, _here(request))
    return Asked(q, search.place_note, asked.narrowed, asked.problems, answer)


def _here(request: HttpRequest) -> str:
    """The address of this page with its query. Most queries need nothing encoded, which is sooner seen than done."""
    query = request.META.get("QUERY_STRING", "")
    return f"{_paths()[0]}?{query}" if query and _AS_IT_IS.fullmatch(query) else request.get_full_path()


def _page(request: HttpRequest, asked: Asked, varying: Mapping[str, str] | None = None) -> str:
    """The whole page, drawn by its templates; with what varies given, or with what was found."""
    search, found = asked.answer.search, asked.answer.found
    varying = varying or {name: outline.whole(value) for name, value in _varying(asked).items()}
    page = {
        "page": found.page,
        "heading": gettext("What’s on near {place}").format(place=search.place) if search.point else "",
        "note": asked.note,
        "narrowed": asked.narrowed,
        "problems": _summary(asked.problems),
        "form": _form(asked, varying),
        "results": results.shown(asked.answer, varying),
    }
    return render_to_string("public/whats_on.html", page, request)


def _varying(asked: Asked) -> dict[str, outline.Value]:
    return results.what_varies(asked.answer) | _counted(asked)


def _outlined(request: HttpRequest, asked: Asked) -> bytes:
    """The same page, filled into the outline of those that are alike but for the place and what is there."""
    q, note, narrowed, _, answer = asked
    search = answer.search
    ours = authority()
    alike = (
        search.but_the_place,
        *(answer.language, ours.id, ours.revision, *_host(request.META), request.scheme),
        *(answer.today, len(answer.kept), bool(q), bool(note), narrowed),
        *(search.point is None, answer.found.total > 0),
    )

    def draw(marks: Mapping[str, str]) -> str:
        near = search._replace(place=marks["place"])
        addresses = filters.Addresses(*_paths(), near, q and marks["asked"], answer.today, as_map=False)
        marked = answer._replace(search=near, addresses=addresses, here=marks["here"])
        return _page(request, Asked(q and marks["q"], note and marks["note"], narrowed, (), marked), marks)

    return outline.filled(alike, draw, _varying(asked) | _typed(asked))


def _host(told: Mapping[str, Any]) -> tuple[str | None, ...]:
    return tuple(map(told.get, HOST))


def _typed(asked: Asked) -> dict[str, outline.Value]:
    """What a visitor typed and how it was understood, as it stands in text and in addresses.

    All are escaped as one text: each alone would be looked through five times. None can hold what stands in between.
    """
    answer = asked.answer
    texts = (asked.q, filters.quoted(asked.q), answer.search.place, asked.note, answer.here)
    return dict(zip(TYPED, html.escape(BETWEEN.join(texts)).encode().split(BETWEEN.encode()), strict=True))


@lru_cache(maxsize=1)
def _paths() -> tuple[str, str]:
    return reverse("public:whats-on"), reverse("public:whats-on-calendar")


def _summary(problems: Sequence[Problem]) -> list[tuple[str, str]]:
    """What could not be used, each with a link to its field."""
    return [(one.sentence, f"#{one.field}" if one.field in HAVE_A_FIELD else "") for one in problems]


def _counted(asked: Asked) -> dict[str, outline.Value]:
    """The choices with how many results each has."""
    search, tallies = asked.answer.search, asked.answer.found.tallies
    wrong = {one.field: one.sentence for one in asked.problems} if asked.problems else {}
    language = asked.answer.language
    return {
        "ages": choices.ages(search.age_months, tallies[STANDS_AT["age"]], language),
        "free": choices.free(search.free, tallies[STANDS_AT["cost"]][0], language),
        "questions": choices.questions(_CHOSEN(search), tallies, wrong, language),
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
