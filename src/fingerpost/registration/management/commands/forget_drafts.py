"""fingerpost forget-drafts: delete forms that were begun and neither sent nor touched for 30 days."""

from typing import Any

from django.core.management.base import BaseCommand

from fingerpost.base import clock
from fingerpost.registration.operations import forget_drafts


class Command(BaseCommand):
    help = "Delete registration forms that nobody sent nor touched for 30 days. To be run every day."

    def handle(self, *_args: Any, **_options: Any) -> None:
        count = forget_drafts(now=clock.now(), by="forget-drafts")
        self.stdout.write(f"{count} forms forgotten.")
