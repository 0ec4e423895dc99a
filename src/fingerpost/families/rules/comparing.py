"""How a family is written down to be compared with others: names by their letters, numbers without spaces.

A hidden address is left out, so that no likeness tells where somebody lives. So is a baby who has no name yet.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache

import orjson
from anyascii import anyascii

from fingerpost.families.rules.doubles import Household, Person
from fingerpost.families.rules.entering import NewFamily, NewHome, kept_postcode, kept_value
from fingerpost.families.rules.spelling import plain
from fingerpost.families.vocabulary import ContactKind

NOT_IN_A_LINE = re.compile(r"[^a-z0-9]+")
spelt = lru_cache(maxsize=100_000)(plain)


def person(given: str, family: str, born: date | None, *, child: bool) -> Person:
    """Somebody as they are compared."""
    return Person(spelt(given), spelt(family), _digits(born) if born else "", child)


@lru_cache(maxsize=50_000)
def _digits(born: date) -> str:
    return f"{born:%d%m%Y}"


def in_line(person: Person) -> tuple[bool, str, str, str]:
    """The order in which people stand, so that a family is written down as one text however it was entered."""
    return person.child, person.born, person.given, person.family


def line(text: str) -> str:
    """An address in small letters, its parts held apart by one space."""
    return NOT_IN_A_LINE.sub(" ", anyascii(text).lower()).strip()


def household(
    people: Iterable[Person], postcode: str, lines: str, reached: Iterable[tuple[ContactKind, str]]
) -> Household:
    """A family as it is compared, from what is kept: a whole postcode, lines of an address, ways to reach it."""
    ways = sorted(set(reached))
    return Household(
        people=tuple(sorted((each for each in people if each.given or each.born), key=in_line)),
        postcode=postcode.lower(),
        street=line(lines),
        phones=tuple(value for kind, value in ways if kind != ContactKind.EMAIL),
        emails=tuple(value.lower() for kind, value in ways if kind == ContactKind.EMAIL),
    )


def as_compared(new: NewFamily) -> Household:
    """A family that is being entered, as it is compared."""
    home = next((each for each in new.homes if each.of is None and not each.hidden), NewHome(lines="", postcode=""))
    reached = ((each.kind, kept_value(each)) for adult in new.adults for each in adult.contacts)
    return household(_people(new), kept_postcode(home), home.lines, reached)


def _people(new: NewFamily) -> Iterator[Person]:
    for child, people in ((False, new.adults), (True, new.children)):
        for each in people:
            yield person(each.given_name, each.family_name, each.date_of_birth, child=child)


def written(family: Household) -> str:
    """A household as one text."""
    people = [(each.given, each.family, each.born, each.child) for each in family.people]
    return orjson.dumps([people, family.postcode, family.street, family.phones, family.emails]).decode()


def read(text: str) -> Household:
    """The household that was written."""
    people, postcode, street, phones, emails = orjson.loads(text)
    return Household(tuple(Person(*each) for each in people), postcode, street, tuple(phones), tuple(emails))
