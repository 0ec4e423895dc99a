"""`fingerpost demo`: a county of make-believe on the real places; run again, it rolls the programme forward."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console

from fingerpost.base import clock
from fingerpost.base.verdict import Refused
from fingerpost.demo import national
from fingerpost.demo.operations import make
from fingerpost.demo.operations.county import SEED


class Command(BaseCommand):
    help = "Make a county of make-believe on the real places, or roll it forward to today."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--today", type=date.fromisoformat, help="the day to make it for, such as 2026-11-22")
        parser.add_argument("--seed", type=int, default=SEED, help="another number makes another county")
        parser.add_argument("--national", action="store_true", help="a set as large as the country, to measure on")

    def handle(self, **options: Any) -> None:
        today: date = options["today"] or clock.today()
        console = Console(stderr=True)
        try:
            with console.status("Making") as status:
                fill = national.make if options["national"] else make
                fill(today=today, seed=options["seed"], progress=status.update)
        except Refused as refused:
            raise CommandError(refused.reason) from refused
        console.print("The country is filled." if options["national"] else "The county is filled.")
