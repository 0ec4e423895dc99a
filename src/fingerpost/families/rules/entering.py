"""A family as it is entered, and what may be wrong with it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from fingerpost.base import postcode
from fingerpost.families.rules.ages import years_old
from fingerpost.families.rules.contacts import kept_number
from fingerpost.families.vocabulary import ContactKind, Living, Problem, Relationship, Responsibility

OLDEST = 120  # years
LONGEST_NAME = 100  # letters
read_postcode = lru_cache(maxsize=4_096)(postcode.read)  # asked for several times while one family is entered
LONGEST_WAIT = timedelta(days=300)  # for a birth


@dataclass(frozen=True, slots=True, kw_only=True)
class NewContact:
    """A way to reach somebody, with what they said is safe."""

    kind: ContactKind
    value: str
    preferred: bool = False
    safe_to_call: bool = False
    safe_to_text: bool = False
    safe_for_voicemail: bool = False
    safe_to_email: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAdult:
    """An adult. reference: only for make-believe that is made again; else a new one is drawn."""

    given_name: str
    family_name: str = ""
    known_as: str = ""
    date_of_birth: date | None = None
    living: Living = Living.HERE
    language: str = ""
    interpreter: bool | None = None
    contacts: tuple[NewContact, ...] = ()
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCare:
    """What an adult of the family is to the child. adult: their place in the list of adults, from 0."""

    adult: int
    relationship: Relationship
    responsibility: Responsibility = Responsibility.NOT_SURE


@dataclass(frozen=True, slots=True, kw_only=True)
class NewChild:
    """A child: born, with a date of birth, or expected, with a due date. Twins share `born_with`."""

    given_name: str = ""
    family_name: str = ""
    known_as: str = ""
    date_of_birth: date | None = None
    due_on: date | None = None
    living: Living = Living.HERE
    born_with: str = ""
    cares: tuple[NewCare, ...] = ()
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewHome:
    """An address. of: whose it is, by their place in the list of adults, who lives elsewhere; None: the family's."""

    lines: str
    postcode: str
    hidden: bool = False
    safe_to_post: bool = False
    of: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFamily:
    """A family as it comes in."""

    adults: tuple[NewAdult, ...]
    children: tuple[NewChild, ...] = ()
    homes: tuple[NewHome, ...] = ()
    reference: str = ""


def problems(family: NewFamily, on: date) -> Iterator[Problem]:
    """Everything that is wrong with a family as it is entered on a day."""
    if not family.adults:
        yield Problem.NO_ADULT
    for adult in family.adults:
        yield from problems_of_adult(adult, on)
    for child in family.children:
        yield from problems_of_child(child, on)
        yield from _strangers((care.adult for care in child.cares), family)
    for home in family.homes:
        yield from problems_of_home(home)
        yield from _strangers((home.of,), family)


def _strangers(named: Iterable[int | None], family: NewFamily) -> Iterator[Problem]:
    if any(adult is not None and not 0 <= adult < len(family.adults) for adult in named):
        yield Problem.NOT_IN_FAMILY


def problems_of_adult(adult: NewAdult, on: date) -> Iterator[Problem]:
    """What is wrong with an adult."""
    if not adult.given_name.strip():
        yield Problem.NO_NAME
    yield from _problems_of_birth(adult.date_of_birth, on)
    for contact in adult.contacts:
        yield from problems_of_contact(contact)


def problems_of_child(child: NewChild, on: date) -> Iterator[Problem]:
    """What is wrong with a child. A baby may have no name yet."""
    if (child.date_of_birth is None) == (child.due_on is None):
        yield Problem.BORN_OR_EXPECTED
    yield from _problems_of_birth(child.date_of_birth, on)
    if child.due_on and abs(child.due_on - on) > LONGEST_WAIT:
        yield Problem.DUE_TOO_FAR


def problems_of_names(names: Iterable[str]) -> Iterator[Problem]:
    """What is wrong with names that somebody typed: they may be empty, and are not endless."""
    if any(len(name) > LONGEST_NAME for name in names):
        yield Problem.NAME_TOO_LONG


def _problems_of_birth(born: date | None, on: date) -> Iterator[Problem]:
    if born and born > on:
        yield Problem.NOT_YET_BORN
    if born and years_old(born, on) > OLDEST:
        yield Problem.TOO_LONG_AGO


def problems_of_contact(contact: NewContact) -> Iterator[Problem]:
    """What is wrong with a way to reach somebody."""
    called = contact.safe_to_call or contact.safe_for_voicemail
    if contact.kind is ContactKind.EMAIL:
        name, _at, host = contact.value.strip().partition("@")
        if not name or "." not in host or " " in contact.value.strip():
            yield Problem.NO_EMAIL
        if called or contact.safe_to_text:
            yield Problem.NOT_SAFE_SO
        return
    if not kept_number(contact.value):
        yield Problem.NO_NUMBER
    if contact.safe_to_email or (contact.safe_to_text and contact.kind is ContactKind.LANDLINE):
        yield Problem.NOT_SAFE_SO


def problems_of_home(home: NewHome) -> Iterator[Problem]:
    """What is wrong with an address."""
    if not home.lines.strip():
        yield Problem.NO_LINES
    typed = read_postcode(home.postcode)
    if not (typed and typed.whole):
        yield Problem.NO_POSTCODE


def kept_value(contact: NewContact) -> str:
    """A number or address as it is kept, so that it is found however it was written."""
    return contact.value.strip() if contact.kind is ContactKind.EMAIL else kept_number(contact.value)


def kept_postcode(home: NewHome) -> str:
    """A whole postcode as it is kept: `AL13LD`."""
    typed = read_postcode(home.postcode)
    return typed.compact if typed else ""
