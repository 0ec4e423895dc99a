"""What can be chosen from on "what's on": facets with counts, a child's age, days, miles. Drawn once, cut at the seams.

A page offers some sixty choices. Drawn anew each time they cost more than the search itself.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, NamedTuple

from django.db.models import TextChoices
from django.utils.html import escape
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from fingerpost.desks.public.forms import ANY_DISTANCE, DAYS_USUALLY, MILES_USUALLY
from fingerpost.desks.public.seams import number, pieces
from fingerpost.places.vocabulary import Facility
from fingerpost.timetable.queries.columns import AGES
from fingerpost.timetable.vocabulary import Access, Audience, Category, Language, TimeOfDay

FORTNIGHT: Final = 14
FOUR_WEEKS: Final = 28
DAYS: Final = (1, 3, DAYS_USUALLY, FORTNIGHT, FOUR_WEEKS)
MILES: Final = (1.0, 2.0, 3.0, 5.0, 10.0, 20.0)

Counts = Mapping[str, int]


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


class _Choice(NamedTuple):
    """A choice, cut where its count stands: as it is, and marked as chosen."""

    value: str
    usual: bytes
    marked: bytes
    closing: bytes

    def drawn(self, chosen: bool, count: int) -> bytes:
        return b"%b%d%b" % (self.marked if chosen else self.usual, count, self.closing)


class _Question(NamedTuple):
    """A facet: what stands around its boxes, cut where it is opened and where a complaint goes; and the boxes."""

    facet: Facet
    boxes: tuple[_Choice, ...]
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
    chosen: Mapping[str, Collection[str]], counts: Mapping[str, Counts], wrong: Mapping[str, str], language: str
) -> bytes:
    """The facets with their boxes, as HTML. What would find nothing is left out, unless it is chosen.

    `chosen`, `counts` and `wrong` (a sentence) are by the name of the facet.
    """
    page: list[bytes] = []
    for frame in _frames(language):
        name = frame.facet.name
        page += _question(frame, chosen[name], counts[name], wrong.get(name, ""))
    return b"".join(page)


def _question(frame: _Question, chosen: Collection[str], counts: Counts, wrong: str) -> list[bytes]:
    boxes: list[bytes] = []
    for value, usual, marked, closing in frame.boxes:
        count = counts[value]
        if value in chosen:
            boxes += (marked, number(count), closing)
        elif count:
            boxes += (usual, number(count), closing)
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
    boxes = (_box(facet.name, f"{facet.name}-{value}", value, label) for value, label in _labels(facet, language))
    return _Question(facet, tuple(boxes), *frame)


def _box(name: str, id_: str, value: str, label: str) -> _Choice:
    cut = pieces("public/choices.html", part="box", name=name, id=id_, value=value, label=label)
    return _choice(value, b" checked", cut)


def _choice(value: str, mark: bytes, cut: list[bytes]) -> _Choice:
    opening, rest, closing = cut
    return _Choice(value, opening + rest, opening + mark + rest, closing)


def free(chosen: bool, count: int, language: str) -> bytes:
    """The one box about money."""
    return _free(language).drawn(chosen, count)


@lru_cache(maxsize=16)
def _free(_language: str) -> _Choice:
    return _box("cost", "cost", "free", gettext("Free"))


def ages(asked: int | None, counts: Counts, language: str) -> bytes:
    """A child's age to choose: research found that brackets such as 0-2 confuse, and that parents know the age."""
    offered = AGES if asked is None or asked in AGES else (*AGES, asked)
    options = ((age, _age(age, language)) for age in offered)
    return b"".join([option.drawn(age == asked, counts.get(option.value, 0)) for age, option in options])


@lru_cache(maxsize=512)
def _age(months: int, _language: str) -> _Choice:
    cut = pieces("public/choices.html", part="option", value=months, label=age_label(months))
    return _choice(str(months), b" selected", cut)


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
