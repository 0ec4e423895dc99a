"""Loading centres from the register's extract as published, so that any authority starts from its own code."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.utils.text import slugify

from fingerpost.base.postcode import spaced
from fingerpost.base.verdict import Refused
from fingerpost.places.models import District, LocalAuthority, Postcode
from fingerpost.places.models.dated import valid_on
from fingerpost.places.operations import packaged
from fingerpost.places.operations.listing import Applied, Placed, apply_listing
from fingerpost.places.operations.reach import derive_reach
from fingerpost.places.operations.record import changed
from fingerpost.places.rules import register
from fingerpost.places.rules.register import ListedCentre, RefusedRow, Row

TOOK, CHANGED, UNCHANGED, REFUSED, ENDED = "took", "changed", "unchanged", "refused", "ended"
FEW = 3  # so many centres may close between two extracts without a question
FIRST_DAY = date(1998, 1, 1)  # the year in which Sure Start began


@dataclass(frozen=True, slots=True)
class RowReport:
    """What became of a line, and why; line 0 is a centre that the extract leaves out."""

    line: int
    number: str
    name: str
    outcome: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What became of an extract. `written` is False after a dry run, and when a refused line held it all back."""

    authority: str
    day: date
    rows: tuple[RowReport, ...]
    written: bool

    def count(self, outcome: str) -> int:
        return sum(row.outcome == outcome for row in self.rows)


def load_centres(
    raw: bytes,
    *,
    code: str,
    day: date,
    today: date,
    by: str,
    dry_run: bool = False,
    skip_refused: bool = False,
    closures_meant: bool = False,
) -> Report:
    """Take the centres of one authority from an extract, as it stood on `day`: all of them, or none.

    A line that cannot be taken holds back all the others, unless skip_refused. An extract in which more than a third
    of the centres are missing is taken for cut short, unless closures_meant. Raises Refused for a file that is not
    an extract. Nothing but the columns named in rules.register is read: managers' names never come in.
    """
    if not FIRST_DAY <= day <= today:
        raise Refused(f"An extract cannot be of {day:%d %B %Y}: that is before Sure Start, or after today.")
    lines = register.of_authority(register.rows_of(register.text_of(raw)), code)
    listed, refused = register.read(lines)
    with transaction.atomic():
        authority = _authority(code, lines[0])
        placed, unplaced = _place(listed)
        refused += unplaced
        held_back = bool(refused) and not skip_refused
        applied = _apply(authority, placed, day, closures_meant)
        rows = _report(authority, placed, refused, applied)
        if dry_run or held_back:
            transaction.set_rollback(True)
        elif applied.new or applied.changed or applied.ended:
            derive_reach(authority, day, by=by)
            changed(authority, "load centres", by=by, why=f"as at {day}", counts=_counts(rows))
    return Report(authority.name, day, rows, written=not (dry_run or held_back))


def _authority(code: str, line: Row) -> LocalAuthority:
    """The authority of a code; one that is not known yet is made from what the register calls it."""
    name = line["authority_name"] or f"Authority {code}"
    return LocalAuthority.objects.get_or_create(code=code, defaults={"name": name, "slug": slugify(name)})[0]


def _place(listed: Sequence[ListedCentre]) -> tuple[list[Placed], list[RefusedRow]]:
    """Each centre with its place: its own coordinates, else those of its postcode; and those that have neither."""
    codes = {centre.postcode for centre in listed}
    rows = Postcode.objects.filter(code__in=codes)
    known = {row.code: (row.point, row.district_code) for row in rows}
    known |= packaged.find(codes - set(known))
    placed, refused = [], []
    for centre in listed:
        point, district = known.get(centre.postcode, (None, ""))
        point = centre.point or point
        if point:
            placed.append(Placed(centre, point, district))
        else:
            reason = f"The postcode {spaced(centre.postcode)} is not known, so that it has no place on the map."
            refused.append(RefusedRow(centre.line, centre.number, centre.name, reason))
    return placed, refused


def _apply(authority: LocalAuthority, placed: Sequence[Placed], day: date, closures_meant: bool) -> Applied:
    open_ones = [replace(each, entry=replace(each.entry, closed=None)) for each in placed if not each.entry.closed]
    listed = authority.centres.filter(valid_on(day, "designations__")).distinct()
    missing = listed.exclude(number__in=[each.entry.number for each in open_ones]).count()
    if missing > max(FEW, listed.count() // 3) and not closures_meant:
        raise Refused(
            f"The file leaves out {missing} of {listed.count()} centres. It may be cut short."
            " If so many have closed, say --closures-are-meant."
        )
    _only_district(authority, open_ones)
    return apply_listing(authority, open_ones, day)


def _only_district(authority: LocalAuthority, placed: Sequence[Placed]) -> None:
    """An authority that is one district is its own: the district of all its centres, under its own name."""
    codes = {each.district_code for each in placed if each.district_code}
    if len(codes) == 1 and not authority.districts.exists():
        District.objects.get_or_create(code=codes.pop(), defaults={"authority": authority, "name": authority.name})


def _report(
    authority: LocalAuthority, placed: Sequence[Placed], refused: Sequence[RefusedRow], applied: Applied
) -> tuple[RowReport, ...]:
    rows = [RowReport(row.line, row.number, row.name, REFUSED, row.reason) for row in refused]
    for entry in (each.entry for each in placed):
        reason = f"closed on {entry.closed:%d %B %Y}" if entry.closed else "; ".join(entry.remarks)
        rows.append(RowReport(entry.line, entry.number, entry.name, _outcome(entry, applied), reason))
    said = {row.number for row in rows}
    gone = authority.centres.filter(number__in=applied.ended - said).order_by("number")
    rows += [RowReport(0, centre.number, centre.slug, ENDED, "it is not in the extract") for centre in gone]
    return tuple(sorted(rows, key=lambda row: (row.line == 0, row.line)))


def _outcome(entry: ListedCentre, applied: Applied) -> str:
    numbers = {TOOK: applied.new, CHANGED: applied.changed, ENDED: applied.ended}
    return next((outcome for outcome, those in numbers.items() if entry.number in those), UNCHANGED)


def _counts(rows: Sequence[RowReport]) -> dict[str, int]:
    outcomes = [row.outcome for row in rows]
    return {outcome: outcomes.count(outcome) for outcome in sorted(set(outcomes))}
