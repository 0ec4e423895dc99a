"""What can be chosen from on "what's on": facets with counts, a child's age, days, miles. Drawn once, cut at the seams.

A page offers some sixty choices. Drawn anew each time they cost more than the search itself.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, compress, repeat
from typing import Any, Final, NamedTuple

from django.db.models import TextChoices
from django.utils.html import escape
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from fingerpost.desks.public.forms import ANY_DISTANCE, DAYS_USUALLY, MILES_USUALLY
from fingerpost.desks.public.seams import pieces
from fingerpost.places.vocabulary import Facility
from fingerpost.timetable.queries.columns import AGES
from fingerpost.timetable.vocabulary import Access, Audience, Category, Language, TimeOfDay

FORTNIGHT: Final = 14
FOUR_WEEKS: Final = 28
DAYS: Final = (1, 3, DAYS_USUALLY, FORTNIGHT, FOUR_WEEKS)
MILES: Final = (1.0, 2.0, 3.0, 5.0, 10.0, 20.0)

Tallies = Mapping[str, Sequence[int]]  # by facet, in the order of its words


@dataclass(frozen=True, slots=True, eq=False)  # each is itself alone: comparing would translate the question
class Facet:
    """A filter with boxes: the parameter, what a search calls it, the question, the words to choose from, and whether
    it stands open from the start."""

    name: str
    field: str
    legend: Any
    words: type[TextChoices]
    open: bool = False


FACETS: Final = (
    Facet("time", "times", _("Time"), TimeOfDay, open=True),
    Facet("category", "categories", _("What it is"), Category, open=True),
    Facet("access", "accesses", _("How to come"), Access),
    Facet("for", "audiences", _("Meant for"), Audience),
    Facet("facility", "facilities", _("In the building"), Facility),
    Facet("language", "languages", _("Language"), Language),
)


class _Choices(NamedTuple):
    """Choices cut where their counts stand: how each begins, as it is and marked as chosen, and how all of them end."""

    values: tuple[str, ...]
    usual: tuple[bytes, ...]
    marked: tuple[bytes, ...]
    ending: bytes

    def beginnings(self, chosen: Collection[str]) -> Sequence[bytes]:
        if not chosen:
            return self.usual
        both = zip(self.values, self.usual, self.marked, strict=True)
        return [marked if value in chosen else usual for value, usual, marked in both]

    def drawn(self, chosen: Collection[str], counts: Sequence[int]) -> list[bytes]:
        """All of them."""
        return _counted(self.beginnings(chosen), counts, self.ending)

    def drawn_where_useful(self, chosen: Collection[str], counts: Sequence[int]) -> list[bytes]:
        """What would find nothing is left out, unless it is chosen."""
        useful = counts
        if chosen:
            useful = [count or value in chosen for value, count in zip(self.values, counts, strict=True)]
        return _counted(compress(self.beginnings(chosen), useful), compress(counts, useful), self.ending)


def _counted(beginnings: Iterable[bytes], counts: Iterable[int], ending: bytes) -> list[bytes]:
    return list(chain.from_iterable(zip(beginnings, map(_rest, counts, repeat(ending)), strict=True)))


@lru_cache(maxsize=2_048)
def _rest(count: int, ending: bytes) -> bytes:
    return b"%d%b" % (count, ending)


class _Question(NamedTuple):
    """A facet: what stands around its boxes, cut where it is opened and where a complaint goes; and the boxes."""

    facet: Facet
    boxes: _Choices
    opening: bytes
    rest: bytes
    inside: bytes
    closing: bytes


def labels(facet: Facet) -> tuple[tuple[str, str], ...]:
    """The values of a facet with their words."""
    return _labels(facet, get_language())


@lru_cache(maxsize=256)
def _labels(facet: Facet, _language: str | None) -> tuple[tuple[str, str], ...]:
    return tuple((str(value), str(label)) for value, label in facet.words.choices)


def questions(
    chosen: Mapping[str, Collection[str]], tallies: Tallies, wrong: Mapping[str, str], language: str
) -> bytes:
    """The facets with their boxes, as HTML. What would find nothing is left out, unless it is chosen.

    `chosen`, `tallies` and `wrong` (a sentence) are by the name of the facet.
    """
    page: list[bytes] = []
    for frame in _frames(language):
        name = frame.facet.name
        page += _question(frame, chosen[name], tallies[name], wrong.get(name, ""))
    return b"".join(page)


def _question(frame: _Question, chosen: Collection[str], counts: Sequence[int], wrong: str) -> list[bytes]:
    boxes = frame.boxes.drawn_where_useful(chosen, counts)
    if not boxes and not wrong:
        return []
    mark = b" open" if frame.facet.open or chosen or wrong else b""
    complaint = f'<p class="govuk-error-message">{escape(wrong)}</p>'.encode() if wrong else b""
    return [frame.opening, mark, frame.rest, complaint, frame.inside, *boxes, frame.closing]


@lru_cache(maxsize=16)
def _frames(language: str) -> tuple[_Question, ...]:
    return tuple(_frame(facet, language) for facet in FACETS)


def _frame(facet: Facet, language: str) -> _Question:
    frame = pieces("public/choices.html", part="question", name=facet.name, legend=facet.legend)
    boxes = {
        value: _box(facet.name, f"{facet.name}-{value}", value, label) for value, label in _labels(facet, language)
    }
    return _Question(facet, _choices(boxes, b" checked"), *frame)


def _box(name: str, id_: str, value: str, label: str) -> list[bytes]:
    return pieces("public/choices.html", part="box", name=name, id=id_, value=value, label=label)


def _choices(cut: Mapping[str, list[bytes]], mark: bytes) -> _Choices:
    """Choices by their values, each cut where its mark and its count stand."""
    usual = tuple(opening + rest for opening, rest, _ in cut.values())
    marked = tuple(opening + mark + rest for opening, rest, _ in cut.values())
    (ending,) = {ending for _, _, ending in cut.values()}
    return _Choices(tuple(cut), usual, marked, ending)


def free(chosen: bool, count: int, language: str) -> bytes:
    """The one box about money."""
    return b"".join(_free(language).drawn({"free"} if chosen else (), [count]))


@lru_cache(maxsize=16)
def _free(_language: str) -> _Choices:
    return _choices({"free": _box("cost", "cost", "free", gettext("Free"))}, b" checked")


def ages(asked: int | None, counts: Sequence[int], language: str) -> bytes:
    """A child's age to choose: research found that brackets such as 0-2 confuse, and that parents know the age."""
    if asked is None:
        return b"".join(_ages(AGES, language).drawn((), counts))
    if asked in AGES:
        return b"".join(_ages(AGES, language).drawn({str(asked)}, counts))
    return b"".join(_ages((*AGES, asked), language).drawn({str(asked)}, [*counts, 0]))


