"""Taking families over from the table of another system: as often as one likes, each of them once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import islice
from typing import Final

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from fingerpost.accounts.rules import Doer
from fingerpost.base import bulk
from fingerpost.base.scope import Machinery, machinery
from fingerpost.base.verdict import Refused
from fingerpost.families.models import OutsideNumber
from fingerpost.families.operations.doubles import compare
from fingerpost.families.operations.entering import Arrival, Values, write_families
from fingerpost.families.rules.importing import Place, Read, columns, read_row
from fingerpost.families.vocabulary import Problem
from fingerpost.places.models import Centre, CentreGroup

AT_ONCE: Final = 2_000
IMPORT: Final = "taking families over from another system"


class Outcome(StrEnum):
    """What became of a row."""

    ENTERED = "entered"
    KNOWN = "known"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Result:
    """A row, by its line in the file: what became of it, as which family, or why not."""

    line: int
    number: str
    outcome: Outcome
    family: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where families come from, and where they come to. source: a short name of the other system."""

    source: str
    group: CentreGroup
    centres: dict[str, Centre] = field(default_factory=dict)


def source_of(source: str, group: CentreGroup) -> Source:
    """Where families come from; a centre is told by its name."""
    return Source(source, group, {centre.slug: centre for centre in Centre.objects.all()})


def places_of(headings: Sequence[str]) -> list[Place | None]:
    """What each column holds. Raises Refused where there is no column for the family's number or for an adult."""
    found = columns(headings)
    if ("family", 1, "number") not in found or ("adult", 1, "given_name") not in found:
        raise Refused(_("The table needs a column “Family ID” and a column “Adult 1 first name”."))
    return found


def import_registrations(
    *, rows: Iterable[Sequence[str]], places: Sequence[Place | None], source: Source, by: Doer, on: date
) -> Iterator[Result]:
    """Enter the families of a table, some thousand at a time, and say row by row what became of each.

    A family whose number is known comes in no second time, so that whatever was cut short is simply started again.
    At the end all that came in are compared with each other and with everybody, and pairs are put before staff.
    """
    numbered, entered, seen = enumerate(rows, start=2), list[int](), set[str]()
    while some := list(islice(numbered, AT_ONCE)):
        read = [(line, read_row(row, places, on)) for line, row in some if any(cell.strip() for cell in row)]
        for result, number in _take_over(read, source, seen, by, on):
            entered += [number] if number else []
            yield result
    _find_doubles(entered, on)


def preview(
    *, rows: Iterable[Sequence[str]], places: Sequence[Place | None], source: Source, on: date
) -> Iterator[Result]:
    """What would become of each row. Nothing is written."""
    known, seen = set(_known(source.source, None)), set[str]()
    for line, row in enumerate(rows, start=2):
        if any(cell.strip() for cell in row):
            yield _judged(line, read_row(row, places, on), known, seen)


def _judged(line: int, read: Read, known: set[str], seen: set[str]) -> Result:
    wrong = [*read.problems, *([Problem.NUMBER_TWICE] if read.number and read.number in seen else [])]
    seen.add(read.number)
    if read.number in known:
        return Result(line, read.number, Outcome.KNOWN)
    if wrong:
        return Result(line, read.number, Outcome.REFUSED, why=" ".join(str(each.label) for each in wrong))
    return Result(line, read.number, Outcome.ENTERED)


@machinery(Machinery.FAMILIES)
def _known(source: str, numbers: Iterable[str] | None) -> list[str]:
    rows = OutsideNumber.objects.told(IMPORT).filter(source=source)
    rows = rows if numbers is None else rows.filter(number__in=list(numbers))
    return list(rows.values_list("number", flat=True))


@transaction.atomic
@machinery(Machinery.FAMILIES)
def _take_over(
    read: Sequence[tuple[int, Read]], source: Source, seen: set[str], by: Doer, on: date
) -> list[tuple[Result, int]]:
    """Some rows: those that are sound and new are entered together."""
    known = set(_known(source.source, (each.number for _line, each in read)))
    judged = [(each, _judged(line, each, known, seen)) for line, each in read]
    new = [each for each, result in judged if result.outcome is Outcome.ENTERED]
    families = iter(_enter(new, source, by, on))
    results = []
    for _each, result in judged:
        family: Values = next(families) if result.outcome is Outcome.ENTERED else {"id": 0, "reference": ""}
        told = Result(result.line, result.number, result.outcome, family["reference"], result.why)
        results.append((told, family["id"]))
    return results


def _enter(new: Sequence[Read], source: Source, by: Doer, on: date) -> list[Values]:
    arrivals = [
        Arrival(family=each.family, group=source.group, centre=_centre(each, source), since=each.since) for each in new
    ]
    families = write_families(arrivals=arrivals, by=by, on=on)
    pairs = zip(families, new, strict=True)
    numbers = [{"family_id": row["id"], "source": source.source, "number": each.number} for row, each in pairs]
    bulk.write(OutsideNumber, numbers)
    return families


def _centre(read: Read, source: Source) -> Centre | None:
    return source.centres.get(slugify(read.centre))


@transaction.atomic
@machinery(Machinery.FAMILIES)
def _find_doubles(families: list[int], on: date) -> None:
    compare(families, on=on)
