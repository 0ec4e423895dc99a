"""What a search should answer, by looking at every session one by one.

Written from the rows of the database and from the words of the page alone, with nothing of the engine that it checks.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import hypot, inf
from typing import Any

from django.utils import timezone

from fingerpost.timetable.models import Session
from fingerpost.timetable.queries.search import Found, Hit, Search

METRES_IN_A_MILE = 1609.344
OPEN = {"drop-in", "book"}
AGES = (-1, 0, 6, 12, 18, 24, 36, 48, 60)
FIELDS = (
    "id", "starts_at", "ends_at", "series__centre_id", "series__category", "series__access", "series__audiences",
    "series__languages", "series__youngest", "series__oldest", "series__price_pence", "venue__easting",
    "venue__northing", "venue__facilities", "venue__building__facilities",
)  # fmt: skip


@dataclass(slots=True)
class Plain:
    """One session, in plain words."""

    id: int
    starts: datetime
    ends: datetime
    centre: int
    category: str
    access: str
    audiences: frozenset[str]
    languages: frozenset[str]
    youngest: int | None
    oldest: int | None
    free: bool
    point: tuple[int, int] | None
    facilities: frozenset[str]
    time: str
    values: tuple[tuple[str, str], ...] = ()

    def suits(self, age: int) -> bool:
        return (self.youngest is None or self.youngest <= age) and (self.oldest is None or age <= self.oldest)


def values(one: Plain) -> tuple[tuple[str, str], ...]:
    """Each facet and value that a session counts for."""
    return (
        ("time", one.time),
        ("category", one.category),
        ("access", one.access),
        *(("for", word) for word in one.audiences),
        *(("language", word) for word in one.languages),
        *(("facility", word) for word in one.facilities),
        *(("age", str(age)) for age in AGES if one.suits(age)),
        *([("cost", "free")] if one.free else []),
        *([("open", "all")] if one.access in OPEN else []),
    )


@dataclass(frozen=True, slots=True)
class Answer:
    """What a page of the answer should be."""

    total: int
    page: int
    pages: int
    hits: list[Hit]
    counts: dict[str, dict[str, int]]


class BruteForce:
    """Every session that the public may see, by its day."""

    def __init__(self) -> None:
        self.days: dict[date, list[Plain]] = defaultdict(list)
        alike: dict[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]] = {}
        sessions = Session.objects.exclude(venue__kind="family_home").values_list(*FIELDS)
        for row in sessions:
            plain = _plain(row)
            counted = values(plain)
            plain.values = alike.setdefault(counted, counted)
            self.days[plain.starts.date()].append(plain)

    def answer(self, search: Search, now: datetime) -> Answer:
        """The whole answer, made the slow way."""
        window = [self.days.get(search.date_from + timedelta(days=day), []) for day in range(search.days)]
        near = [(one, _metres(one, search)) for day in window for one in day if one.ends > now]
        if search.centre_id is not None:
            near = [(one, metres) for one, metres in near if one.centre == search.centre_id]
        if search.point and search.within_miles is not None:
            near = [(one, metres) for one, metres in near if metres <= search.within_miles * METRES_IN_A_MILE]
        failures = [(one, metres, _failures(one, search)) for one, metres in near]
        passing = [(one, metres) for one, metres, failed in failures if not failed]
        return _page(passing, search, _counts((one, failed) for one, _, failed in failures))


def differences(expected: Answer, answer: Answer | Found) -> list[str]:
    """What is not the same in two answers. A count of nought need not be named."""
    wrong = [name for name in ("total", "page", "pages", "hits") if getattr(expected, name) != getattr(answer, name)]
    wrong += [facet for facet in expected.counts if expected.counts[facet] != _counted(answer.counts.get(facet, {}))]
    return wrong + [facet for facet in answer.counts if facet not in expected.counts and _counted(answer.counts[facet])]


def _counted(counts: dict[str, int]) -> dict[str, int]:
    return {value: count for value, count in counts.items() if count}


def _plain(row: Sequence[Any]) -> Plain:
    told = dict(zip(FIELDS, row, strict=True))
    local = timezone.localtime(told["starts_at"])
    return Plain(
        id=told["id"],
        starts=local,
        ends=told["ends_at"],
        centre=told["series__centre_id"],
        category=told["series__category"],
        access=told["series__access"],
        audiences=frozenset(told["series__audiences"]),
        languages=frozenset(told["series__languages"]),
        youngest=told["series__youngest"],
        oldest=told["series__oldest"],
        free=told["series__price_pence"] == 0,
        point=None if told["venue__easting"] is None else (told["venue__easting"], told["venue__northing"]),
        facilities=frozenset(told["venue__facilities"]) | frozenset(told["venue__building__facilities"] or ()),
        time="weekend" if local.isoweekday() > 5 else "evening" if local.hour >= 17 else "day",
    )


def _metres(one: Plain, search: Search) -> float:
    if search.point is None or one.point is None:
        return inf
    return round(hypot(one.point[0] - search.point.easting, one.point[1] - search.point.northing))


def _failures(one: Plain, search: Search) -> list[str]:
    """The facets that keep this session out."""
    kept_by = {
        "time": not search.times or one.time in search.times,
        "category": not search.categories or one.category in search.categories,
        "access": not search.accesses or one.access in search.accesses,
        "for": not search.audiences or search.audiences & one.audiences,
        "language": not search.languages or search.languages & one.languages,
        "facility": search.facilities <= one.facilities,
        "age": search.age_months is None or one.suits(search.age_months),
        "cost": not search.free or one.free,
        "open": not search.open_to_all or one.access in OPEN,
    }
    return [facet for facet, kept in kept_by.items() if not kept]


def _counts(sessions: Iterable[tuple[Plain, list[str]]]) -> dict[str, dict[str, int]]:
    """A session counts for every facet if nothing keeps it out, and for one facet if only that does.

    Facilities are all needed together, so there a session that lacks one does not count.
    """
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for one, failed in sessions:
        if len(failed) > 1 or failed == ["facility"]:
            continue
        for facet, value in one.values:
            if not failed or facet == failed[0]:
                counts[facet][value] += 1
    return {facet: dict(values) for facet, values in counts.items()}


def _page(passing: list[tuple[Plain, float]], search: Search, counts: dict[str, dict[str, int]]) -> Answer:
    def by_time(found: tuple[Plain, float]) -> tuple[datetime, float, int]:
        return found[0].starts, found[1], found[0].id

    def by_distance(found: tuple[Plain, float]) -> tuple[float, datetime, int]:
        return found[1], found[0].starts, found[0].id

    ordered = sorted(passing, key=by_distance if search.sort == "near" and search.point else by_time)
    size = search.page_size
    pages = max(1, (len(ordered) + size - 1) // size)
    page = max(1, min(search.page, pages))
    shown = ordered[(page - 1) * size : page * size]
    hits = [Hit(one.id, None if metres == inf else int(metres)) for one, metres in shown]
    return Answer(len(ordered), page, pages, hits, counts)
