"""What visitors ask, at random from a seed: mostly the coming week near a place, now and then anything."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random
from typing import TypeVar

from django.db.models import TextChoices

from fingerpost.base.grid import GridPoint
from fingerpost.places.vocabulary import Facility
from fingerpost.timetable.queries.search import Search
from fingerpost.timetable.vocabulary import Access, Audience, Category, Language, TimeOfDay

Word = TypeVar("Word", bound=TextChoices)
DAYS = (1, 1, 3, 7, 7, 7, 7, 14, 31)
MILES = (0.5, 2.0, 5.0, 5.0, 5.0, 10.0, 25.0, None)
AGES = (-1, 0, 3, 6, 12, 13, 24, 35, 48, 59, 60, 100)


def searches(seed: int, today: date, points: Sequence[tuple[int, int]], centres: Sequence[int]) -> Iterator[Search]:
    """Searches without end, the same for the same seed."""
    random = Random(seed)
    while True:
        yield _search(random, today, points, centres)


def _search(random: Random, today: date, points: Sequence[tuple[int, int]], centres: Sequence[int]) -> Search:
    placed = random.random() < 0.9
    return Search(
        date_from=today + timedelta(days=random.choice((0, 0, 0, 1, 2, 7, 30, 150))),
        days=random.choice(DAYS),
        point=_somewhere(random, points) if placed else None,
        within_miles=random.choice(MILES) if placed else None,
        times=_some(random, TimeOfDay, 0.2),
        age_months=random.choice(AGES) if random.random() < 0.3 else None,
        audiences=_some(random, Audience, 0.1),
        categories=_some(random, Category, 0.3),
        accesses=_some(random, Access, 0.15),
        languages=_some(random, Language, 0.05),
        facilities=_some(random, Facility, 0.15),
        free=random.random() < 0.2,
        open_to_all=random.random() < 0.2,
        sort=random.choice(("when", "when", "near")) if placed else "when",
        page=random.choice((1, 1, 1, 1, 2, 3, 999)),
        centre_id=random.choice(centres) if random.random() < 0.05 else None,
    )


def _somewhere(random: Random, points: Sequence[tuple[int, int]]) -> GridPoint:
    """Near a venue, or at one: there distances are equal, and the order among equals is put to the test."""
    east, north = random.choice(points)
    far = random.choice((0, 300, 3_000))
    return GridPoint(east + random.randint(-far, far), north + random.randint(-far, far))


def _some(random: Random, words: type[Word], chance: float) -> frozenset[Word]:
    if random.random() >= chance:
        return frozenset()
    return frozenset(random.sample(list(words), random.choice((1, 1, 2, 3))))
