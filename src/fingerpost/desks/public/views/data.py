"""The search as data, for other programs, and the smallest page there is, for whoever watches the server."""

from typing import Final

import orjson
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from fingerpost.base import clock
from fingerpost.base.audience import Audience, open_to
from fingerpost.base.postcode import spaced
from fingerpost.desks.public import listing, wording
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
    query = request.META.get("QUERY_STRING", "")
    search, problems, *_ = read_search(query, clock.today(), wording.language())
    found = find_sessions(search, clock.now())
    about = {"place": search.place, "total": found.total, "page": found.page, "pages": found.pages}
    told = orjson.dumps([_problem(problem) for problem in problems])
    # One join of pieces that are written already: of what was found nothing is copied twice.
    answer = b"".join([orjson.dumps(about)[:-1], b',"results":[', *_results(found), b'],"problems":', told, b"}"])
    return HttpResponse(answer, content_type="application/json")


@require_safe
@open_to(Audience.ANYONE)
def health(_request: HttpRequest) -> HttpResponse:
    """That the server answers. It asks nothing of the database."""
    return HttpResponse(b"ok\n", content_type="text/plain; charset=utf-8")


def _results(found: Found) -> list[bytes]:
    """The sessions with how far each is, in pieces."""
    written, metres = listing.there(_written.of_sessions(found.ids, ""), found.metres)
    pieces = [b""] * (2 * len(written))
    pieces[::2] = map(_FAR.__getitem__, metres)
    pieces[1::2] = written
    if pieces:
        pieces[0] = pieces[0].removeprefix(b",")
    return pieces


def _problem(problem: Problem) -> dict[str, str]:
    return {"field": problem.field, "typed": problem.typed, "sentence": problem.sentence}


def _write(row: SessionRow) -> bytes:
    """A session as JSON, once; with the end of what it stands in."""
    told = {name: value for name, value in row._asdict().items() if name not in LEFT_OUT}
    return orjson.dumps({**told, "postcode": spaced(row.postcode) if row.postcode else ""}) + b"}"


class _Far(dict[int | None, bytes]):
    """The beginning of a result, behind another: how far it is."""

    MOST: Final = 20_000  # metres; what is farther is seldom asked for

    def __missing__(self, metres: int | None) -> bytes:
        begun = b',{"metres":%b,"session":' % orjson.dumps(metres)
        if len(self) < self.MOST:
            self[metres] = begun
        return begun


_FAR: Final = _Far()
_written: Final[Fragments[bytes]] = Fragments("json", _write)
