"""fingerpost keys new | rotate | list: the keys that sensitive texts are kept under."""

import secrets
from argparse import ArgumentParser
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError

from fingerpost.audit.operations.rotation import AT_ONCE, rotate_keys, under_older_keys
from fingerpost.base import clock
from fingerpost.base.encrypted import texts_of
from fingerpost.base.encryption import LostKey, NoKeys, NotOurs, new_line, ring


class Command(BaseCommand):
    help = "Make a key, bring every sensitive text under the newest key, or list the keys."

    def add_arguments(self, parser: ArgumentParser) -> None:
        choices = parser.add_subparsers(dest="what", required=True, metavar="new | rotate | list")
        choices.add_parser("new", help="make a key: put its line above the others")
        rotate = choices.add_parser("rotate", help="write everything anew under the newest key, while the service runs")
        rotate.add_argument("--at-once", type=int, default=AT_ONCE, metavar="ROWS")
        choices.add_parser("list", help="the names of the keys, and what is not yet under the newest")

    def handle(self, *_args: Any, what: str, **options: Any) -> None:
        try:
            getattr(self, f"_{what}")(**options)
        except (NoKeys, LostKey, NotOurs) as problem:
            raise CommandError(str(problem)) from problem

    def _new(self, **_: Any) -> None:
        self.stdout.write(new_line(f"k{clock.today():%Y%m%d}-{secrets.token_hex(2)}"))

    def _rotate(self, *, at_once: int, **_: Any) -> None:
        done = rotate_keys(by="keys rotate", at_once=at_once)
        for table, rows in done.items():
            self.stdout.write(f"{table}: {rows} rows.")
        self.stdout.write(f"Everything is under {ring().newest.name}.")

    def _list(self, **_: Any) -> None:
        newest, *others = ring().names
        self.stdout.write(f"{newest} encrypts; {', '.join(others) or 'no other'} can still be read.")
        for model in apps.get_models():
            if texts_of(model) and (rows := under_older_keys(model).count()):
                self.stdout.write(f"{model._meta.db_table}: {rows} rows are under older keys.")
