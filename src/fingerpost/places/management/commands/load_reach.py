"""fingerpost load-reach FILE: which centre serves which small area, as the authority says."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from fingerpost.base import clock
from fingerpost.base.verdict import Refused
from fingerpost.places.models import LocalAuthority
from fingerpost.places.operations.reach import load_reach


class Command(BaseCommand):
    help = "Load reach areas from a CSV table with the columns small_area and centre."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--authority", metavar="CODE", help="default: the one that is loaded")
        parser.add_argument("--from", dest="day", type=date.fromisoformat, metavar="DATE", help="default: today")

    def handle(self, *_args: Any, file: Path, day: date | None, **options: Any) -> None:
        known = LocalAuthority.objects.order_by("pk")
        authority = known.filter(code=options["authority"]).first() if options["authority"] else known.first()
        if authority is None:
            raise CommandError("No such authority is loaded. Run load-authority or load-centres first.")
        try:
            count = load_reach(authority, file, day or clock.today(), by="load-reach")
        except Refused as refused:
            raise CommandError(f"{refused.reason} Nothing was loaded.") from refused
        self.stdout.write(f"{authority.name}: {count} small areas have their centre.")
