"""Reading what a visitor asked for. A value that makes no sense is answered with a sentence and the search goes on
without it: nothing that made sense is lost, and nothing that a stranger sends is an error of ours.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, Literal, NamedTuple, TypeVar
from urllib.parse import unquote_plus

from django.db.models import TextChoices
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fingerpost.desks.public.whereabouts import whereabouts
from fingerpost.places.vocabulary import Facility
from fingerpost.timetable.queries.search import Search
from fingerpost.timetable.vocabulary import Access, Audience, Category, Language, TimeOfDay

PARAMETERS: Final = (
    "q", "date", "days", "time", "age", "for", "category", "access", "language", "facility", "cost", "within", "sort",
    "page", "view",
)  # fmt: skip
DAYS_USUALLY: Final = 7
MOST_DAYS: Final = 31
FURTHEST_AHEAD: Final = 366  # days
MILES_USUALLY: Final = 5.0
MOST_MILES: Final = 200.0
ANY_DISTANCE: Final = "any"
PREGNANT: Final = "pregnant"
YOUNGEST: Final = -9  # months: from the start of a pregnancy
OLDEST: Final = 19 * 12
VIEWS: Final = ("list", "map")
MOST_PAGES: Final = 100_000
MOST_READ: Final = 2_000  # characters of a value that are looked at
MOST_SHOWN: Final = 60  # characters of a value that made no sense, told back
REMEMBERED: Final = 512  # ways to ask
LONGEST_REMEMBERED: Final = 500  # characters of a query

# As our forms and our own addresses write it: the place first. Letters of ASCII alone, which are read in one way.
_PLACE_FIRST: Final = re.compile(r"q=([!-%'-~]*)(?:&(.*))?", re.DOTALL)

_ISO_DAY: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_BRITISH_DAY: Final = re.compile(r"(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})")
_WHOLE: Final = re.compile(r"[+-]?\d{1,9}")
_DECIMAL: Final = re.compile(r"\d{1,6}([.,]\d{1,4})?")

Word = TypeVar("Word", bound=TextChoices)


@dataclass(frozen=True, slots=True)
class Problem:
    """What was wrong with one field: what was typed, and a sentence that says what to do."""

    field: str
    typed: str
    sentence: str


class Reading(NamedTuple):
    """A request as it was understood: `q` is the place as typed; `narrowed` if anything was asked at all."""

    search: Search
    problems: Sequence[Problem]
    as_map: bool
    q: str
    narrowed: bool


class _Others(NamedTuple):
    """The same of all parameters but the place."""

    search: Search
    problems: tuple[Problem, ...]
    as_map: bool


@dataclass
class _Reader:
    """The parameters of one request but the place, whether one was typed, and what was wrong with them."""

    query: QueryDict
    place_was_typed: bool
    problems: list[Problem] = field(default_factory=list)

    def text(self, name: str) -> str:
        """The last value of a parameter, without what cannot be seen."""
        return _seen(self.query.get(name) or "") if name in self.query else ""

    def complain(self, name: str, sentence: str) -> None:
        self.problems.append(Problem(name, shortened(self.text(name)), sentence))

    def complain_if_placeless(self, name: str, sentence: str) -> None:
        """A place that we did not find is complained of already."""
        if not self.place_was_typed:
            self.complain(name, sentence)

    def words(self, name: str, kind: type[Word]) -> frozenset[Word]:
        """Those of a parameter's values that are words of the vocabulary."""
        if name not in self.query:
            return frozenset()
        given = dict.fromkeys(_seen(value) for value in self.query.getlist(name))
        known = frozenset(kind(one) for one in given if one in kind.values)
        unknown = [one for one in given if one and one not in kind.values]
        if unknown:
            sentence = _("We do not know “{value}”, so we left it out.").format(value=shortened(unknown[0]))
            self.problems.append(Problem(name, shortened(unknown[0]), sentence))
        return known

    def whole(self, name: str, usual: int, least: int, most: int, sentence: Callable[[], str]) -> int:
        """A whole number within limits, or the usual one."""
        typed = self.text(name)
        if not typed:
            return usual
        number = int(typed) if _WHOLE.fullmatch(typed) else None
        if number is None or not least <= number <= most:
            self.complain(name, sentence())
            return usual
        return number

    def either(self, name: str, words: Iterable[str], usual: str) -> str:
        """One of a few words, or the usual one."""
        typed = self.text(name)
        if typed and typed not in words:
            self.complain(name, _("We do not know “{value}”, so we left it out.").format(value=shortened(typed)))
        return typed if typed in words else usual


def read_search(query: str, today: date, language: str | None = None) -> Reading:
    """What to search for, with a problem for each value that could not be used, in a language (the reader's).

    `query` is a request's, as it came. Thousands ask alike, each near another place: the rest is read once for all.
    """
    first = _PLACE_FIRST.fullmatch(query)
    rest = (first[2] or "") if first else query
    short = len(rest) <= LONGEST_REMEMBERED
    more, place_in_rest = (_parsed if short else _parse)(rest)
    # The last of several places counts.
    typed = _decoded(first[1]) if first and place_in_rest is None else place_in_rest or ""
    language = language or get_language()
    place = whereabouts(typed, today, language)
    point = place.point if place else None
    read = (_remembered if short else _read_others)(rest, today, language, point is not None, bool(_seen(typed)))
    narrowed = bool(first or more)
    if place is None:
        return Reading(*read, typed, narrowed)
    if point is None:
        said = place.note or _("We could not find that place. Try a postcode or a town.")
        lost = Problem("q", shortened(typed), said)
        return Reading(read.search._replace(place=place.label), (lost, *read.problems), read.as_map, typed, narrowed)
    search = read.search.near(point, place.label, place.note)
    return Reading(search, read.problems, read.as_map, typed, narrowed)


