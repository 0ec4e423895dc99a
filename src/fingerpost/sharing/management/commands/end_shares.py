"""fingerpost end-shares: "only kept for as long as is necessary"; what ends soon is said before it does."""

from typing import Any

from django.core.management.base import BaseCommand

from fingerpost.base import clock
from fingerpost.sharing.operations import end_what_is_over


class Command(BaseCommand):
    help = "End the shares whose last day is past, and tell both sides of those that end soon. To be run every day."

    def handle(self, *_args: Any, **_options: Any) -> None:
        ended, soon = end_what_is_over(by="end-shares", on=clock.today(), now=clock.now())
        self.stdout.write(f"{ended} shares ended, {soon} end soon.")
