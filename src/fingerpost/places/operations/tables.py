"""Reading the tables of an authority's folder; a table that lacks a column is refused with its name."""

import csv
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from fingerpost.base.verdict import Refused

Table = list[dict[str, str]]


def table(path: Path, columns: Sequence[str]) -> Table:
    """The rows of a CSV file in UTF-8, which must have the columns."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            missing = [column for column in columns if column not in (rows.fieldnames or ())]
            if missing:
                raise Refused(f"{path.name} has no column {', '.join(missing)}.")
            return [{key: value or "" for key, value in row.items() if key} for row in rows]
    except FileNotFoundError as error:
        raise Refused(f"There is no file {path}.") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise Refused(f"{path.name} is not a CSV file in UTF-8.") from error


def boundaries(path: Path) -> dict[str, Any]:
    """The arcs and areas of a boundary file."""
    try:
        packed = json.loads(path.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise Refused(f"{path.name} is not a JSON file in UTF-8.") from error
    if not isinstance(packed, dict) or not {"arcs", "areas"} <= set(packed):
        raise Refused(f"{path.name} has no arcs and areas.")
    return packed


def whole(row: dict[str, str], column: str, name: str) -> int:
    """A whole number of a row; refuses anything else with the table's name."""
    try:
        return int(row[column])
    except ValueError as error:
        raise Refused(f"{name}: {column} “{row[column][:20]}” is not a whole number.") from error


def day(row: dict[str, str], column: str, name: str) -> date:
    """A day of a row, as 2026-09-30."""
    try:
        return date.fromisoformat(row[column])
    except ValueError as error:
        raise Refused(f"{name}: {column} “{row[column][:20]}” is not a day such as 2026-09-30.") from error
