"""The Department for Education's register of children's centres, as its extract is published.

Columns were checked on the extracts of 2016 (Windows-1252) and 2026 (UTF-8): 21 columns, days as dd-mm-yyyy, no
coordinates, no groups. Managers' names stand in two of the columns; no column but those named here is ever read.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from fingerpost.base import postcode
from fingerpost.base.grid import GridPoint
from fingerpost.base.verdict import Refused
from fingerpost.places.rules import tidying

# our name: the names that the register has given the column, lower case
COLUMNS = {
    "number": ("urn",),
    "authority": ("la (code)", "la code", "lacode"),
    "authority_name": ("la (name)", "la name", "laname"),
    "name": ("establishmentname", "establishment name"),
    "type": ("typeofestablishment (name)", "establishment type", "typeofestablishment"),
    "status": ("establishmentstatus (name)", "establishment status", "establishmentstatus"),
    "opened": ("opendate", "open date", "openingdate"),
    "closed": ("closedate", "close date"),
    "street": ("street",),
    "locality": ("locality",),
    "address_3": ("address3", "address 3"),
    "town": ("town",),
    "postcode": ("postcode",),
    "website": ("schoolwebsite", "website"),
    "telephone": ("telephonenum", "telephone", "telephone number"),
    "easting": ("easting",),
    "northing": ("northing",),
}
REQUIRED = ("number", "authority", "name", "postcode")
SHOWN = {"number": "URN", "authority": "LA (code)", "name": "EstablishmentName", "postcode": "Postcode"}
DAMAGED = "the file breaks off or is damaged. Download it again."
LIKE_TEXT = {
    b"version https://git-lfs": "This is a stub that stands for a large file. Fetch the file itself, then load it.",
    b"PK\x03\x04": "This is a packed file or a spreadsheet. Unpack it, or save it as CSV, then load that.",
    b"%PDF": "This is a PDF document. Load the register's extract as CSV.",
    b"<": "This is a web page, not the register's extract. Download the CSV file again.",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of an extract: its number in the file, and the columns that we read."""

    line: int
    values: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values.get(column, "")


@dataclass(frozen=True, slots=True)
class ListedCentre:
    """A centre as a list tells it. An empty group, district or state means that the list does not tell."""

    line: int
    number: str
    name: str
    local_code: str
    is_linked_site: bool
    address_lines: tuple[str, ...]
    town: str
    postcode: str
    telephone: str
    website: str
    opened: date | None = None
    closed: date | None = None
    point: GridPoint | None = None
    district: str = ""
    group_number: str = ""
    premises_state: str = ""
    notice: str = ""
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A line that cannot be taken, and why."""

    line: int
    number: str
    name: str
    reason: str


def text_of(raw: bytes) -> str:
    """The text of a file: UTF-8 as today, else Windows-1252 as in 2016. Refuses what is no text at all."""
    start = raw.lstrip()[:60]
    if not start:
        raise Refused("The file is empty.")
    for beginning, reason in LIKE_TEXT.items():
        if start.lower().startswith(beginning.lower()):
            raise Refused(reason)
    if b"\0" in raw:
        raise Refused("The file is not plain text, or it is in UTF-16. Save it as CSV in UTF-8, then load that.")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused("The file is neither in UTF-8 nor in Windows-1252. Save it as CSV in UTF-8, then load that.")


def rows_of(text: str) -> list[Row]:
    """The lines of an extract. Refuses a file that lacks a column we need, or that breaks off."""
    lines = _lines(text)
    _, heading = next(lines, (1, []))
    header = [tidying.words(cell).lower() for cell in heading]
    columns = _columns(header)
    rows = []
    for line, cells in lines:
        if len(cells) != len(header):
            raise Refused(f"Line {line} has {len(cells)} of {len(header)} columns: {DAMAGED}")
        rows.append(Row(line, {column: tidying.words(cells[place]) for column, place in columns.items()}))
    return rows


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each line's number and cells; lines with nothing in them are passed over."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, cells
    except csv.Error as error:
        raise Refused(f"Near line {reader.line_num}: {DAMAGED}") from error


def _columns(header: list[str]) -> dict[str, int]:
    places = {ours: header.index(name) for ours, names in COLUMNS.items() for name in names if name in header}
    missing = [SHOWN[column] for column in REQUIRED if column not in places]
    if missing:
        raise Refused(f"This is not the register's extract: it has no column {', '.join(missing)}.")
    return places


def of_authority(rows: list[Row], code: str) -> list[Row]:
    """The lines of one authority. Refuses a file without any."""
    mine = [row for row in rows if row["authority"].zfill(3) == code]
    if not mine:
        raise Refused(
            f"The file has {len(rows)} lines, but none of authority {code}. Is the code right, or the file cut short?"
        )
    return mine


def read(rows: list[Row]) -> tuple[list[ListedCentre], list[RefusedRow]]:
    """The centres of one authority's lines, and the lines that cannot be taken. A line said twice is taken once."""
    with_codes = tidying.bears_codes([row["name"] for row in rows])
    taken: dict[str, tuple[Row, ListedCentre]] = {}
    refused: list[RefusedRow] = []
    for row in rows:
        reason = _why_not(row)
        if row["number"] in taken and taken[row["number"]][0].values == row.values:
            continue
        if not reason and row["number"] in taken:
            reason = f"The number {row['number']} stands in line {taken[row['number']][0].line} too, with other facts."
        if reason:
            refused.append(RefusedRow(row.line, row["number"], row["name"], reason))
        else:
            taken[row["number"]] = (row, _listed(row, with_codes))
    return [centre for _, centre in taken.values()], refused


def _why_not(row: Row) -> str:
    if not row["number"].isdigit() or len(row["number"]) > 10:
        return f"“{row['number'][:20]}” is not a number of the register."
    if not row["name"] or len(row["name"]) > 150:
        return "It has no name that can be shown."
    if row["status"].lower() == "proposed to open":
        return "It has not opened yet."
    typed = postcode.read(row["postcode"])
    if not typed or not typed.whole:
        return f"“{row['postcode'][:20]}” is not a postcode."
    return ""


def _listed(row: Row, with_codes: bool) -> ListedCentre:
    code, name = tidying.local_code(row["name"]) if with_codes else ("", row["name"])
    typed = postcode.read(row["postcode"])
    town = tidying.town(row["town"])
    lines = (row["street"], row["locality"], row["address_3"])
    return ListedCentre(
        line=row.line,
        number=row["number"],
        name=name[:1].upper() + name[1:],
        local_code=code,
        is_linked_site="linked site" in row["type"].lower(),
        address_lines=tuple(line[:100] for line in lines if line and line.lower() != town.lower()),
        town=town[:100],
        postcode=typed.compact if typed else "",
        telephone=tidying.telephone(row["telephone"]),
        website=tidying.website(row["website"]),
        opened=tidying.day(row["opened"]),
        closed=tidying.day(row["closed"]) if row["status"].lower() == "closed" else None,
        point=_point(row),
        remarks=tuple(_remarks(row)),
    )


def _point(row: Row) -> GridPoint | None:
    if row["easting"].isdigit() and row["northing"].isdigit() and int(row["easting"]):
        return GridPoint(int(row["easting"]), int(row["northing"]))
    return None


def _remarks(row: Row) -> Iterator[str]:
    """What could not be read and is left empty."""
    for column, tidy in (("telephone", tidying.telephone), ("website", tidying.website), ("opened", tidying.day)):
        if row[column] and not tidy(row[column]):
            yield f"{column} “{row[column][:60]}” cannot be read and is left empty"
