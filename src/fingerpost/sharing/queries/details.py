"""The details of people that a share shows, read from the family's record as it is now, each by its name in the table.

There is a reader for each detail that the table of what is shared can name, and nothing else is read.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from django.db import connection
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fingerpost.base.postcode import spaced
from fingerpost.families.models import Address, Adult, Child, Contact, Note
from fingerpost.families.queries.records import ContactRow, contact_row
from fingerpost.families.vocabulary import NoteKind
from fingerpost.places.models.dated import valid_on

READING = "the details that a share names"
NAMES: Final = frozenset({"child.given_name", "child.family_name", "adult.given_name", "adult.family_name"})
Fields = frozenset[str]


@dataclass(frozen=True, slots=True)
class Told:
    """Of a family, by number: the details of each adult and child, by reference. at_home: adults who live there."""

    family: int
    adults: Mapping[str, Fields]
    children: Mapping[str, Fields]
    at_home: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Detail:
    """One detail of somebody, as it may be read. field: `model.field`, as the table of what is shared names it."""

    field: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class PersonShared:
    """Somebody of the family. ways: how to reach them, where that was shared, and what is safe."""

    child: bool
    details: tuple[Detail, ...]
    ways: tuple[ContactRow, ...] = ()

    @property
    def name(self) -> str:
        """What they are called, of what was shared."""
        called = {each.field.split(".")[1]: each.value for each in self.details}
        if self.child and "given_name" not in called and "family_name" in called:
            return _("Baby {name}").format(name=called["family_name"])
        return " ".join(filter(None, (called.get("given_name"), called.get("family_name"))))


@dataclass(frozen=True, slots=True)
class Person:
    """An adult or a child as they stand on record, under the names of the columns. pk: the number, among their kind."""

    child: bool
    pk: int
    reference: str
    given_name: str
    family_name: str
    known_as: str
    date_of_birth: date | None
    due_on: date | None
    language: str
    interpreter: bool | None


@dataclass(frozen=True, slots=True)
class Rows:
    """What was read: people by reference, and what belongs to each by their number."""

    people: Mapping[str, Person]
    contacts: tuple[Contact, ...] = ()
    addresses: tuple[Address, ...] = ()
    notes: tuple[Note, ...] = ()


def people_of(shares: Mapping[int, Told], on: date, only: Fields | None = None) -> dict[int, list[PersonShared]]:
    """Whom each share is about, adults first, with the details that it shows. only: these details and no other."""
    asked = {key: _only(told, only) for key, told in shares.items()}
    rows = _read(asked.values(), on)
    return {
        key: [
            *(_adult(rows, told, rows.people[who], shown) for who, shown in sorted(told.adults.items())),
            *(_child(rows, rows.people[who], shown) for who, shown in sorted(told.children.items())),
        ]
        for key, told in asked.items()
    }


def _only(told: Told, only: Fields | None) -> Told:
    if only is None:
        return told
    adults, children = ({who: shown & only for who, shown in each.items()} for each in (told.adults, told.children))
    return replace(told, adults=adults, children=children)


def _read(shares: Iterable[Told], on: date) -> Rows:
    """The rows that the details stand in; tables of which no detail is shown are not read."""
    told = list(shares)
    people = _people({who for each in told for who in (*each.adults, *each.children)})
    shown = frozenset().union(*(one for each in told for one in (*each.adults.values(), *each.children.values())))
    adults = [each.pk for each in people.values() if not each.child]
    families = {each.family for each in told}
    addressed = any(each.startswith("address.") for each in shown)
    return Rows(
        people=people,
        contacts=_contacts(adults, on) if "contact.value" in shown else (),
        addresses=_addresses(families, on) if addressed else (),
        notes=_notes(families, on) if "note.text" in shown else (),
    )


# Written out: adults and children in one statement. Row security holds it as any other.
_PEOPLE: Final = """
    select false, id, reference, given_name, family_name, known_as, date_of_birth, null::date, language, interpreter
    from families_adult where reference = any(%(people)s)
    union all
    select true, id, reference, given_name, family_name, known_as, date_of_birth, due_on, '', null
    from families_child where reference = any(%(people)s)
"""


def _people(references: set[str]) -> dict[str, Person]:
    if not references:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_PEOPLE, {"people": sorted(references)})
        found = [Person(*row) for row in cursor.fetchall()]
    return {each.reference: each for each in found}


def _contacts(adults: list[int], on: date) -> tuple[Contact, ...]:
    """Ways that are safe for something: nobody is told of a number that must not be called."""
    rows = Contact.objects.told(READING).filter(valid_on(on), adult__in=adults).order_by("-preferred", "pk")
    return tuple(row for row in rows if row.safe_to_call or row.safe_to_text or row.safe_to_email)


def _addresses(families: Iterable[int], on: date) -> tuple[Address, ...]:
    return tuple(Address.objects.told(READING).filter(valid_on(on), family__in=list(families), hidden=False))


def _notes(families: Iterable[int], on: date) -> tuple[Note, ...]:
    """Notes on health and needs. One on safety leaves by nobody's desk."""
    rows = Note.objects.told(READING).filter(valid_on(on), family__in=list(families)).order_by("pk")
    return tuple(row for row in rows if row.kind.shown() in (NoteKind.HEALTH, NoteKind.NEEDS))


