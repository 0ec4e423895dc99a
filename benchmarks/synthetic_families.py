"""Make-believe families, and the same families as they would be entered again: with nicknames, slips and changes.

How often what goes wrong is a guess from what registrations look like, written down in `HABITS`; it is not from any
county's records. Families who live together, neighbours with one name, and twins are there too: they must not be
taken for one another.
"""

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Final

from fingerpost.families.rules.doubles import Household, Person
from fingerpost.families.rules.spelling import names_of_one

NAMES = Path(__file__).parent / "data" / "names.toml"
HABITS: Final = {
    "given name by another form": 0.10,
    "given name with a slip": 0.05,
    "names in each other's box": 0.015,
    "family name with a slip": 0.05,
    "family name changed": 0.04,
    "day of birth with a slip": 0.03,
    "day of birth of an adult left out": 0.35,
    "moved": 0.12,
    "postcode with a slip": 0.02,
    "street written otherwise": 0.15,
    "other telephone": 0.22,
    "telephone with a slip": 0.02,
    "telephone left out": 0.08,
    "other mail address": 0.20,
    "mail address with a slip": 0.02,
    "mail address left out": 0.25,
    "an adult left out": 0.25,
    "an older child left out": 0.05,
    "a new baby": 0.08,
}
RELATED: Final = 0.03  # families that live with relatives who are registered too
LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
FIRST_BORN, LAST_BORN = date(2021, 11, 1), date(2026, 10, 31)


@dataclass(frozen=True, slots=True)
class County:
    """Families; which of them are the same, and which live together: pairs of their places in the list."""

    families: list[Household]
    same: frozenset[tuple[int, int]]
    related: frozenset[tuple[int, int]]


