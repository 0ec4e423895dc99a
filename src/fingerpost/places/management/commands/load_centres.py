"""fingerpost load-centres FILE --authority CODE: the register's extract as published, into one authority's centres."""

import re
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from fingerpost.base import clock
from fingerpost.base.verdict import Refused
from fingerpost.places.operations.centres import CHANGED, ENDED, REFUSED, TOOK, UNCHANGED, Report, load_centres

_DAY_IN_NAME = re.compile(r"(20\d\d)(\d\d)(\d\d)")


class Command(BaseCommand):
    help = "Load children's centres from the Department for Education register's extract, as published."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="such as edubaseallchildrencentre20260821.csv")
        parser.add_argument("--authority", required=True, metavar="CODE", help="the authority's three digits")
        parser.add_argument("--as-at", type=date.fromisoformat, metavar="DATE", help="the day of the extract")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")
        parser.add_argument("--skip-refused", action="store_true", help="load the other lines all the same")
        parser.add_argument("--closures-are-meant", action="store_true", help="many centres may be missing")

    def handle(self, *_args: Any, file: Path, authority: str, **options: Any) -> None:
        today = clock.today()
        try:
            report = load_centres(
                _read(file),
                code=authority.zfill(3),
                day=options["as_at"] or day_in(file.name) or today,
                today=today,
                by="load-centres",
                dry_run=options["dry_run"],
                skip_refused=options["skip_refused"],
                closures_meant=options["closures_are_meant"],
            )
        except Refused as refused:
            raise CommandError(f"{file.name}: {refused.reason} Nothing was loaded.") from refused
        self._tell(report, everything=options["verbosity"] > 1)
        if not (report.written or options["dry_run"]):
            raise CommandError("Nothing was loaded. Put the refused lines right, or load the others by --skip-refused.")

    def _tell(self, report: Report, *, everything: bool) -> None:
        for row in report.rows:
            if everything or row.outcome != UNCHANGED or row.reason:
                line = f"line {row.line}" if row.line else "not listed"
                self.stdout.write(f"{line:>10}  {row.outcome:9}  {row.number:>6}  {row.name}  {row.reason}".rstrip())
        counts = ", ".join(
            f"{report.count(outcome)} {outcome}" for outcome in (TOOK, CHANGED, UNCHANGED, ENDED, REFUSED)
        )
        self.stdout.write(f"{report.authority}, as at {report.day:%d %B %Y}: {counts}.")
        if not report.written:
            self.stdout.write("Nothing was written.")


def day_in(name: str) -> date | None:
    """The day that a published extract bears in its file name."""
    found = _DAY_IN_NAME.search(name)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise Refused(f"The file cannot be read: {error.strerror}.") from error
