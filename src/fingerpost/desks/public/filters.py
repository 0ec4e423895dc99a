"""The filters of "what's on" as addresses: chips that take one away, other days, and what to try when nothing is found.

Everything is made from the search itself, so an address that a page gives is always one that it understands.
"""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import lru_cache
from operator import attrgetter
from typing import Any, Final, NamedTuple
from urllib.parse import quote_plus, urlencode

from django.utils.translation import gettext

from fingerpost.desks.public.choices import FACETS, FOUR_WEEKS, MILES, Facet, age_label, labels, within_label
from fingerpost.desks.public.forms import ANY_DISTANCE, DAYS_USUALLY, MILES_USUALLY
from fingerpost.timetable.queries.search import Search

A_WEEK: Final = DAYS_USUALLY
SATURDAY: Final = 5
MOST_WAYS: Final = 4  # as many as whats_on_pieces.html has room for

_OF_FACETS: Final = attrgetter(*(facet.field for facet in FACETS))

Pair = tuple[str, str]


def pairs(search: Search, q: str, today: date) -> list[Pair]:
    """A search as the parameters of its address. What is as usual is left out; the page's number always is."""
    where: list[Pair] = [("q", q)] if q else []
    return [*where, *_when(search, today), *_what(search, placed=search.point is not None)]


def quoted(text: str) -> str:
    """A text as it stands in an address. Most are a postcode, which stands there as it is."""
    return text if text.isascii() and text.isalnum() else quote_plus(text)


@lru_cache(maxsize=512)
def _encoded(alike: tuple[Any, ...], placed: bool, today: date) -> tuple[str, str]:
    """The filters and the days of a search, as they stand in its address: worked out once for all who ask alike."""
    search = Search(*alike)
    return urlencode(_what(search, placed=placed)), urlencode(_when(search, today))


def _when(search: Search, today: date) -> list[Pair]:
    when: list[Pair] = [] if search.date_from == today else [("date", search.date_from.isoformat())]
    if search.days != A_WEEK:
        when.append(("days", str(search.days)))
    return when


def _what(search: Search, *, placed: bool) -> list[Pair]:
    ticked = [(facet.name, value) for facet, words in _chosen(search) for value in sorted(words)]
    if search.age_months is not None:
        ticked.append(("age", str(search.age_months)))
    if search.free:
        ticked.append(("cost", "free"))
    if placed and search.within_miles != MILES_USUALLY:
        ticked.append(("within", ANY_DISTANCE if search.within_miles is None else f"{search.within_miles:g}"))
    return ticked


def _chosen(search: Search) -> Iterable[tuple[Facet, frozenset[str]]]:
    """The facets of which something is asked."""
    return ((facet, words) for facet, words in zip(FACETS, _OF_FACETS(search), strict=True) if words)


class Addresses:
    """The addresses that one page of results leads to. What all of them share is encoded once."""

    def __init__(self, path: str, calendar: str, search: Search, q: str, today: date, *, as_map: bool) -> None:
        self._path, self._calendar, self._q, self._today = path, calendar, q, today
        what, self._days = _encoded(search.but_the_place, search.point is not None, today)
        where = f"q={quoted(q)}" if q else ""
        self._fixed = f"{where}&{what}" if where and what else where or what
        self._sort = "sort=near" if search.sort == "near" else ""
        self._view = "view=map" if as_map else ""

    def pages(self) -> str:
        """What stands before `page=2`."""
        before = self._join(self._fixed, self._days, self._sort, self._view)
        return f"{before}{'&' if '?' in before else '?'}"

    def view(self, name: str) -> str:
        return self._join(self._fixed, self._days, self._sort, "view=map" if name == "map" else "")

    def sort(self, name: str) -> str:
        return self._join(self._fixed, self._days, "sort=near" if name == "near" else "", self._view)

    def days(self, first: date, count: int) -> str:
        """The same search on other days."""
        when = [] if first == self._today else [("date", first.isoformat())]
        if count != A_WEEK:
            when.append(("days", str(count)))
        return self._join(self._fixed, urlencode(when), self._sort, self._view)

    def calendar(self) -> str:
        """The same filters for a calendar, which always begins today."""
        return f"{self._calendar}?{self._fixed}" if self._fixed else self._calendar

    def of(self, search: Search, q: str | None = None) -> str:
        """Another search, in the same view."""
        found = urlencode(pairs(search, self._q if q is None else q, self._today))
        return self._join(found, "sort=near" if search.sort == "near" and search.point else "", self._view)

    def _join(self, *parts: str) -> str:
        query = "&".join(part for part in parts if part)
        return f"{self._path}?{query}" if query else self._path


