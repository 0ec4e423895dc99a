"""fingerpost load-authority [FOLDER]: the authority, its areas, centres and groups, from a folder of tables."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from fingerpost.base import clock
from fingerpost.base.verdict import Refused
from fingerpost.places.operations.authority import load_authority, shipped


class Command(BaseCommand):
    help = "Load a local authority from a folder of tables (default: the one that comes with the product)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, help="a folder with authority.toml in it")

    def handle(self, *_args: Any, folder: Path | None, **_options: Any) -> None:
        for each in [folder] if folder else shipped():
            try:
                authority = load_authority(each, today=clock.today(), by="load-authority")
            except Refused as refused:
                raise CommandError(refused.reason) from refused
            self.stdout.write(
                f"{authority.name}: {authority.centres.count()} centres,"
                f" {authority.centre_groups.count()} groups, {authority.districts.count()} districts."
            )
