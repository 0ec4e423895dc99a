"""Make-believe families, each drawn by its own number: couples, single parents, parents who live apart, grandparents
and foster carers; twins, babies on their way, names of one word; a few whose address is hidden."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from fingerpost.families.rules.entering import NewAdult, NewCare, NewChild, NewContact, NewFamily, NewHome
from fingerpost.families.vocabulary import ContactKind, Living, Relationship, Responsibility

HOSTS = "make-believe.example"
STREETS = (
    "Larkspur Way", "Old Kiln Lane", "Sparrow Close", "Fiddlers Green", "Quince Row", "Marigold Walk",
    "Bobbin Street", "Lantern Court", "Tansy Road", "Mill Leat", "Cuckoo Rise", "Pepperwell Gardens",
)  # fmt: skip
# Of a hundred families: who the adults are, and what they are to the children. A second who is away lives elsewhere.
SHAPES: Sequence[tuple[int, str]] = (
    (58, "couple"),
    (16, "mother"),
    (10, "apart"),
    (5, "mother and gran"),
    (4, "two mothers"),
    (4, "gran"),
    (3, "foster"),
)
HIDDEN, EXPECTING, TWINS, NO_EMAIL = 3, 11, 3, 30  # of a hundred


@dataclass(frozen=True, slots=True)
class Cast:
    """Everything that a family is drawn from: its luck, the day, its postcode and its names."""

    luck: Random
    today: date
    postcode: str
    names: Mapping[str, Any]

    def chance(self, of_a_hundred: int) -> bool:
        return self.luck.randrange(100) < of_a_hundred


def family_of(cast: Cast) -> NewFamily:
    """A family that could be."""
    shape = cast.luck.choices([name for _, name in SHAPES], [share for share, _ in SHAPES])[0]
    last = cast.luck.choice(cast.names["last"])
    adults, relations = _adults(cast, shape, last)
    cares = tuple(_care(place, relation) for place, relation in enumerate(relations))
    hidden = shape == "apart" and cast.chance(10 * HIDDEN)
    homes = [NewHome(lines=_lines(cast.luck), postcode=cast.postcode, hidden=hidden, safe_to_post=not hidden)]
    return NewFamily(adults=adults, children=_children(cast, last, cares), homes=tuple(homes))


def _care(place: int, relation: Relationship) -> NewCare:
    parents = (Relationship.MOTHER, Relationship.FATHER)
    sure = Responsibility.YES if relation in parents else Responsibility.NOT_SURE
    return NewCare(adult=place, relationship=relation, responsibility=sure)


def _adults(cast: Cast, shape: str, last: str) -> tuple[tuple[NewAdult, ...], tuple[Relationship, ...]]:
    woman, man = _adult(cast, "women", last), _adult(cast, "men", _last_of_another(cast, last))
    gran = _adult(cast, "women", last, older=27)
    mother, father = Relationship.MOTHER, Relationship.FATHER
    shapes: dict[str, tuple[tuple[NewAdult, ...], tuple[Relationship, ...]]] = {
        "couple": ((woman, man), (mother, father)),
        "mother": ((woman,), (mother,)),
        "apart": ((woman, replace(man, living=Living.ELSEWHERE)), (mother, father)),
        "mother and gran": ((woman, gran), (mother, Relationship.GRANDPARENT)),
        "two mothers": ((woman, _adult(cast, "women", last)), (mother, Relationship.PARENT)),
        "gran": ((gran,), (Relationship.KINSHIP_CARER,)),
        "foster": ((_adult(cast, "women", last, older=15),), (Relationship.FOSTER_CARER,)),
    }
    return shapes[shape]


def _last_of_another(cast: Cast, last: str) -> str:
    return str(cast.luck.choice(cast.names["last"])) if cast.chance(40) else last


def _adult(cast: Cast, kind: str, last: str, older: int = 0) -> NewAdult:
    given, born = cast.luck.choice(cast.names[kind]), cast.luck.randrange(19, 43) + older
    return NewAdult(
        given_name=given,
        family_name="" if cast.chance(cast.names["one_word"]) else last,
        date_of_birth=cast.today - timedelta(days=born * 365 + cast.luck.randrange(365)),
        contacts=_contacts(cast, given),
    )


def _contacts(cast: Cast, given: str) -> tuple[NewContact, ...]:
    """A number that telephone companies keep for plays, and mostly an address where no mail can go."""
    number = f"07700 900 {cast.luck.randrange(1000):03d}"
    text, voice = cast.chance(90), cast.chance(60)
    mobile = NewContact(
        kind=ContactKind.MOBILE,
        value=number,
        preferred=True,
        safe_to_call=True,
        safe_to_text=text,
        safe_for_voicemail=voice,
    )
    if cast.chance(NO_EMAIL) or not given.isascii():
        return (mobile,)
    address = f"{given.replace(' ', '.').lower()}{cast.luck.randrange(10_000)}@{HOSTS}"
    return (mobile, NewContact(kind=ContactKind.EMAIL, value=address, safe_to_email=True))


def _children(cast: Cast, last: str, cares: tuple[NewCare, ...]) -> tuple[NewChild, ...]:
    """One to three, mostly under five; twins share a birthday."""
    number = cast.luck.choices((1, 2, 3), (55, 35, 10))[0]
    births = sorted(cast.luck.sample(range(40, 5 * 365 + 200, 330), number))
    names = cast.luck.sample(cast.names["children"], min(number + 1, len(cast.names["children"])))
    children = [
        NewChild(given_name=name, family_name=last, date_of_birth=cast.today - timedelta(days=days), cares=cares)
        for name, days in zip(names, births, strict=False)
    ]
    if cast.chance(TWINS) and len(names) > number:
        together = [
            replace(child, born_with="twins") for child in (children[0], replace(children[0], given_name=names[-1]))
        ]
        return (*together, *children[1:])
    if births[0] > 330 and cast.chance(3 * EXPECTING):
        due = cast.today + timedelta(days=cast.luck.randrange(5, 200))
        children.append(NewChild(family_name=last, due_on=due, cares=cares))
    return tuple(children)


def _lines(luck: Random) -> str:
    return f"{luck.randrange(1, 120)} {luck.choice(STREETS)}"
