"""fingerpost forget-scans: delete pages of paper forms three months after what they say was taken over."""

from typing import Any

from django.core.management.base import BaseCommand

from fingerpost.base import clock
from fingerpost.registration.operations import forget_scans


class Command(BaseCommand):
    help = "Delete scans of paper forms whose time is over. To be run every day."

    def handle(self, *_args: Any, **_options: Any) -> None:
        count = forget_scans(now=clock.now(), by="forget-scans")
        self.stdout.write(f"{count} pages forgotten.")