def _decoded(text: str) -> str:
    """A text of an address. Most are a postcode, which stands there as it is."""
    return text if text.isalnum() else unquote_plus(text)


def _queried(query: str) -> QueryDict:
    """The parameters of a query, decoded as Django does."""
    return QueryDict(query.encode("latin-1"))


def _parse(query: str) -> tuple[bool, str | None]:
    """Whether a query has parameters, and the place among them."""
    queried = _queried(query)
    return bool(queried), queried.get("q")


def _read_others(query: str, today: date, _language: str | None, placed: bool, typed: bool) -> _Others:
    """What is asked but for the place; whether there is one, and whether one was typed."""
    reader = _Reader(_queried(query), typed)
    search = Search(
        date_from=_day(reader, today),
        days=_days(reader),
        times=reader.words("time", TimeOfDay),
        age_months=_age(reader),
        audiences=reader.words("for", Audience),
        categories=reader.words("category", Category),
        accesses=reader.words("access", Access),
        languages=reader.words("language", Language),
        facilities=reader.words("facility", Facility),
        free=reader.either("cost", {"free"}, "") == "free",
        within_miles=_within(reader, placed=placed),
        sort=_sort(reader, placed=placed),
        page=_page(reader),
    )
    view = reader.either("view", VIEWS, "list")
    return _Others(search, tuple(reader.problems), view == "map")


_parsed: Final = lru_cache(maxsize=REMEMBERED)(_parse)
_remembered: Final = lru_cache(maxsize=REMEMBERED)(_read_others)


def shortened(text: str) -> str:
    """A value told back to whoever typed it."""
    seen = _seen(text)
    return seen if len(seen) <= MOST_SHOWN else seen[:MOST_SHOWN] + "…"


def _seen(text: str) -> str:
    """A text without control characters and needless space."""
    if text.isascii() and text.isalnum():
        return text[:MOST_READ]
    return " ".join("".join(one if one.isprintable() else " " for one in text[:MOST_READ]).split())


def _day(reader: _Reader, today: date) -> date:
    """The first day: today unless a later one is asked for."""
    typed = reader.text("date").lower()
    if typed in {"", "today"}:
        return today
    asked = today + timedelta(days=1) if typed == "tomorrow" else _calendar_day(typed)
    if asked is None:
        reader.complain("date", _("Write the date like 27 3 2027. We show what is on from today."))
    elif asked < today:
        reader.complain("date", _("That day has gone. We show what is on from today."))
    elif asked > today + timedelta(days=FURTHEST_AHEAD):
        reader.complain("date", _("We only know what is on in the next 12 months. We show what is on from today."))
    else:
        return asked
    return today


def _calendar_day(typed: str) -> date | None:
    """`2027-03-27` as browsers send it, or `27/3/2027` as people write it."""
    iso, british = _ISO_DAY.fullmatch(typed), _BRITISH_DAY.fullmatch(typed)
    if not (iso or british):
        return None
    year, month, day = iso.groups() if iso else british.groups()[::-1] if british else ()
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _days(reader: _Reader) -> int:
    def sentence() -> str:
        return _("Choose from 1 to {most} days. We show {usual}.").format(most=MOST_DAYS, usual=DAYS_USUALLY)

    return reader.whole("days", DAYS_USUALLY, 1, MOST_DAYS, sentence)


def _age(reader: _Reader) -> int | None:
    """An age in months; any month of a pregnancy is the same to a search."""
    typed = reader.text("age")
    if not typed:
        return None
    if typed == PREGNANT:
        return -1
    unknown = YOUNGEST - 1

    def sentence() -> str:
        return _("Write the age in months, from 0 to {most}. We show every age.").format(most=OLDEST)

    age = reader.whole("age", unknown, YOUNGEST, OLDEST, sentence)
    return None if age == unknown else max(age, -1)


def _within(reader: _Reader, *, placed: bool) -> float | None:
    """A distance in miles. Without a place to measure from there is none."""
    typed = reader.text("within")
    usual = MILES_USUALLY if placed else None
    if not typed or typed == ANY_DISTANCE:
        return None if typed else usual
    if not placed:
        sentence = _("Tell us a postcode or a town too, so that we know where to measure from.")
        reader.complain_if_placeless("within", sentence)
        return None
    miles = float(typed.replace(",", ".")) if _DECIMAL.fullmatch(typed) else 0.0
    if 0 < miles <= MOST_MILES:
        return miles
    sentence = _("Write the distance in miles, up to {most}. We show {usual} miles.")
    reader.complain("within", sentence.format(most=f"{MOST_MILES:g}", usual=f"{MILES_USUALLY:g}"))
    return usual


def _sort(reader: _Reader, *, placed: bool) -> Literal["when", "near"]:
    near = reader.either("sort", {"when", "near"}, "when") == "near"
    if near and not placed:
        sentence = _("Tell us a postcode or a town too, so that we can put the nearest first.")
        reader.complain_if_placeless("sort", sentence)
    return "near" if near and placed else "when"


def _page(reader: _Reader) -> int:
    return reader.whole("page", 1, 1, MOST_PAGES, lambda: _("There is no such page. We show the first one."))
