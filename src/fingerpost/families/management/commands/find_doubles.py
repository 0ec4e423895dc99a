"""fingerpost find-doubles: compare all families with all, and put likely doubles before staff."""

from typing import Any

from django.core.management.base import BaseCommand

from fingerpost.base import clock
from fingerpost.families.operations import compare_everybody


class Command(BaseCommand):
    help = "Compare all families anew: once after an upgrade, and after the keys were changed."

    def handle(self, *_args: Any, **_options: Any) -> None:
        pairs = compare_everybody(by="find-doubles", on=clock.today())
        self.stdout.write(f"{pairs} pairs of families are likely to be one; staff decide.")
