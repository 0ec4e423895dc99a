"""fingerpost watch: list unusual looks for review, and pass on what no lead reviewed in time. Run it from a timer."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.timezone import localdate

from fingerpost.base import clock
from fingerpost.families.operations import escalate_openings, list_unusual_looks

BY = "watch"


class Command(BaseCommand):
    help = "List unusual looks of yesterday and today, and pass overdue openings of records on to data protection."

    def handle(self, *_args: Any, **_options: Any) -> None:
        now = clock.now()
        today = localdate(now)
        new = list_unusual_looks(first=today - timedelta(days=1), last=today, by=BY, now=now)
        late = escalate_openings(by=BY, now=now)
        self.stdout.write(f"{new} unusual looks listed, {late} overdue openings passed on.")
