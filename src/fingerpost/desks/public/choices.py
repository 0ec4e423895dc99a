"""What can be chosen from on "what's on": facets with counts, a child's age, days, miles. Drawn once, cut at the seams.

A page offers some sixty choices. Drawn anew each time they cost more than the search itself.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress
from operator import itemgetter, neg
from typing import Any, Final, NamedTuple

from django.db.models import TextChoices
from django.utils.html import escape
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from fingerpost.desks.public.forms import ANY_DISTANCE, DAYS_USUALLY, MILES_USUALLY
from fingerpost.desks.public.seams import pieces
from fingerpost.places.vocabulary import Facility
from fingerpost.timetable.queries.columns import AGES
from fingerpost.timetable.queries.facets import STANDS_AT, Tallies
from fingerpost.timetable.vocabulary import Access, Audience, Category, Language, TimeOfDay

FORTNIGHT: Final = 14
FOUR_WEEKS: Final = 28
DAYS: Final = (1, 3, DAYS_USUALLY, FORTNIGHT, FOUR_WEEKS)
MILES: Final = (1.0, 2.0, 3.0, 5.0, 10.0, 20.0)


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


NO_NUMBER: Final = -1  # in the place of a count: what is shown there has none; `True` with its sign changed


class _Numbers(dict[int, bytes]):
    """How many, as it stands behind a choice: written once. A page shows some seventy; nothing where none belongs."""

    MOST: Final = 4_096

    def __init__(self, ending: bytes) -> None:
        super().__init__({NO_NUMBER: b""})
        self._ending = ending

    def __missing__(self, count: int) -> bytes:
        text = b"%d%b" % (count, self._ending)
        if len(self) < self.MOST:
            self[count] = text
        return text


class _Question(NamedTuple):
    """A facet: what stands around its boxes, cut where it is opened and where a complaint goes; and the boxes, each up
    to its count, as they are and ticked. `usual` is all of that where nothing is ticked or wrong."""

    facet: Facet
    where: slice
    values: tuple[str, ...]
    around: tuple[bytes, ...]
    boxes: tuple[bytes, ...]
    ticked: tuple[bytes, ...]
    usual: tuple[bytes, ...]

    def pieces(self, chosen: Collection[str], wrong: str) -> tuple[bytes, ...]:
        """What stands before the boxes, each box up to its count, and what stands behind them."""
        opening, rest, inside, closing = self.around
        mark = b" open" if self.facet.open or chosen or wrong else b""
        complaint = f'<p class="govuk-error-message">{escape(wrong)}</p>'.encode() if wrong else b""
        both = zip(self.values, self.boxes, self.ticked, strict=True)
        boxes = (ticked if value in chosen else box for value, box, ticked in both)
        return (opening + mark + rest + complaint + inside, *boxes, closing)

    def useful(self, chosen: Collection[str], counts: Sequence[int]) -> Sequence[object]:
        """What would find nothing is left out, unless it is chosen."""
        return [count or value in chosen for value, count in zip(self.values, counts, strict=True)]


def labels(facet: Facet) -> tuple[tuple[str, str], ...]:
    """The values of a facet with their words."""
    return _labels(facet, get_language())


@lru_cache(maxsize=256)
def _labels(facet: Facet, _language: str | None) -> tuple[tuple[str, str], ...]:
    return tuple((str(value), str(label)) for value, label in facet.words.choices)


class _Laid(NamedTuple):
    """All facets, and the numbers behind their boxes. Where nothing is ticked or wrong: everything that is shown, and
    how to get the counts of it from all counts, with those of the facets themselves behind them."""

    frames: tuple[_Question, ...]
    numbers: _Numbers
    usual: tuple[bytes, ...]
    by_facet: Callable[[Tallies], tuple[Tallies, ...]]
    counts_of: Callable[[Tallies], tuple[int, ...]]


def questions(
    chosen: Collection[Collection[str]], tallies: Tallies, wrong: Mapping[str, str], language: str
) -> list[bytes]:
    """The facets with their boxes, as pieces of HTML.

    `chosen` is in the order of the facets; `wrong` has a sentence by the name of a facet. What stands before each
    count, whether it is shown, and the counts are laid side by side, so that all boxes of all facets are one call.
    """
    laid = _laid(language)
    if wrong or any(chosen):
        return _answered(laid, chosen, tallies, wrong)
    counts = laid.counts_of([*tallies, *map(neg, map(any, laid.by_facet(tallies)))])
    return _side_by_side(compress(laid.usual, counts), map(laid.numbers.__getitem__, filter(None, counts)))


def _side_by_side(page: Iterable[bytes], numbers: Iterable[bytes]) -> list[bytes]:
    """Everything that is shown, each with its number behind it."""
    shown = list(page)
    pieces = [b""] * (2 * len(shown))
    pieces[::2] = shown
    pieces[1::2] = numbers
    return pieces


def _answered(
    laid: _Laid, chosen: Iterable[Collection[str]], tallies: Tallies, wrong: Mapping[str, str]
) -> list[bytes]:
    """The same where something is ticked or wrong."""
    page: list[bytes] = []
    useful: list[object] = []
    counts: list[int] = []
    for frame, ticked in zip(laid.frames, chosen, strict=True):
        found = tallies[frame.where]
        complaint = wrong.get(frame.facet.name, "") if wrong else ""
        boxes = frame.useful(ticked, found) if ticked else found
        if complaint or any(boxes):
            page += frame.pieces(ticked, complaint) if ticked or complaint else frame.usual
            useful += (True, *boxes, True)
            counts += (NO_NUMBER, *found, NO_NUMBER)
    return _side_by_side(compress(page, useful), map(laid.numbers.__getitem__, compress(counts, useful)))


@lru_cache(maxsize=16)
def _laid(language: str) -> _Laid:
    frames, endings = zip(*(_frame(facet, language) for facet in FACETS), strict=True)
    (ending,) = set(endings)
    places: list[int] = []
    for number, frame in enumerate(frames, start=-len(frames)):
        places += (number, *range(frame.where.start, frame.where.stop), number)
    usual = tuple(piece for frame in frames for piece in frame.usual)
    by_facet = itemgetter(*(frame.where for frame in frames))
    return _Laid(frames, _Numbers(ending), usual, by_facet, itemgetter(*places))


def _frame(facet: Facet, language: str) -> tuple[_Question, bytes]:
    """A facet, and what stands behind each of its counts."""
    around = pieces("public/choices.html", part="question", name=facet.name, legend=facet.legend)
    values = _labels(facet, language)
    cut = [_box(facet.name, f"{facet.name}-{value}", value, label) for value, label in values]
    boxes = tuple(opening + rest for opening, rest, _ in cut)
    opening, rest, inside, closing = around
    usual = (opening + (b" open" if facet.open else b"") + rest + inside, *boxes, closing)
    ticked = tuple(opening + b" checked" + rest for opening, rest, _ in cut)
    (ending,) = {ending for _, _, ending in cut}
    words = tuple(value for value, _ in values)
    return _Question(facet, STANDS_AT[facet.name], words, tuple(around), boxes, ticked, usual), ending


def _box(name: str, id_: str, value: str, label: str) -> list[bytes]:
    return pieces("public/choices.html", part="box", name=name, id=id_, value=value, label=label)


def _with_counts(cut: Iterable[Sequence[bytes]]) -> bytes:
    """Choices that are always shown, as a pattern for their counts."""
    return b"".join(before.replace(b"%", b"%%") + b"%d" + after.replace(b"%", b"%%") for before, after in cut)


def free(chosen: bool, count: int, language: str) -> bytes:
    """The one box about money."""
    return _free(chosen, language) % count


@lru_cache(maxsize=16)
def _free(chosen: bool, _language: str) -> bytes:
    opening, rest, ending = _box("cost", "cost", "free", gettext("Free"))
    return _with_counts([(opening + (b" checked" if chosen else b"") + rest, ending)])


def ages(asked: int | None, counts: Sequence[int], language: str) -> bytes:
    """A child's age to choose: research found that brackets such as 0-2 confuse, and that parents know the age."""
    if asked is None or asked in AGES:
        return _ages(asked, language) % tuple(counts)
    return _ages(asked, language) % (*counts, 0)


@lru_cache(maxsize=512)
def _ages(asked: int | None, _language: str) -> bytes:
    offered = AGES if asked is None or asked in AGES else (*AGES, asked)
    return _with_counts(_age(age, asked) for age in offered)


def _age(age: int, asked: int | None) -> tuple[bytes, bytes]:
    opening, rest, ending = pieces("public/choices.html", part="option", value=age, label=age_label(age))
    return opening + (b" selected" if age == asked else b"") + rest, ending


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
