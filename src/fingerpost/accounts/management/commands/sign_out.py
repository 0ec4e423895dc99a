"""`fingerpost sign-out`: end somebody's sessions, or everybody's, from the server's own console."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from fingerpost.accounts.operations import end_all_sessions
from fingerpost.accounts.rules import Command as Console
from fingerpost.base import clock
from fingerpost.base.verdict import Refused


class Command(BaseCommand):
    help = "Sign somebody out everywhere, or everybody: when a device is lost, or somebody may be in who should not."

    def add_arguments(self, parser: ArgumentParser) -> None:
        whom = parser.add_mutually_exclusive_group(required=True)
        whom.add_argument("email", nargs="?", default="", help="the e-mail address that they sign in with")
        whom.add_argument("--everybody", action="store_true", help="every session there is")

    def handle(self, **options: Any) -> None:
        try:
            whose = None if options["everybody"] else options["email"]
            ended = end_all_sessions(whose=whose, by=Console("the console"), on=clock.today())
        except Refused as problem:
            raise CommandError(problem.reason) from problem
        self.stdout.write(f"{ended} sessions ended.")