def _adult(rows: Rows, told: Told, adult: Person, shown: Fields) -> PersonShared:
    home = _home_of(rows, told, adult)
    details = [*_told(adult, "adult", ADULT, shown), *(_told(home, "address", ADDRESS, shown) if home else ())]
    ways = [each for each in rows.contacts if each.adult_id == adult.pk and "contact.value" in shown]
    return PersonShared(False, tuple(details), tuple(map(contact_row, ways)))


def _home_of(rows: Rows, told: Told, adult: Person) -> Address | None:
    """Where an adult lives: an address of their own or, for those who live there all the time, that of the home."""
    mine = [each for each in rows.addresses if each.adult_id == adult.pk]
    home = [each for each in rows.addresses if each.adult_id is None and each.family_id == told.family]
    lives_there = adult.reference in told.at_home
    return next(iter(mine or (home if lives_there else [])), None)


def _child(rows: Rows, child: Person, shown: Fields) -> PersonShared:
    notes = [each for each in rows.notes if each.child_id == child.pk and "note.text" in shown]
    told = [Detail("note.text", str(NoteKind(each.kind.shown()).label), each.text.shown()) for each in notes]
    return PersonShared(True, (*_told(child, "child", CHILD, shown), *told))


def _told(row: Any, model: str, readers: Mapping[str, Callable[[Any], str]], shown: Fields) -> list[Detail]:
    """The details of a row that are shown and that there are."""
    read = ((field, reader(row)) for field, reader in readers.items() if f"{model}.{field}" in shown)
    return [Detail(f"{model}.{field}", _label(MODELS[model], field), value) for field, value in read if value]


def _label(model: Any, field: str) -> str:
    """What a field of a model, or of a row, is called."""
    return capfirst(str(model._meta.get_field(field).verbose_name))


def labels(fields: Iterable[str]) -> tuple[str, ...]:
    """Details in words, in the order of the table; what is safe to do with a number goes with the number."""
    shown = set(fields)
    return tuple(_called(each) for each in ORDER if each in shown)


def _called(detail: str) -> str:
    model, field = detail.split(".")
    return str(CALLED.get(detail) or _label(MODELS[model], field))


def _day(value: date | None) -> str:
    return date_format(value, "j F Y") if value else ""


def _interpreter(adult: Person) -> str:
    if adult.interpreter is None:
        return ""
    return _("Yes") if adult.interpreter else _("No")


CHILD: Final[Mapping[str, Callable[[Any], str]]] = {
    "given_name": lambda child: child.given_name,
    "family_name": lambda child: child.family_name,
    "known_as": lambda child: child.known_as,
    "date_of_birth": lambda child: _day(child.date_of_birth),
    "due_on": lambda child: _day(child.due_on) if child.date_of_birth is None else "",
}
ADULT: Final[Mapping[str, Callable[[Any], str]]] = {
    "given_name": lambda adult: adult.given_name,
    "family_name": lambda adult: adult.family_name,
    "date_of_birth": lambda adult: _day(adult.date_of_birth),
    "language": lambda adult: adult.language,
    "interpreter": _interpreter,
}
ADDRESS: Final[Mapping[str, Callable[[Any], str]]] = {
    "lines": lambda address: address.lines.shown(),
    "postcode": lambda address: spaced(address.postcode.shown()),
}
MODELS: Final[Mapping[str, Any]] = {
    "adult": Adult,
    "child": Child,
    "address": Address,
    "contact": Contact,
    "note": Note,
}
# What the model calls by a word that says nothing beside those of other models.
CALLED: Final[Mapping[str, Any]] = {
    "contact.value": gettext_lazy("Phone number or e-mail address"),
    "note.text": gettext_lazy("Notes on health and needs"),
}
ORDER: Final = (
    *(f"child.{each}" for each in CHILD),
    *(f"adult.{each}" for each in ADULT),
    "contact.value",
    *(f"address.{each}" for each in ADDRESS),
    "note.text",
)
SAFE: Final = frozenset(
    f"contact.{each}" for each in ("safe_to_call", "safe_to_text", "safe_for_voicemail", "safe_to_email")
)
READERS: Final = frozenset(ORDER) | SAFE
"""Everything that can be read: the table may name nothing else."""
