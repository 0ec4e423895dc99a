"""Reading families from a table that another system exported: one row a family, its columns told by their headings.

Each row is read by itself and says what is wrong with it; a family comes in whole or not at all.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from fingerpost.families.rules.contacts import kept_number
from fingerpost.families.rules.entering import NewAdult, NewCare, NewChild, NewContact, NewFamily, NewHome, problems
from fingerpost.families.vocabulary import ContactKind, Problem, Relationship

HEADINGS: Final = Path(__file__).parents[1] / "data" / "import_columns.toml"
SIGNS: Final = re.compile(r"[^a-z0-9]+")
DAYS: Final = (
    re.compile(r"(?P<day>\d{1,2})([/.-])(?P<month>\d{1,2})\2(?P<year>\d{4})", re.ASCII),
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", re.ASCII),
)
MOST: Final = {"family": 1, "adult": 6, "child": 12}  # of each kind in a row
LONGEST: Final = {"given_name": 100, "family_name": 100, "known_as": 100, "number": 60}
YES: Final = frozenset({"y", "yes", "true", "1", "x"})

Place = tuple[str, int, str]  # family, adult or child; which of them, from 1; what of it
NUMBER: Final[Place] = ("family", 1, "number")
Cells = Mapping[Place, str]


@cache
def headings() -> Mapping[str, Place]:
    """Each known heading with what its column holds."""
    told = tomllib.loads(HEADINGS.read_text())
    return {
        heading.format(n=number): (kind, number, name)
        for kind, most in MOST.items()
        for number in range(1, most + 1)
        for name, written in told[kind].items()
        for heading in written
    }


def plain_heading(text: str) -> str:
    """`Adult 1 D.O.B.` as `adult 1 dob`."""
    return SIGNS.sub(" ", text.lower().replace(".", "").replace("’", "").replace("'", "")).strip()


def columns(row: Sequence[str]) -> list[Place | None]:
    """What each column holds; None where the heading is not known."""
    return [headings().get(plain_heading(text)) for text in row]


@dataclass(frozen=True, slots=True)
class Read:
    """A row, read: the number that the family has in the other system, the family, and what is wrong with it."""

    number: str
    family: NewFamily
    centre: str
    since: date | None
    problems: tuple[Problem, ...]


def read_row(row: Sequence[str], places: Sequence[Place | None], on: date) -> Read:
    """A family from a row of a table. An empty cell says nothing; a day that cannot be read is a problem."""
    pairs = zip(places, row, strict=False)
    cells = {place: text for place, cell in pairs if place is not None and (text := cell.strip())}
    wrong: list[Problem] = []
    number = number_of(row, places)
    if not number:
        wrong.append(Problem.NO_FAMILY_NUMBER)
    if any(len(text) > LONGEST.get(name, len(text)) for (_kind, _number, name), text in cells.items()):
        wrong.append(Problem.TOO_LONG)
    adults, relations = _adults(cells, wrong)
    family = NewFamily(adults=adults, children=tuple(_children(cells, relations, wrong)), homes=tuple(_homes(cells)))
    since = _day(cells, ("family", 1, "since"), wrong)
    found = (*wrong, *problems(family, on))
    return Read(number, family, cells.get(("family", 1, "centre"), ""), since, tuple(dict.fromkeys(found)))


def number_of(row: Sequence[str], places: Sequence[Place | None]) -> str:
    """The number of a family in the other system, without reading the rest of the row."""
    told = [text for place, cell in zip(places, row, strict=False) if place == NUMBER and (text := cell.strip())]
    return told[-1] if told else ""


def _numbers(cells: Cells, kind: str) -> list[int]:
    """Which people of a kind the row says anything about."""
    return sorted({number for each, number, _ in cells if each == kind})


def _adults(cells: Cells, wrong: list[Problem]) -> tuple[tuple[NewAdult, ...], list[Relationship]]:
    numbers = _numbers(cells, "adult")
    adults = tuple(_adult(cells, number, wrong) for number in numbers)
    return adults, [_relationship(cells.get(("adult", number, "relationship"), "")) for number in numbers]


def _adult(cells: Cells, number: int, wrong: list[Problem]) -> NewAdult:
    def cell(name: str) -> str:
        return cells.get(("adult", number, name), "")

    return NewAdult(
        given_name=cell("given_name"),
        family_name=cell("family_name"),
        known_as=cell("known_as"),
        date_of_birth=_day(cells, ("adult", number, "date_of_birth"), wrong),
        contacts=tuple(_contacts(cells, number)),
    )


def _contacts(cells: Cells, number: int) -> Iterator[NewContact]:
    """Ways to reach an adult. Nothing is safe unless the row says so."""

    def cell(name: str) -> str:
        return cells.get(("adult", number, name), "")

    def safe(name: str) -> bool:
        return cell(name).lower() in YES

    told = ((kept_number(value), value) for name in ("phone", "mobile") if (value := cell(name)))
    for value in reversed(dict(told).values()):  # one number in both columns is one way to reach them
        mobile = value.lstrip("+( ").startswith(("07", "447", "00447"))
        kind = ContactKind.MOBILE if mobile else ContactKind.LANDLINE
        texts = mobile and safe("safe_to_text")
        yield NewContact(kind=kind, value=value, safe_to_call=safe("safe_to_call"), safe_to_text=texts)
    if email := cell("email"):
        yield NewContact(kind=ContactKind.EMAIL, value=email, safe_to_email=safe("safe_to_email"))


def _children(cells: Cells, relations: Sequence[Relationship], wrong: list[Problem]) -> Iterator[NewChild]:
    cares = tuple(NewCare(adult=place, relationship=each) for place, each in enumerate(relations))
    for number in _numbers(cells, "child"):
        yield NewChild(
            given_name=cells.get(("child", number, "given_name"), ""),
            family_name=cells.get(("child", number, "family_name"), ""),
            known_as=cells.get(("child", number, "known_as"), ""),
            date_of_birth=_day(cells, ("child", number, "date_of_birth"), wrong),
            due_on=_day(cells, ("child", number, "due_on"), wrong),
            cares=cares,
        )


def _homes(cells: Cells) -> Iterator[NewHome]:
    def cell(name: str) -> str:
        return cells.get(("family", 1, name), "")

    lines = ", ".join(filter(None, (cell("lines"), cell("town"))))
    if lines or cell("postcode"):
        hidden, post = (cell(name).lower() in YES for name in ("hidden", "safe_to_post"))
        yield NewHome(lines=lines, postcode=cell("postcode"), hidden=hidden, safe_to_post=post)


@lru_cache(maxsize=1_000)
def _relationship(text: str) -> Relationship:
    """What an adult is to the children, in the words of the list; anything else is somebody else."""
    said = plain_heading(text)
    return next((each for each in Relationship if said in (each.value, plain_heading(each.value))), Relationship.OTHER)


def _day(cells: Cells, place: Place, wrong: list[Problem]) -> date | None:
    text = cells.get(place, "")
    if not text:
        return None
    day = day_of(text)
    if day is None:
        wrong.append(Problem.NO_DAY)
    return day


@lru_cache(maxsize=50_000)
def day_of(text: str) -> date | None:
    """`29/02/2024`, `29.2.2024` or `2024-02-29` as a day; None for what is none."""
    found = next((found for written in DAYS if (found := written.fullmatch(text))), None)
    if found is None:
        return None
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None
