"""How long a search takes inside the application, and whether it answers as brute force does."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice

from django.utils import timezone

from benchmarks.brute_force import BruteForce, differences
from benchmarks.figures import Report, percentile
from benchmarks.questions import searches
from fingerpost.places.models import Centre, Venue
from fingerpost.timetable.queries.columns import Columns
from fingerpost.timetable.queries.rows import live
from fingerpost.timetable.queries.search import Found, Search, find_in, find_sessions

SEED = 20
P99_LIMIT = 10.0  # milliseconds
Engine = Callable[[Columns, Search, datetime], Found]


@dataclass(frozen=True)
class Setting:
    """The same questions and the same moment for every engine."""

    today: date
    points: list[tuple[int, int]]
    centres: list[int]

    @property
    def now(self) -> datetime:
        """Half past one today: some sessions have ended."""
        midnight = datetime.combine(self.today, datetime.min.time(), timezone.get_default_timezone())
        return midnight + timedelta(hours=13, minutes=30)

    def questions(self) -> Iterator[Search]:
        return searches(SEED, self.today, self.points, self.centres)


def setting(today: date) -> Setting:
    points = Venue.objects.exclude(easting=None).order_by("id").values_list("easting", "northing")
    centres = Centre.objects.order_by("id").values_list("id", flat=True)
    return Setting(today, [(east or 0, north or 0) for east, north in points], list(centres))


def measure_latency(report: Report, where: Setting, count: int) -> None:
    """From the search's words to a page of ids with all counts, one after the other."""
    started = time.perf_counter()
    columns = live.columns()
    report.tell("reading all sessions into a worker", time.perf_counter() - started, "s")
    report.tell("sessions in the columns", len(columns))
    milliseconds = []
    for search in islice(where.questions(), count):
        begun = time.perf_counter()
        assert find_sessions(search, where.now).tallies
        milliseconds.append((time.perf_counter() - begun) * 1_000)
    report.tell("search in the application, half of them", percentile(milliseconds, 50), "ms")
    report.tell("search in the application, p99", percentile(milliseconds, 99), "ms", at_most=P99_LIMIT)


def compare(where: Setting, truth: BruteForce, engine: Engine, count: int) -> int:
    """How many answers differ from brute force."""
    columns = live.columns()
    different = 0
    for search in islice(where.questions(), count):
        expected = truth.answer(search, where.now)
        different += bool(differences(expected, engine(columns, search, where.now)))
    return different


def measure_identity(report: Report, where: Setting, count: int) -> None:
    """The engine against brute force; and engines that are broken on purpose."""
    truth = BruteForce()
    report.tell(f"of {count:,} answers, different from brute force", compare(where, truth, find_in, count), at_most=0)
    for broken in (off_by_a_metre, a_day_too_many, one_month_older):
        fault = broken.__name__.replace("_", " ")
        report.control(fault, found=compare(where, truth, broken, min(count, 100)) > 0)


def off_by_a_metre(columns: Columns, search: Search, now: datetime) -> Found:
    found = find_in(columns, search, now)
    return found._replace(metres=[None if metres is None else metres + 1 for metres in found.metres])


def a_day_too_many(columns: Columns, search: Search, now: datetime) -> Found:
    return find_in(columns, search._replace(days=search.days + 1), now)


def one_month_older(columns: Columns, search: Search, now: datetime) -> Found:
    months = search.age_months
    return find_in(columns, search._replace(age_months=None if months is None else months + 1), now)
