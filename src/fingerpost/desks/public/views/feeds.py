"""A centre's and a group's sessions as a calendar that a family's phone follows.

Phones ask every few hours, so an unchanged calendar is answered in a few bytes: its tag is made of what each session
shows (`SessionRow.version`), and the calendar itself is written once for each tag.
"""

from collections.abc import Sequence
from functools import partial
from hashlib import blake2b

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from fingerpost.base import clock
from fingerpost.base.audience import Audience, open_to
from fingerpost.desks.public.shelf import Shelf
from fingerpost.places.queries import authority, centre_on, group_on, picture_day
from fingerpost.timetable.queries.feeds import feed_of_sessions
from fingerpost.timetable.queries.rows import rows
from fingerpost.timetable.queries.seasons import addresses_of, sessions_to_follow

KEPT = 64  # calendars of some 200 kB
CALENDAR = "text/calendar; charset=utf-8"
ASK_AGAIN = "public, max-age=900"

shelf: Shelf[bytes] = Shelf(KEPT)


@require_safe
@open_to(Audience.ANYONE)
def centre_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """What a centre puts on."""
    ours = authority()
    card = centre_on(ours, slug, picture_day(ours, clock.today()))
    if card is None:
        raise Http404
    return _calendar(request, slug, card.name, [card.id])


@require_safe
@open_to(Audience.ANYONE)
def group_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """What all centres of a group put on."""
    ours = authority()
    card = group_on(ours, slug, picture_day(ours, clock.today()))
    if card is None:
        raise Http404
    return _calendar(request, slug, card.name, [centre.id for centre in card.centres])


def _calendar(request: HttpRequest, slug: str, name: str, centre_ids: Sequence[int]) -> HttpResponse:
    return calendar_of(request, slug, name, sessions_to_follow(centre_ids, clock.now()))


def calendar_of(
    request: HttpRequest, file_name: str, name: str, ids: Sequence[int], cache: str = ASK_AGAIN
) -> HttpResponse:
    """These sessions as a calendar under a name, or that it has not changed."""
    tag = _tag(request, name, ids)
    held = get_conditional_response(request, etag=tag)
    if held is not None:
        return held
    feed = shelf.get(tag, lambda: feed_of_sessions(ids, name, partial(_page_of, request)))
    headers = {"ETag": tag, "Cache-Control": cache, "Content-Disposition": f'inline; filename="{file_name}.ics"'}
    return HttpResponse(feed, content_type=CALENDAR, headers=headers)


def _tag(request: HttpRequest, name: str, ids: Sequence[int]) -> str:
    """What tells this calendar from every other: its name, host and language, and all that its sessions show."""
    versions = sorted((one, row.version) for one, row in rows(ids).items())
    said = (request.get_host(), request.scheme, get_language(), name, versions, addresses_of(ids))
    return quote_etag(blake2b(repr(said).encode(), digest_size=16).hexdigest())


def _page_of(request: HttpRequest, reference: str) -> str:
    return request.build_absolute_uri(reverse("public:session", args=[reference]))
