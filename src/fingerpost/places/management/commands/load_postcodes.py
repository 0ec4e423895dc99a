"""fingerpost load-postcodes [--all]: the authority's postcodes and a border, or the whole United Kingdom's."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import Progress

from fingerpost.base.verdict import Refused
from fingerpost.places.models import LocalAuthority
from fingerpost.places.operations import packaged
from fingerpost.places.operations.postcodes import load_postcodes


class Command(BaseCommand):
    help = "Load postcodes from the package that comes with the product. Goes on where it was stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--authority", metavar="CODE", help="default: the one that is loaded")
        parser.add_argument("--border-km", type=int, default=8, choices=range(101), metavar="KM")
        parser.add_argument("--all", action="store_true", help="all 2.7 million postcodes of the United Kingdom")

    def handle(self, *_args: Any, **options: Any) -> None:
        known = LocalAuthority.objects.order_by("pk")
        authority = known.filter(code=options["authority"]).first() if options["authority"] else known.first()
        if authority is None:
            raise CommandError("No such authority is loaded. Run load-authority or load-centres first.")
        with Progress(console=Console(file=self.stdout), disable=not self.stdout.isatty(), transient=True) as progress:  # type: ignore[arg-type]
            task = progress.add_task("Postcodes", total=len(packaged.letters()))
            try:
                loaded = load_postcodes(
                    authority,
                    border_km=options["border_km"],
                    everything=options["all"],
                    by="load-postcodes",
                    tell=lambda letter, _rows: progress.update(task, advance=1, description=f"Postcodes, {letter}"),
                )
            except Refused as refused:
                raise CommandError(refused.reason) from refused
        self.stdout.write(
            f"{loaded.rows:,} postcodes loaded from {loaded.letters} files; {loaded.there_already} were there already."
        )
