"""fingerpost load-form [FILE]: publish the registration form in an authority's own words; without a file, the one that
ships."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from fingerpost.base import clock
from fingerpost.base.verdict import Refused
from fingerpost.places.models import LocalAuthority
from fingerpost.registration.operations import load_form
from fingerpost.registration.rules.form import SHIPPED, NoForm, load


class Command(BaseCommand):
    help = "Publish a version of the registration form. Without a file: the one that ships."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", default=SHIPPED)

    def handle(self, *_args: Any, file: Path, **_options: Any) -> None:
        authority = LocalAuthority.objects.order_by("pk").first()
        if authority is None:
            raise CommandError("No authority is loaded. Run load-authority or load-centres first.")
        try:
            version = load_form(authority=authority, data=load(file), by="load-form", on=clock.today())
        except (NoForm, Refused, OSError) as wrong:
            raise CommandError(f"{wrong} Nothing was published.") from wrong
        self.stdout.write(f"{version} is published, as {version.reference}.")
