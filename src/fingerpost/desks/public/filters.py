"""The filters of "what's on" as a page shows them: choices with counts, chips that take one away, and addresses.

Everything is made from the search itself, so an address that a page gives is always one that it understands.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Final, NamedTuple
from urllib.parse import urlencode

from django.db.models import TextChoices
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from fingerpost.desks.public.forms import ANY_DISTANCE, DAYS_USUALLY, MILES_USUALLY
from fingerpost.places.vocabulary import Facility
from fingerpost.timetable.queries.facets import AGES
from fingerpost.timetable.queries.search import Search
from fingerpost.timetable.vocabulary import Access, Audience, Category, Language, TimeOfDay

A_WEEK: Final = DAYS_USUALLY
MILES: Final = (1, 2, 3, 5, 10, 20)
FOUR_WEEKS: Final = 28
DAYS: Final = (1, 3, DAYS_USUALLY, 14, FOUR_WEEKS)
SATURDAY: Final = 5


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter with ticks: the parameter, what a search calls it, the question, and the words to choose from."""

    name: str
    field: str
    legend: Any
    words: type[TextChoices]


FACETS: Final = (
    Facet("time", "times", _("Time"), TimeOfDay),
    Facet("category", "categories", _("What it is"), Category),
    Facet("access", "accesses", _("How to come"), Access),
    Facet("for", "audiences", _("Meant for"), Audience),
    Facet("facility", "facilities", _("In the building"), Facility),
    Facet("language", "languages", _("Language"), Language),
)


Pair = tuple[str, str]


class Choice(NamedTuple):
    """One tick: its value, its words, how many results it has, and whether it is ticked."""

    value: str
    label: str
    count: int
    chosen: bool


class Group(NamedTuple):
    """A facet's ticks. `open` while one of them is ticked."""

    name: str
    legend: str
    choices: list[Choice]
    open: bool


def groups(search: Search, counts: dict[str, dict[str, int]]) -> list[Group]:
    """The facets with their ticks. What would find nothing is left out, unless it is ticked."""
    return [_group(facet, getattr(search, facet.field), counts.get(facet.name, {})) for facet in FACETS]


def _group(facet: Facet, chosen: frozenset[str], counts: dict[str, int]) -> Group:
    labels = _labels(facet.words, get_language())
    choices = [
        Choice(value, label, counts.get(value, 0), value in chosen)
        for value, label in labels
        if counts.get(value) or value in chosen
    ]
    return Group(facet.name, str(facet.legend), choices, bool(chosen))


@lru_cache(maxsize=256)
def _labels(words: type[TextChoices], _language: str | None) -> tuple[tuple[str, str], ...]:
    return tuple((str(value), str(label)) for value, label in words.choices)


def ages(search: Search, counts: dict[str, dict[str, int]]) -> list[Choice]:
    """A child's age to choose: research found that brackets such as 0-2 confuse, and that parents know the age."""
    asked = search.age_months
    offered = AGES if asked is None or asked in AGES else (*AGES, asked)
    found = counts.get("age", {})
    return [Choice(str(age), age_label(age), found.get(str(age), 0), age == asked) for age in offered]


def age_label(months: int) -> str:
    """An age in months as a parent would choose it."""
    return _age_label(months, get_language())