@lru_cache(maxsize=512)
def _ages(offered: tuple[int, ...], _language: str) -> _Choices:
    cut = {str(age): pieces("public/choices.html", part="option", value=age, label=age_label(age)) for age in offered}
    return _choices(cut, b" selected")


def age_label(months: int) -> str:
    """An age in months as a parent would choose it."""
    named = {
        -1: gettext("Expecting a baby"),
        0: gettext("Newborn to 6 months"),
        6: gettext("6 months to 1 year"),
        12: gettext("1 year to 18 months"),
        18: gettext("18 months to 2 years"),
        60: gettext("5 years and over"),
    }
    if months in named:
        return named[months]
    if months % 12:
        return ngettext("{count} month old", "{count} months old", months).format(count=months)
    return ngettext("{count} year old", "{count} years old", months // 12).format(count=months // 12)


def days(asked: int) -> str:
    """Over how many days to look."""
    return _days(asked, get_language())


@lru_cache(maxsize=512)
def _days(asked: int, _language: str | None) -> str:
    return _plain((str(count), days_label(count), count == asked) for count in sorted({*DAYS, asked}))


def days_label(count: int) -> str:
    named = {
        1: gettext("One day"),
        DAYS_USUALLY: gettext("A week"),
        FORTNIGHT: gettext("Two weeks"),
        FOUR_WEEKS: gettext("Four weeks"),
    }
    return named.get(count) or ngettext("{count} day", "{count} days", count).format(count=count)


def miles(asked: float | None) -> str:
    """How far to look."""
    return _miles(asked, get_language())


@lru_cache(maxsize=512)
def _miles(asked: float | None, _language: str | None) -> str:
    offered = sorted({*MILES, asked or MILES_USUALLY})
    near = [(f"{far:g}", within_label(far), far == asked) for far in offered]
    return _plain([*near, (ANY_DISTANCE, gettext("At any distance"), asked is None)])


def within_label(far: float) -> str:
    """`Within 1 mile`."""
    if far == 1:
        return gettext("Within 1 mile")
    return gettext("Within {count} miles").format(count=f"{far:g}")


def _plain(options: Iterable[tuple[str, str, bool]]) -> str:
    """Options without counts."""
    return "".join(
        f'<option value="{value}"{" selected" if chosen else ""}>{escape(label)}</option>'
        for value, label, chosen in options
    )
