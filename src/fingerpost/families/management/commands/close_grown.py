"""fingerpost close-grown: close the records of families without a child under five since last month."""

from typing import Any

from django.core.management.base import BaseCommand

from fingerpost.accounts.rules import Command as Console
from fingerpost.base import clock
from fingerpost.families.operations import close_grown_families

BY = Console("close-grown")


class Command(BaseCommand):
    help = "Close records of families whose youngest child turned five in an earlier month. To be run every day."

    def handle(self, *_args: Any, **_options: Any) -> None:
        count = close_grown_families(by=BY, on=clock.today())
        self.stdout.write(f"{count} families closed.")