class Chip(NamedTuple):
    """A filter in use, in words, and the search without it."""

    text: str
    without: Search


def chips(search: Search) -> list[Chip]:
    """Each filter in use."""
    ticked = [chip for facet in FACETS for chip in _ticked(search, facet)]
    return [*ticked, *_others(search)]


def _ticked(search: Search, facet: Facet) -> Iterable[Chip]:
    chosen: frozenset[str] = getattr(search, facet.field)
    for value, label in labels(facet) if chosen else ():
        if value in chosen:
            without: dict[str, Any] = {facet.field: chosen - {value}}
            yield Chip(label, search._replace(**without))


def _others(search: Search) -> Iterable[Chip]:
    if search.age_months is not None:
        yield Chip(age_label(search.age_months), search._replace(age_months=None))
    if search.free:
        yield Chip(gettext("Free"), search._replace(free=False))
    if search.within_miles is not None:
        yield Chip(within_label(search.within_miles), search._replace(within_miles=None))


def anywhere(search: Search) -> Search:
    """The same search without a place."""
    return search._replace(point=None, place="", within_miles=None, sort="when")


def cleared(search: Search) -> Search:
    """The same days and place, without any filter."""
    return Search(
        search.date_from,
        days=search.days,
        point=search.point,
        place=search.place,
        sort=search.sort,
        within_miles=MILES_USUALLY if search.point else None,
    )


Days = tuple[date, int]


def quick_days(today: date) -> tuple[Days, Days, Days, Days]:
    """Today, tomorrow, this week, the weekend (the one that is on, or the next): the first day, and how many."""
    weekday = today.weekday()
    saturday = today + timedelta(days=max(0, SATURDAY - weekday))
    weekend = SATURDAY + 2 - max(weekday, SATURDAY)
    return (today, 1), (today + timedelta(days=1), 1), (today, A_WEEK), (saturday, weekend)


def loosened(search: Search) -> list[tuple[str, Search]]:
    """Searches that differ by one thing from one that found nothing, in words: what might be done next."""
    return [
        *_further(search),
        *((gettext("Without “{filter}”").format(filter=chip.text), chip.without) for chip in _not_distance(search)),
        (gettext("In the four weeks from then"), search._replace(days=FOUR_WEEKS)),
    ]


def _not_distance(search: Search) -> Iterable[Chip]:
    return (chip for chip in chips(search) if chip.without.within_miles == search.within_miles)


def _further(search: Search) -> Iterable[tuple[str, Search]]:
    now = search.within_miles
    for miles in MILES:
        if now is not None and miles > now:
            yield within_label(miles), search._replace(within_miles=miles)
    if now is not None:
        yield gettext("At any distance"), search._replace(within_miles=None)


Count = Callable[[Search], int]


def next_best(search: Search, count: Count, most: int = MOST_WAYS) -> list[tuple[str, Search, int]]:
    """The few single changes that lead to something, each with how much. Of all distances the first that helps."""
    best: list[tuple[str, Search, int]] = []
    widened = False
    for text, other in loosened(search):
        further = other.within_miles != search.within_miles
        found = 0 if further and widened else count(other)
        widened = widened or bool(further and found)
        if found:
            best.append((text, other, found))
    return best[:most] or _begin_again(search, count)


def _begin_again(search: Search, count: Count) -> list[tuple[str, Search, int]]:
    """Where no single change helps: the same days, else four weeks, without any filter."""
    for other in (cleared(search), cleared(search)._replace(days=FOUR_WEEKS)):
        if found := count(other):
            return [(gettext("Without any filter"), other, found)]
    return []
