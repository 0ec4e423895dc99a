"""Searching the dated sessions: "what's on" near a place, in some days, for somebody.

A search looks into a window of days (see window.py), keeps what is near, applies the filters and sorts one page. The
answers are those of reading every session one by one; tests and benchmarks hold it to that.
"""

from collections.abc import Hashable, Iterable, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Final, Literal, NamedTuple

import numpy as np
from django.utils import timezone

from fingerpost.base.grid import METRES_PER_MILE, GridPoint
from fingerpost.places.vocabulary import Facility
from fingerpost.timetable.queries.columns import NOWHERE, Columns
from fingerpost.timetable.queries.facets import Counts, Filtered, Picked, Tallies
from fingerpost.timetable.queries.rows import live
from fingerpost.timetable.queries.window import Array
from fingerpost.timetable.vocabulary import Access, Audience, Category, Language, TimeOfDay

PAGE_SIZE: Final = 25
ONLINE: Final = -NOWHERE // 2  # metres: farther than anything in the country, and nearer than nowhere
NOBODY: Final[frozenset[str]] = frozenset()


class Search(NamedTuple):
    """What is looked for. An empty set and None ask nothing of their filter.

    `within_miles` needs a point; with it, what is held online is left out. Only `open_to_all` narrows `accesses`
    further: to what anyone may come to or book. `place` is how the point is called on the page, `place_note` how it was
    understood where that was not as typed.
    """

    date_from: date
    days: int = 7
    sort: Literal["when", "near"] = "when"
    page: int = 1
    page_size: int = PAGE_SIZE
    centre_id: int | None = None
    within_miles: float | None = None
    times: frozenset[TimeOfDay] = frozenset()
    categories: frozenset[Category] = frozenset()
    accesses: frozenset[Access] = frozenset()
    audiences: frozenset[Audience] = frozenset()
    languages: frozenset[Language] = frozenset()
    facilities: frozenset[Facility] = frozenset()
    age_months: int | None = None
    free: bool = False
    open_to_all: bool = False
    point: GridPoint | None = None
    place: str = ""
    place_note: str = ""

    @property
    def but_the_place(self) -> tuple[Hashable, ...]:
        """Everything else that is asked: the same for all who ask alike, each near her own place."""
        return self[:_PLACE]

    def near(self, point: GridPoint, place: str, note: str) -> "Search":
        """The same near a place."""
        return Search._make((*self.but_the_place, point, place, note))

    def choices(self) -> dict[str, Iterable[str]]:
        """What is asked of each facet, by the facet's name; those that nothing is asked of are left out."""
        return {} if self[_CHOICES] == _NO_CHOICE else self._choices()

    def _choices(self) -> dict[str, Iterable[str]]:
        asked: dict[str, Iterable[str]] = {
            "time": self.times,
            "category": self.categories,
            "access": self.accesses,
            "for": self.audiences,
            "language": self.languages,
            "facility": self.facilities,
            "age": NOBODY if self.age_months is None else {str(self.age_months)},
            "cost": {"free"} if self.free else NOBODY,
            "open": {"all"} if self.open_to_all else NOBODY,
        }
        return {name: chosen for name, chosen in asked.items() if chosen}


_PLACE: Final = Search._fields.index("point")
_CHOICES: Final = slice(Search._fields.index("times"), _PLACE)
_NO_CHOICE: Final = Search(date.min)[_CHOICES]


class Hit(NamedTuple):
    """A session that was found, and how far it is; None without a place on either side."""

    session_id: int
    metres: int | None


class Found(NamedTuple):
    """One page of the answer: the ids of its sessions, and how far each is; None without a place on either side.

    `page` is the last one where a page beyond the end was asked for.
    """

    total: int
    page: int
    pages: int
    ids: list[int]
    metres: Sequence[int | None]
    filtered: Filtered

    @property
    def hits(self) -> list[Hit]:
        """Each session of the page with how far it is."""
        return list(map(Hit, self.ids, self.metres))

    @property
    def tallies(self) -> Tallies:
        """For each facet how many results each of its values has or would have; worked out when asked for.

        See facets.py for where each facet stands. Their names are also the names of the page's parameters.
        """
        return self.filtered.tallies()

    @property
    def counts(self) -> Counts:
        """The same by the values' names."""
        return self.filtered.counts()


def find_sessions(search: Search, now: datetime) -> Found:
    """The sessions that match and have not ended, a page of them, with counts. No query, or the change feed's one."""
    return find_in(live.columns(), search, now)


def find_in(columns: Columns, search: Search, now: datetime) -> Found:
    """The same, in the columns given."""
    filtered = Filtered(_candidates(columns, search, now), search.choices())
    total = len(filtered.passing)
    pages = max(1, -(-total // search.page_size))
    page = min(max(1, search.page), pages)
    chosen = _page(filtered.passing, search, (page - 1) * search.page_size)
    return Found(total, page, pages, chosen["id"].tolist(), _metres(chosen, search.point), filtered)


def count_sessions(search: Search, now: datetime) -> int:
    """How many there are, without looking for a page of them."""
    return len(Filtered(_candidates(live.columns(), search, now), search.choices()).passing)


def _candidates(columns: Columns, search: Search, now: datetime) -> Picked:
    """What is at the centre or near the place asked for, on those days, and has not ended."""
    window = columns.window(*_minutes_of(search.date_from, search.days), int(now.timestamp()) // 60)
    if search.point is None or search.within_miles is None:
        rows = Picked(columns, window.rows)
    else:
        rows = Picked(columns, *window.near(search.point, search.within_miles * METRES_PER_MILE))
    return rows if search.centre_id is None else rows.where(rows["centre"] == search.centre_id)


@lru_cache(maxsize=1_024)
def _minutes_of(first: date, days: int) -> tuple[int, int]:
    """The local midnights between which some days lie, in minutes since 1970."""
    return _minute_of(first), _minute_of(first + timedelta(days=days))


def _minute_of(day: date) -> int:
    return int(datetime.combine(day, time.min, timezone.get_default_timezone()).timestamp()) // 60


def _page(rows: Picked, search: Search, first: int) -> Picked:
    """One page of the rows in the order asked for; equals keep the order of the columns: by start, then by id.

    What was looked for within a distance comes in the order of start and distance already; see window.py.
    """
    last = min(first + search.page_size, len(rows))
    by_distance = search.sort == "near"
    if search.point is None or first >= last or not (by_distance or search.within_miles is None):
        return rows.at(slice(first, last))
    if by_distance:
        return rows.at(_nearest(rows.metres(search.point), last)[first:last])
    # By time, and among those that start together the nearest first: only they need measuring.
    starts = rows["starts"]
    low = int(starts.searchsorted(starts[first], side="left")) if first else 0
    high = int(starts.searchsorted(starts[last - 1], side="right"))
    together = rows.at(slice(low, high))
    order = np.lexsort((together.metres(search.point), starts[low:high]))
    return together.at(order[first - low : last - low])


def _nearest(metres: Array, count: int) -> Array:
    """The places of the nearest, in order, at least as many as asked for."""
    if count * 4 >= len(metres):
        return np.argsort(metres, kind="stable")
    limit = np.partition(metres, count - 1)[count - 1]
    close = np.flatnonzero(metres <= limit)
    return close[np.argsort(metres[close], kind="stable")]


def _metres(rows: Picked, point: GridPoint | None) -> Sequence[int | None]:
    if point is None:
        return [None] * len(rows)
    numbers: list[int] = rows.metres(point).tolist()
    if max(numbers, default=0) < ONLINE:
        return numbers
    return [metres if metres < ONLINE else None for metres in numbers]