@lru_cache(maxsize=512)
def _age_label(months: int, _language: str | None) -> str:
    named = {
        -1: gettext("Expecting a baby"),
        0: gettext("Newborn to 6 months"),
        6: gettext("6 months to 1 year"),
        12: gettext("1 year to 18 months"),
        18: gettext("18 months to 2 years"),
        60: gettext("5 years and over"),
    }
    if months < 0:
        return named[-1]
    if months in named:
        return named[months]
    if months % 12:
        return ngettext("{count} month old", "{count} months old", months).format(count=months)
    return ngettext("{count} year old", "{count} years old", months // 12).format(count=months // 12)


def day_choices(asked: int) -> list[Pair]:
    """Over how many days to look."""
    return [(str(count), _days_label(count)) for count in sorted({*DAYS, asked})]


def _days_label(count: int) -> str:
    named = {
        1: gettext("One day"),
        A_WEEK: gettext("A week"),
        14: gettext("Two weeks"),
        FOUR_WEEKS: gettext("Four weeks"),
    }
    return named.get(count) or ngettext("{count} day", "{count} days", count).format(count=count)


def mile_choices(asked: float | None) -> list[Pair]:
    """How far to look."""
    offered = sorted({*MILES, asked or MILES_USUALLY})
    return [*((f"{miles:g}", within_label(miles)) for miles in offered), (ANY_DISTANCE, gettext("At any distance"))]


def pairs(search: Search, q: str, today: date) -> list[Pair]:
    """A search as the parameters of its address. What is as usual is left out; the page's number always is."""
    where: list[Pair] = [("q", q)] if q else []
    return [*where, *_when(search, today), *_what(search)]


def _when(search: Search, today: date) -> list[Pair]:
    when: list[Pair] = [] if search.date_from == today else [("date", search.date_from.isoformat())]
    if search.days != A_WEEK:
        when.append(("days", str(search.days)))
    return when


def _what(search: Search) -> list[Pair]:
    ticked = [(facet.name, value) for facet in FACETS for value in sorted(getattr(search, facet.field))]
    if search.age_months is not None:
        ticked.append(("age", str(search.age_months)))
    if search.free:
        ticked.append(("cost", "free"))
    if search.point and search.within_miles != MILES_USUALLY:
        ticked.append(("within", ANY_DISTANCE if search.within_miles is None else f"{search.within_miles:g}"))
    return ticked


class Addresses:
    """The addresses that one page of results leads to. What all of them share is encoded once."""

    def __init__(self, path: str, search: Search, q: str, today: date, *, as_map: bool) -> None:
        self._path, self._search, self._q, self._today = path, search, q, today
        where: list[Pair] = [("q", q)] if q else []
        self._fixed = urlencode([*where, *_what(search)])
        self._days = urlencode(_when(search, today))
        self._sort = "sort=near" if search.sort == "near" else ""
        self._view = "view=map" if as_map else ""

    def page(self, number: int) -> str:
        return self._join(self._fixed, self._days, self._sort, self._view, f"page={number}" if number > 1 else "")

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

    def calendar(self, path: str) -> str:
        """The same filters for a calendar, which always begins today."""
        return f"{path}?{self._fixed}" if self._fixed else path

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
    for value, label in _labels(facet.words, get_language()) if chosen else ():
        if value in chosen:
            yield Chip(label, replace(search, **{facet.field: chosen - {value}}))


def _others(search: Search) -> Iterable[Chip]:
    if search.age_months is not None:
        yield Chip(age_label(search.age_months), replace(search, age_months=None))
    if search.free:
        yield Chip(gettext("Free"), replace(search, free=False))
    if search.within_miles is not None:
        yield Chip(within_label(search.within_miles), replace(search, within_miles=None))


def anywhere(search: Search) -> Search:
    """The same search without a place."""
    return replace(search, point=None, place="", within_miles=None, sort="when")


def within_label(miles: float) -> str:
    if miles == 1:
        return gettext("Within 1 mile")
    return gettext("Within {count} miles").format(count=f"{miles:g}")


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


class Days(NamedTuple):
    """Days to go to with one press."""

    text: str
    first: date
    count: int


def quick_days(today: date) -> list[Days]:
    """Today, tomorrow, this week, the weekend: the one that is on, or the next."""
    weekday = today.weekday()
    saturday = today + timedelta(days=max(0, SATURDAY - weekday))
    return [
        Days(gettext("Today"), today, 1),
        Days(gettext("Tomorrow"), today + timedelta(days=1), 1),
        Days(gettext("Weekend"), saturday, SATURDAY + 2 - max(weekday, SATURDAY)),
        Days(gettext("This week"), today, A_WEEK),
    ]


def loosened(search: Search) -> list[tuple[str, Search]]:
    """Searches that differ by one thing from one that found nothing, in words: what might be done next."""
    return [
        *_further(search),
        *((gettext("Without “{filter}”").format(filter=chip.text), chip.without) for chip in _not_distance(search)),
        (gettext("In the four weeks from then"), replace(search, days=FOUR_WEEKS)),
    ]


def _not_distance(search: Search) -> Iterable[Chip]:
    return (chip for chip in chips(search) if chip.without.within_miles == search.within_miles)


def _further(search: Search) -> Iterable[tuple[str, Search]]:
    now = search.within_miles
    for miles in MILES:
        if now is not None and miles > now:
            yield within_label(miles), replace(search, within_miles=float(miles))
    if now is not None:
        yield gettext("At any distance"), replace(search, within_miles=None)


Count = Callable[[Search], int]


def next_best(search: Search, count: Count, most: int = 4) -> list[tuple[str, Search, int]]:
    """The few single changes that lead to something, each with how much. Of all distances the first that helps."""
    best: list[tuple[str, Search, int]] = []
    widened = False
    for text, other in loosened(search):
        further = other.within_miles != search.within_miles
        found = 0 if further and widened else count(other)
        widened = widened or bool(further and found)
        if found:
            best.append((text, other, found))
    return best[:most]
