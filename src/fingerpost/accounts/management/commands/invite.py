"""`fingerpost invite`: the first colleagues of an installation, invited from the server's own console."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from fingerpost.accounts.operations import Person
from fingerpost.accounts.operations import invite as send_invitation
from fingerpost.accounts.rules import Command as Console
from fingerpost.accounts.rules.table import HELD_AT
from fingerpost.accounts.vocabulary import PlaceKind, Role
from fingerpost.base import clock
from fingerpost.base.verdict import Refused
from fingerpost.places.queries import NoAuthority, authority

FOR_THE_COUNTY = [role.value for role in Role if PlaceKind.COUNTY in HELD_AT[role]]


class Command(BaseCommand):
    help = "Invite the first colleagues: who runs the county, and who keeps watch. They invite everybody else."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="the e-mail address to sign in with")
        parser.add_argument("name", help="first and last name, in quotation marks")
        parser.add_argument("--role", choices=FOR_THE_COUNTY, default=Role.COUNTY_MANAGER.value)

    def handle(self, **options: Any) -> None:
        given, _space, family = options["name"].strip().partition(" ")
        person = Person(email=options["email"], given_name=given, family_name=family)
        try:
            at, by = authority(), Console("the console")
            _invitation, token = send_invitation(
                person=person, role=Role(options["role"]), at=at, by=by, now=clock.now()
            )
        except (Refused, NoAuthority) as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write("Give them this address, at your own website. It works once, for seven days:")
        self.stdout.write(reverse("account:invitation", kwargs={"token": token}))
