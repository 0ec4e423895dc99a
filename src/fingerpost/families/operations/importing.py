"""Taking families over from the table of another system: as often as one likes, each of them once."""

from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import partial
from typing import Final

import psycopg
from django.db import DataError, IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from fingerpost.accounts.rules import Doer
from fingerpost.base import bulk
from fingerpost.base.hands import share_out
from fingerpost.base.scope import Machinery, machinery
from fingerpost.base.verdict import Refused
from fingerpost.families.models import OutsideNumber
from fingerpost.families.operations.doubles import compare
from fingerpost.families.operations.entering import Arrival, write_families
from fingerpost.families.rules.importing import Place, Read, columns, number_of, read_row
from fingerpost.families.vocabulary import Problem
from fingerpost.places.models import Centre, CentreGroup

AT_ONCE: Final = 2_000
Rows = Iterable[Sequence[str]]
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
    *, rows: Rows, places: Sequence[Place | None], source: Source, by: Doer, on: date, hands: int = 1
) -> Generator[Result, None, None]:
    """Enter the families of a table, some thousand at a time, and say row by row what became of each.

    A family whose number is known comes in no second time, so that whatever was cut short is simply started again.
    At the end all that came in are compared with each other and with everybody, and pairs are put before staff.
    hands: how many processes do it. Raises Refused.
    """
    work = partial(_take_over, table=Table(places, source, by, on))
    for results in share_out(work, _pieces(rows, places, source.source), hands=hands):
        yield from results
    _find_doubles(source.source, on)


def preview(*, rows: Rows, places: Sequence[Place | None], source: Source, on: date) -> Iterator[Result]:
    """What would become of each row. Nothing is written."""
    for piece in _pieces(rows, places, source.source):
        judged = [_judged(row, read_row(row.cells, places, on)) for row in piece.rows]
        yield from _in_order([*piece.known, *judged])


@dataclass(frozen=True, slots=True, repr=False)
class Row:
    """A row of the table, by its line. again: its number stands further up as well."""

    line: int
    cells: Sequence[str]
    again: bool


@dataclass(frozen=True, slots=True, repr=False)
class Piece:
    """Some rows: what is known already, and what is to be read and entered."""

    known: list[Result]
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Table:
    """What holds for every row of a table."""

    places: Sequence[Place | None]
    source: Source
    by: Doer
    on: date


def _pieces(rows: Rows, places: Sequence[Place | None], source: str) -> Iterator[Piece]:
    """The table in pieces of so many rows that are new, whoever reads them. Empty rows are left out."""
    known, seen, piece = set(_known(source)), set[str](), Piece([], [])
    for line, cells in enumerate(rows, start=2):
        if not any(cell.strip() for cell in cells):
            continue
        number = number_of(cells, places)
        if number in known:
            piece.known.append(Result(line, number, Outcome.KNOWN))
        else:
            piece.rows.append(Row(line, cells, bool(number) and number in seen))
        seen.add(number)
        if len(piece.rows) == AT_ONCE:
            yield piece
            piece = Piece([], [])
    if piece.known or piece.rows:
        yield piece


def _judged(row: Row, read: Read) -> Result:
    wrong = [*read.problems, *([Problem.NUMBER_TWICE] if row.again else [])]
    outcome = Outcome.REFUSED if wrong else Outcome.ENTERED
    return Result(row.line, read.number, outcome, why=" ".join(str(each.label) for each in wrong))


def _in_order(results: Iterable[Result]) -> list[Result]:
    return sorted(results, key=lambda result: result.line)


@machinery(Machinery.FAMILIES)
def _known(source: str, number: str | None = None) -> list[str]:
    rows = OutsideNumber.objects.told(IMPORT).filter(source=source)
    rows = rows if number is None else rows.filter(number=number)
    return list(rows.values_list("number", flat=True))


def _take_over(piece: Piece, *, table: Table) -> list[Result]:
    """Some rows: those that are sound and new are entered together."""
    read = [(row, read_row(row.cells, table.places, table.on)) for row in piece.rows]
    judged = [(_judged(row, each), each) for row, each in read]
    new = [pair for pair in judged if pair[0].outcome is Outcome.ENTERED]
    refused = [result for result, _each in judged if result.outcome is Outcome.REFUSED]
    return _in_order([*piece.known, *refused, *_entered(new, table)])


def _entered(new: Sequence[tuple[Result, Read]], table: Table) -> list[Result]:
    """Enter families together. What the database refuses, such as a number that came in meanwhile, it refuses alone:
    they are entered by halves then, and halves of those."""
    if not new:
        return []
    try:
        references = _enter([read for _result, read in new], table)
    except (IntegrityError, DataError, psycopg.IntegrityError, psycopg.DataError):
        if len(new) == 1:
            return [_left_out(new[0][0], table.source.source)]
        half = len(new) // 2
        return [*_entered(new[:half], table), *_entered(new[half:], table)]
    return [replace(result, family=each) for (result, _), each in zip(new, references, strict=True)]


def _left_out(result: Result, source: str) -> Result:
    if _known(source, result.number):
        return replace(result, outcome=Outcome.KNOWN)
    return replace(result, outcome=Outcome.REFUSED, why=str(Problem.NOT_TAKEN.label))


@transaction.atomic
@machinery(Machinery.FAMILIES)
def _enter(new: Sequence[Read], table: Table) -> list[str]:
    """Enter families that are sound, all or none; gives their references."""
    source = table.source
    arrivals = [
        Arrival(family=each.family, group=source.group, centre=_centre(each, source), since=each.since) for each in new
    ]
    families = write_families(arrivals=arrivals, by=table.by, on=table.on)
    pairs = zip(families, new, strict=True)
    numbers = [{"family_id": row["id"], "source": source.source, "number": each.number} for row, each in pairs]
    bulk.write(OutsideNumber, numbers)
    return [row["reference"] for row in families]


def _centre(read: Read, source: Source) -> Centre | None:
    return source.centres.get(slugify(read.centre))


@transaction.atomic
@machinery(Machinery.FAMILIES)
def _find_doubles(source: str, on: date) -> None:
    """Compare what came in, also by an import that was cut short before this."""
    rows = OutsideNumber.objects.told(IMPORT).filter(source=source, compared_on=None)
    compare(set(rows.values_list("family", flat=True)), on=on)
    rows.update(compared_on=on)