class Maker:
    """Draws families, one after the other, from one seed."""

    def __init__(self, seed: int) -> None:
        self._dice = Random(seed)
        words = {name: text.split() for name, text in tomllib.loads(NAMES.read_text()).items()}
        built = [place + ending for place in words["places"] for ending in words["endings"]]
        Random(1).shuffle(built)
        self._surnames = Drawn(words["surnames"] + built, 0.75)
        self._girls, self._boys = Drawn(words["girls"], 0.6), Drawn(words["boys"], 0.6)
        self._streets = [f"{street} {kind}" for street in words["streets"] for kind in words["kinds"]]
        self._forms = {form: _other_forms(form) for form in names_of_one()}

    def county(self, families: int, doubles: int) -> County:
        """So many families; the last of them are earlier ones, entered again."""
        first, related = [self.family()], set()
        while len(first) < families - doubles:
            host = self._dice.randrange(len(first)) if self._happens(RELATED) else None
            if host is not None:
                related.add((host, len(first)))
            first.append(self.family() if host is None else self._relative(first[host]))
        chosen = self._dice.sample(range(len(first)), doubles)
        again = [self.again(first[place]) for place in chosen]
        return County(
            first + again, frozenset((place, len(first) + i) for i, place in enumerate(chosen)), frozenset(related)
        )

    def family(self) -> Household:
        name = self._surnames.draw(self._dice)
        partner = name if self._happens(0.6) else self._surnames.draw(self._dice)
        adults = [self._adult(name), self._adult(partner)][: 1 if self._happens(0.25) else 2]
        return Household(
            people=(*adults, *self._children(name)),
            postcode=self._postcode(),
            street=f"{self._dice.randint(1, 180)} {self._dice.choice(self._streets)}",
            phones=(self._phone(),),
            emails=(self._email(adults[0]),),
        )

    def again(self, family: Household) -> Household:
        """The same family, as another worker enters it in another year, or its other parent."""
        people = [self._same_person(person) for person in self._still_there(family.people)]
        changed = self._surnames.draw(self._dice) if self._happens(HABITS["family name changed"]) else ""
        if changed:
            people = [replace(person, family=changed) if self._happens(0.5) else person for person in people]
        moved = self.family() if self._happens(HABITS["moved"]) else None
        self._dice.shuffle(people)
        return Household(
            people=tuple(people),
            postcode=self._slipped(moved.postcode if moved else family.postcode, "postcode with a slip"),
            street=moved.street if moved else self._street_again(family.street),
            phones=self._reached(family.phones, "telephone", self._phone),
            emails=self._reached(family.emails, "mail address", lambda: self._email(people[0])),
        )

    def _still_there(self, people: Sequence[Person]) -> list[Person]:
        adults = [person for person in people if not person.child]
        children = [person for person in people if person.child]
        if len(adults) > 1 and self._happens(HABITS["an adult left out"]):
            adults.remove(self._dice.choice(adults))
        if len(children) > 1 and self._happens(HABITS["an older child left out"]):
            children = children[1:]
        if self._happens(HABITS["a new baby"]):
            children += self._children(children[0].family)[:1]
        return adults + children

    def _same_person(self, person: Person) -> Person:
        given, family, born = person.given, person.family, person.born
        if (forms := self._forms.get(given)) and self._happens(HABITS["given name by another form"]):
            given = self._dice.choice(forms)
        given = self._slipped(given, "given name with a slip")
        family = self._slipped(family, "family name with a slip")
        if self._happens(HABITS["names in each other's box"]):
            given, family = family, given
        if not person.child and self._happens(HABITS["day of birth of an adult left out"]):
            born = ""
        elif self._happens(HABITS["day of birth with a slip"]):
            born = self._date_slipped(born)
        return Person(given, family, born, person.child)

    def _relative(self, family: Household) -> Household:
        """Another family at the same address: a sister's, or that of the grown-up children."""
        other = self.family()
        name = family.people[0].family
        people = tuple(replace(person, family=name) if person.child else person for person in other.people)
        phones = family.phones if self._happens(0.2) else other.phones
        return replace(other, people=people, postcode=family.postcode, street=family.street, phones=phones)

    def _children(self, name: str) -> list[Person]:
        born = self._day(FIRST_BORN, LAST_BORN)
        count = 1 if self._happens(0.55) else 2 if self._happens(0.8) else 3
        children = []
        for _ in range(count):
            children.append(Person(self._given(), name, written(born), child=True))
            if not self._happens(0.03):  # twins share their day
                born -= timedelta(days=self._dice.randint(300, 1_100))
        return children[::-1]

    def _adult(self, name: str) -> Person:
        born = "" if self._happens(0.2) else written(self._day(date(1978, 1, 1), date(2006, 1, 1)))
        return Person(self._given(), name, born, child=False)

    def _given(self) -> str:
        return (self._girls if self._happens(0.5) else self._boys).draw(self._dice)

    def _day(self, first: date, last: date) -> date:
        return first + timedelta(days=self._dice.randint(0, (last - first).days))

    def _postcode(self) -> str:
        area = self._dice.choice(["al", "hp", "sg", "wd", "en", "cm"])
        unit = self._dice.choice("abdefghj") + self._dice.choice("lnpqrst")
        return f"{area}{self._dice.randint(1, 9)}{self._dice.randint(1, 9)}{unit}"

    def _phone(self) -> str:
        return f"07{self._dice.randint(100_000_000, 999_999_999)}"

    def _email(self, person: Person) -> str:
        return f"{person.given}.{person.family}{self._dice.randint(1, 99)}@mail.example"

    def _reached(self, known: tuple[str, ...], what: str, other: Callable[[], str]) -> tuple[str, ...]:
        if self._happens(HABITS[f"{what} left out"]):
            return ()
        if self._happens(HABITS[f"other {what}"]):
            return (other(),)
        return tuple(self._slipped(each, f"{what} with a slip") for each in known)

    def _street_again(self, street: str) -> str:
        if not self._happens(HABITS["street written otherwise"]):
            return street
        number, _, rest = street.partition(" ")
        short = rest.replace("road", "rd").replace("street", "st").replace("avenue", "ave").replace("close", "cl")
        return self._dice.choice([f"{number} {short}", f"flat {self._dice.randint(1, 9)} {street}", self.slip(street)])

    def _slipped(self, text: str, habit: str) -> str:
        return self.slip(text) if self._happens(HABITS[habit]) else text

    def slip(self, text: str) -> str:
        """One letter left out, doubled, put in, changed, or two that changed places."""
        if len(text) < 2:
            return text
        at = self._dice.randrange(len(text) - 1)
        letter = self._dice.choice("0123456789" if text[at].isdigit() else LETTERS)
        return self._dice.choice([
            text[:at] + text[at + 1 :],
            text[: at + 1] + text[at:],
            text[:at] + letter + text[at:],
            text[:at] + letter + text[at + 1 :],
            text[:at] + text[at + 1] + text[at] + text[at + 2 :],
        ])  # fmt: skip

    def _date_slipped(self, born: str) -> str:
        if not born:
            return born
        day, month, year = born[:2], born[2:4], born[4:]
        turned = month + day + year if int(day) <= 12 else born
        other_day = f"{max(1, min(28, int(day) + self._dice.choice([-1, 1, 10])))!s:0>2}"
        other_year = str(int(year) + self._dice.choice([-1, 1, 10, -10]))
        return self._dice.choice([turned, other_day + month + year, day + month + other_year])

    def _happens(self, how_often: float) -> bool:
        return self._dice.random() < how_often


class Drawn:
    """Words of which the first are drawn most often: by the power law that names follow."""

    def __init__(self, words: Sequence[str], steep: float) -> None:
        self._words = words
        total, self._sums = 0.0, []
        for place in range(1, len(words) + 1):
            total += place**-steep
            self._sums.append(total)

    def draw(self, dice: Random) -> str:
        return dice.choices(self._words, cum_weights=self._sums)[0]


def written(day: date) -> str:
    return day.strftime("%d%m%Y")


def _other_forms(form: str) -> list[str]:
    numbers = set(names_of_one()[form])
    return [other for other, theirs in names_of_one().items() if other != form and numbers & set(theirs)]
