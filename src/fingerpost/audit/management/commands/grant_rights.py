"""fingerpost grant-rights: give the service's database role its rights, without that of changing the record."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from fingerpost.audit.operations.rights import APPLICATION, grant_rights
from fingerpost.base.verdict import Refused


class Command(BaseCommand):
    help = "Give the service's database role what it needs. Run as the owner of the tables, after every migration."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--role", default=APPLICATION, help=f"default: {APPLICATION}")

    def handle(self, *_args: Any, role: str, **_options: Any) -> None:
        try:
            grant_rights(role)
        except Refused as refused:
            raise CommandError(refused.reason) from refused
        self.stdout.write(f"{role} may read and write, and only add to the record.")
