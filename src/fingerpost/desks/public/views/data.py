"""The search as data, for other programs, and the smallest page there is, for whoever watches the server."""

from typing import Any, Final

import orjson
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from fingerpost.base import clock
from fingerpost.base.audience import Audience, open_to
from fingerpost.base.postcode import spaced
from fingerpost.desks.public import listing
from fingerpost.desks.public.forms import Problem, read_search
from fingerpost.timetable.queries.fragments import Fragments
from fingerpost.timetable.queries.rows import SessionRow
from fingerpost.timetable.queries.search import Found, find_sessions

# Numbers of our own tables mean nothing outside them; an address to join online is told to those who come.
LEFT_OUT: Final = frozenset({"id", "series_id", "venue_id", "centre_id", "version", "postcode"})


@require_safe
@open_to(Audience.ANYONE)
def whats_on(request: HttpRequest) -> HttpResponse:
    """The sessions that match, with the parameters of the page of the same name."""
    search, problems = read_search(request.GET, clock.today())
    found = find_sessions(search, clock.now())
    answer = {
        "place": search.place,
        "total": found.total,
        "page": found.page,
        "pages": found.pages,
        "results": _results(found),
        "problems": [_problem(problem) for problem in problems],
    }
    return HttpResponse(orjson.dumps(answer), content_type="application/json")


@require_safe
@open_to(Audience.ANYONE)
def health(_request: HttpRequest) -> HttpResponse:
    """That the server answers. It asks nothing of the database."""
    return HttpResponse(b"ok\n", content_type="text/plain; charset=utf-8")


def _results(found: Found) -> list[dict[str, Any]]:
    listed = listing.found(found, ())
    sessions = _written.of(listed.rows, "")
    return [{"metres": far, "session": session} for far, session in zip(listed.metres, sessions, strict=True)]


def _problem(problem: Problem) -> dict[str, str]:
    return {"field": problem.field, "typed": problem.typed, "sentence": problem.sentence}


def _write(row: SessionRow) -> orjson.Fragment:
    """A session as JSON, once."""
    told = {name: value for name, value in row._asdict().items() if name not in LEFT_OUT}
    written = orjson.dumps({**told, "postcode": spaced(row.postcode) if row.postcode else ""})
    return orjson.Fragment(
        bytes(memoryview(written))
    )  # a copy: orjson's own holds on to all the room that it began with


_written: Final[Fragments[orjson.Fragment]] = Fragments("json", _write)
