"""Families drawn at random among a crowd: anywhere, with anybody, open and closed, straight into the tables."""

import random
from typing import Any

from django.db import models

from fingerpost.families.models import (
    Address,
    Adult,
    AdultMembership,
    Care,
    Child,
    ChildMembership,
    Contact,
    ContactRestriction,
    Family,
    FamilyWorker,
    Note,
    Registration,
)
from fingerpost.families.vocabulary import Basis, ChildState, ContactKind, NoteKind, Relationship
from tests.factories.crowd import LONG_AGO, PERIODS, Country, Crowd
from tests.families.row_oracle import Households


def draw_households(country: Country, crowd: Crowd, draw: random.Random, families: int) -> Households:
    """So many families; a third of the adults are people of the crowd."""
    drawn = Households()
    drawn.families = _write(_family(draw) for _ in range(families))
    users = draw.sample(crowd.users, min(len(crowd.users), families // 2))
    drawn.adults = _write(_adult(users.pop() if users and draw.random() < 0.4 else None) for _ in range(2 * families))
    drawn.children = _write(_child() for _ in range(families))
    drawn.registrations = _write(
        Registration(family=family, group=group, **_period(draw))
        for family in drawn.families
        for group in draw.sample(country.groups, draw.choice((0, 1, 1, 2)))
    )
    drawn.workers = _write(
        FamilyWorker(family=family, user=user, **_period(draw))
        for family in drawn.families
        for user in draw.sample(crowd.users, draw.choice((0, 1, 2)))
    )
    _people(drawn, draw)
    _belongings(drawn, draw)
    return drawn


def _people(drawn: Households, draw: random.Random) -> None:
    drawn.adult_members = _write(
        AdultMembership(family=family, adult=adult, **_period(draw))
        for adult in drawn.adults
        for family in draw.sample(drawn.families, draw.choice((1, 1, 2)))
    )
    drawn.child_members = _write(
        ChildMembership(family=family, child=child, **_period(draw))
        for child in drawn.children
        for family in draw.sample(drawn.families, draw.choice((1, 1, 2)))
    )
    drawn.cares = _write(
        Care(adult=adult, child=child, relationship=Relationship.MOTHER, **_period(draw))
        for child in drawn.children
        for adult in draw.sample(drawn.adults, draw.choice((0, 1, 2)))
    )


def _belongings(drawn: Households, draw: random.Random) -> None:
    drawn.contacts = _write(
        Contact(adult=adult, kind=ContactKind.EMAIL, value=f"{number}@home.example", valid_from=LONG_AGO)
        for number, adult in enumerate(drawn.adults[::2])
    )
    drawn.addresses = _write(
        Address(family=family, lines="7 Larkspur Way", postcode="WM12AB", hidden=draw.random() < 0.2, **_period(draw))
        for family in drawn.families
    )
    drawn.notes = _write(
        Note(family=family, kind=NoteKind.HEALTH.value, text="A note", written_by="a test", valid_from=LONG_AGO)
        for family in drawn.families[::2]
    )
    drawn.restrictions = _write(
        _restriction(family, kept_from, draw.choice(drawn.children), draw)
        for family, kept_from in zip(
            drawn.families[::3], draw.sample(drawn.adults, len(drawn.families[::3])), strict=True
        )
    )


def _restriction(family: Family, kept_from: Adult, child: Child, draw: random.Random) -> ContactRestriction:
    return ContactRestriction(
        family=family, kept_from=kept_from, about_child=child, basis=draw.choice(list(Basis)), **_period(draw)
    )


def _write(made: Any) -> list[Any]:
    rows: list[models.Model] = list(made)
    return type(rows[0])._base_manager.bulk_create(rows, ignore_conflicts=False) if rows else []


def _period(draw: random.Random) -> dict[str, Any]:
    starts, ends = draw.choice(PERIODS)
    return {"valid_from": starts, "valid_to": ends}


def _family(draw: random.Random) -> Family:
    restricted = draw.random() < 0.3
    return Family(entered_on=LONG_AGO, restricted=restricted, restricted_why="A reason" if restricted else None)


def _adult(user: Any) -> Adult:
    return Adult(given_name="Amara", family_name="Okoye", user=user)


def _child() -> Child:
    return Child(given_name="Tobi", state=ChildState.BORN, date_of_birth=LONG_AGO)
