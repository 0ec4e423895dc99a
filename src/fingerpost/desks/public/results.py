"""What a search found, with the ways on from there: other days, one filter less, the map, the next page.

Everything here ends as HTML that is joined from pieces drawn before (see seams): it is on the path of every search.
What differs from one visitor to the next is put together as the bytes that are sent.
"""

import html
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache, partial
from typing import NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from fingerpost.desks.public import filters, listing, place_map, wording
from fingerpost.desks.public.forms import FURTHEST_AHEAD
from fingerpost.desks.public.outline import Value
from fingerpost.desks.public.seams import CUT, drawn, joined, pieces
from fingerpost.places.queries import authority
from fingerpost.timetable.queries.search import Found, Search, count_sessions

PIECES = "public/whats_on_pieces.html"
VARYING = ("total", "results", "pages")


class Answer(NamedTuple):
    """A search, what it found, and what the page that shows it needs to know of its reader."""

    search: Search
    found: Found
    addresses: filters.Addresses
    kept: Sequence[str]
    now: datetime
    today: date
    language: str
    as_map: bool
    here: str


def shown(answer: Answer, varying: Mapping[str, str]) -> SafeString:
    """The right-hand column of the page, with what varies put in."""
    search, found = answer.search, answer.found
    quick = filters.quick_days(answer.today)
    current = [(first, count) == (search.date_from, search.days) for first, count in quick]
    earlier, later = _other_days(answer)
    return joined(
        "public/whats_on_found.html",
        {**_addresses(answer, quick, earlier, later), **_words(answer), **{name: varying[name] for name in VARYING}},
        quick=current.index(True) if any(current) else None,
        found=found.total > 0,
        mapped=answer.as_map,
        near=search.sort == "near",
        placed=search.point is not None,
        has_earlier=bool(earlier),
        has_later=bool(later),
    )


def _addresses(answer: Answer, quick: Sequence[filters.Days], earlier: str, later: str) -> dict[str, str]:
    addresses = answer.addresses
    today, tomorrow, week, weekend = (addresses.days(first, count) for first, count in quick)
    made = {
        "today": today,
        "tomorrow": tomorrow,
        "week": week,
        "weekend": weekend,
        "as_list": addresses.view("list"),
        "as_map": addresses.view("map"),
        "resort": addresses.sort("when" if answer.search.sort == "near" else "near"),
        "earlier": earlier,
        "later": later,
        "calendar": addresses.calendar(),
        "here": answer.here,
    }
    return {name: str(escape(address)) for name, address in made.items()}


def what_varies(answer: Answer) -> dict[str, Value]:
    """The sessions, how many, and the way to other pages: different for each place, as HTML."""
    found = answer.found
    return {
        "total": _total(found.total, answer.language),
        "results": _results(answer) if found.total else [_nothing(answer)],
        "pages": _pages(answer) if found.pages > 1 else b"",
    }


@lru_cache(maxsize=4_096)
def _total(count: int, _language: str) -> bytes:
    return escape(ngettext("{count} session", "{count} sessions", count).format(count=count)).encode()


def _words(answer: Answer) -> dict[str, str]:
    search, found = answer.search, answer.found
    last = search.date_from + timedelta(days=search.days - 1)
    return {
        "chips": _chips(answer),
        "when": escape(wording.days_between(search.date_from, last, answer.today)),
        "beyond": _beyond(answer) if search.page > found.pages else "",
    }


def _other_days(answer: Answer) -> tuple[str, str]:
    """As many days before and after these; never before today, nor further than is planned."""
    search, today = answer.search, answer.today
    before = max(today, search.date_from - timedelta(days=search.days))
    after = search.date_from + timedelta(days=search.days)
    known = after <= today + timedelta(days=FURTHEST_AHEAD)
    return (
        answer.addresses.days(before, search.days) if search.date_from > today else "",
        answer.addresses.days(after, search.days) if known else "",
    )


def _chips(answer: Answer) -> str:
    """Each filter in use with its way out, the place first."""
    search, addresses = answer.search, answer.addresses
    chips = [(chip.text, addresses.of(chip.without)) for chip in filters.chips(search)]
    clear = addresses.of(filters.cleared(search)) if len(chips) > 1 else ""
    if search.point:
        near = gettext("Near {place}").format(place=search.place)
        chips.insert(0, (near, addresses.of(filters.anywhere(search), q="")))
    if not chips:
        return ""
    items = "".join(_chip(text, address) for text, address in chips)
    return joined(PIECES, {"items": items, "clear": escape(clear)}, part="chips", clearing=bool(clear))


def _chip(text: str, address: str) -> str:
    return joined(PIECES, {"text": escape(text), "href": escape(address)}, part="chip")


def _beyond(answer: Answer) -> str:
    sentence = gettext("There is no page {asked}. This is the last one.").format(asked=answer.search.page)
    return joined(PIECES, {"sentence": escape(sentence)}, part="beyond")


def _pages(answer: Answer) -> bytes:
    base = html.escape(answer.addresses.pages()).encode()
    return base.join(_pagination(answer.found.page, answer.found.pages, answer.language))


@lru_cache(maxsize=512)
def _pagination(page: int, pages: int, _language: str) -> list[bytes]:
    """The way to other pages, cut where the address stands."""
    return pieces(PIECES, part="pages", base=SafeString(CUT), page=page, pages=pages)


def _results(answer: Answer) -> list[bytes]:
    """One page of sessions. By how near they are, the day stands on each card instead of over the list."""
    if not answer.as_map and answer.search.sort == "when":
        return listing.by_day(answer.found, answer.kept, answer.today, answer.language)
    listed = listing.found(answer.found, answer.kept)
    if answer.as_map:
        return [_map(answer.search, listing.by_place(listed)).encode()]
    return [b'<ul class="fp-cards">', listing.in_a_row(listed, answer.language, with_day=True), b"</ul>"]


def _map(search: Search, places: list[listing.Place]) -> str:
    """The places of one page of sessions, and a map with a pin for each that stands somewhere."""
    pinned = [place_map.Pinned(one.number, one.name, one.point) for one in places if one.point]
    picture = place_map.draw(authority(), pinned, search.point)
    return drawn("public/whats_on_map.html", {}, places=places, map=picture)


def _nothing(answer: Answer) -> bytes:
    """What to do when nothing was found: single changes that lead to something, with how much."""
    best = filters.next_best(answer.search, partial(count_sessions, now=answer.now))
    said = {f"way{number}": f"{text} ({found})" for number, (text, _, found) in enumerate(best)}
    leads = {f"href{number}": answer.addresses.of(other) for number, (_, other, _) in enumerate(best)}
    values = {name: str(escape(text)) for name, text in (said | leads).items()}
    return joined(PIECES, values, part="nothing", ways=len(best)).encode()
