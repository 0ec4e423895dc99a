"""fingerpost import-registrations FILE: take families over from the table of another system."""

import csv
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from fingerpost.accounts.rules import Command as AtConsole
from fingerpost.base import clock
from fingerpost.base.hands import all_hands
from fingerpost.base.verdict import Refused
from fingerpost.families.operations.importing import (
    Outcome,
    Result,
    import_registrations,
    places_of,
    preview,
    source_of,
)
from fingerpost.families.rules.importing import Place
from fingerpost.places.models import CentreGroup

PROGRESS = 10_000  # rows
BY = AtConsole("import-registrations")


class Command(BaseCommand):
    help = "Take families over from a CSV table with one row a family. Started again, it goes on where it stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--group", required=True, metavar="SLUG", help="the group that they register with")
        parser.add_argument("--authority", metavar="CODE", help="the group's authority, where there are several")
        parser.add_argument("--source", default="incumbent", metavar="NAME", help="a short name of the other system")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, and write nothing")
        parser.add_argument(
            "--hands", type=int, default=all_hands(), help="how many processes do it (default: %(default)s)"
        )
        parser.add_argument("--result", type=Path, metavar="FILE", help="write what became of each row to a CSV table")

    def handle(self, *_args: Any, file: Path, **options: Any) -> None:
        groups = CentreGroup.objects.filter(slug=options["group"])
        if options["authority"]:
            groups = groups.filter(authority__code=options["authority"])
        group = groups.order_by("pk").last()
        if group is None:
            raise CommandError("There is no such group of centres.")
        try:
            with file.open(newline="", encoding="utf-8-sig") as table:
                rows = csv.reader(table)
                headings = next(rows, [])
                places = places_of(headings)
                self._say_columns(headings, places)
                source, on = source_of(options["source"], group), clock.today()
                if options["dry_run"]:
                    self._say(preview(rows=rows, places=places, source=source, on=on), options["result"], would=True)
                    return
                hands = options["hands"]
                done = import_registrations(rows=rows, places=places, source=source, by=BY, on=on, hands=hands)
                self._say(done, options["result"])
        except Refused as refused:
            raise CommandError(refused.reason) from refused
        except (OSError, UnicodeDecodeError, csv.Error) as broken:
            raise CommandError(f"{file} cannot be read as a CSV table in UTF-8.") from broken

    def _say_columns(self, headings: Sequence[str], places: Sequence[Place | None]) -> None:
        for heading, place in zip(headings, places, strict=True):
            kind, number, name = place or ("", 0, "")
            what = f"{kind} {number} {name}".replace("family 1 ", "family ").replace("_", " ") if place else "left out"
            self.stdout.write(f"{heading}: {what}")

    def _say(self, results: Iterable[Result], target: Path | None, *, would: bool = False) -> None:
        """What was refused, row by row, without a name; and how many of each. All rows where a file is asked for."""
        counted: Counter[Outcome] = Counter()
        told = []
        for result in results:
            counted[result.outcome] += 1
            if counted.total() % PROGRESS == 0:
                self.stdout.write(f"{counted.total():,} rows")
            told.append((result.line, result.number, result.outcome.value, result.family, result.why))
            if result.outcome is Outcome.REFUSED:
                self.stderr.write(f"Line {result.line}, family {result.number or 'without a number'}: {result.why}")
        if target:
            with target.open("w", newline="", encoding="utf-8") as table:
                csv.writer(table).writerows([("line", "number", "outcome", "family", "why"), *told])
        words = "would be entered" if would else "entered"
        self.stdout.write(
            f"{counted[Outcome.ENTERED]} families {words}, {counted[Outcome.KNOWN]} known already, "
            f"{counted[Outcome.REFUSED]} refused."
        )
