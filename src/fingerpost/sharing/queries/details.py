"""The details of people that a share shows, read from the family's record as it is now, each by its name in the table.

There is a reader for each detail that the table of what is shared can name, and nothing else is read.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from fingerpost.base.postcode import spaced
from fingerpost.families.models import Address, Adult, AdultMembership, Child, Contact, Note
from fingerpost.families.queries.records import ContactRow, contact_row
from fingerpost.families.vocabulary import Living, NoteKind
from fingerpost.places.models.dated import valid_on

READING = "the details that a share names"
NAMES: Final = frozenset({"child.given_name", "child.family_name", "adult.given_name", "adult.family_name"})
Fields = frozenset[str]


@dataclass(frozen=True, slots=True)
class Told:
    """Of a family, by number: the details of each adult and child, by reference."""

    family: int
    adults: Mapping[str, Fields]
    children: Mapping[str, Fields]


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
        return " ".join(filter(None, (called.get("given_name"), called.get("family_name"))))


@dataclass(frozen=True, slots=True)
class Rows:
    """What was read: people by reference, and what belongs to each by their number."""

    adults: Mapping[str, Adult]
    children: Mapping[str, Child]
    contacts: tuple[Contact, ...] = ()
    addresses: tuple[Address, ...] = ()
    notes: tuple[Note, ...] = ()
    at_home: frozenset[tuple[int, int]] = frozenset()  # families and the adults who live there all the time


def people_of(shares: Mapping[int, Told], on: date, only: Fields | None = None) -> dict[int, list[PersonShared]]:
    """Whom each share is about, adults first, with the details that it shows. only: these details and no other."""
    asked = {key: _only(told, only) for key, told in shares.items()}
    rows = _read(asked.values(), on)
    return {
        key: [
            *(_adult(rows, told.family, rows.adults[who], shown) for who, shown in sorted(told.adults.items())),
            *(_child(rows, rows.children[who], shown) for who, shown in sorted(told.children.items())),
        ]
        for key, told in asked.items()
    }


def _only(told: Told, only: Fields | None) -> Told:
    if only is None:
        return told
    adults, children = ({who: shown & only for who, shown in each.items()} for each in (told.adults, told.children))
    return Told(told.family, adults, children)


def _read(shares: Iterable[Told], on: date) -> Rows:
    """The rows that the details stand in; tables of which no detail is shown are not read."""
    told = list(shares)
    adults = _people(Adult, [who for each in told for who in each.adults])
    children = _people(Child, [who for each in told for who in each.children])
    shown = frozenset().union(*(one for each in told for one in (*each.adults.values(), *each.children.values())))
    numbers = [each.pk for each in adults.values()]
    families = {each.family for each in told}
    addressed = any(each.startswith("address.") for each in shown)
    return Rows(
        adults=adults,
        children=children,
        contacts=_contacts(numbers, on) if "contact.value" in shown else (),
        addresses=_addresses(families, on) if addressed else (),
        notes=_notes(families, on) if "note.text" in shown else (),
        at_home=_at_home(families, on) if addressed else frozenset(),
    )


def _people(model: Any, references: list[str]) -> dict[str, Any]:
    if not references:
        return {}
    return {each.reference: each for each in model.objects.told(READING).filter(reference__in=references)}


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


def _at_home(families: Iterable[int], on: date) -> frozenset[tuple[int, int]]:
    rows = AdultMembership.objects.told(READING).filter(valid_on(on), family__in=list(families), living=Living.HERE)
    return frozenset(rows.values_list("family", "adult"))


def _adult(rows: Rows, family: int, adult: Adult, shown: Fields) -> PersonShared:
    home = _home_of(rows, family, adult)
    details = [*_told(adult, "adult", ADULT, shown), *(_told(home, "address", ADDRESS, shown) if home else ())]
    ways = [each for each in rows.contacts if each.adult_id == adult.pk and "contact.value" in shown]
    return PersonShared(False, tuple(details), tuple(map(contact_row, ways)))


def _home_of(rows: Rows, family: int, adult: Adult) -> Address | None:
    """Where an adult lives: an address of their own or, for those who live there all the time, that of the home."""
    mine = [each for each in rows.addresses if each.adult_id == adult.pk]
    home = [each for each in rows.addresses if each.adult_id is None and each.family_id == family]
    lives_there = (family, adult.pk) in rows.at_home
    return next(iter(mine or (home if lives_there else [])), None)


def _child(rows: Rows, child: Child, shown: Fields) -> PersonShared:
    notes = [each for each in rows.notes if each.child_id == child.pk and "note.text" in shown]
    told = [Detail("note.text", str(NoteKind(each.kind.shown()).label), each.text.shown()) for each in notes]
    return PersonShared(True, (*_told(child, "child", CHILD, shown), *told))


def _told(row: Any, model: str, readers: Mapping[str, Callable[[Any], str]], shown: Fields) -> list[Detail]:
    """The details of a row that are shown and that there are."""
    read = ((field, reader(row)) for field, reader in readers.items() if f"{model}.{field}" in shown)
    return [Detail(f"{model}.{field}", _label(row, field), value) for field, value in read if value]


def _label(model: Any, field: str) -> str:
    """What a field of a model, or of a row, is called."""
    return capfirst(str(model._meta.get_field(field).verbose_name))


def labels(fields: Iterable[str]) -> tuple[str, ...]:
    """Details in words, in the order of the table; what is safe to do with a number goes with the number."""
    shown = set(fields)
    return tuple(_in_words(each) for each in ORDER if each in shown)


def _in_words(detail: str) -> str:
    if detail == "note.text":
        return _("What you told us about health and needs")
    model, field = detail.split(".")
    return _label(MODELS[model], field)


def _day(value: date | None) -> str:
    return date_format(value, "j F Y") if value else ""


def _interpreter(adult: Adult) -> str:
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
