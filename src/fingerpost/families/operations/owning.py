"""What a parent puts right by themselves: their own details, and how they are reached (UK GDPR, article 16).

Each of these begins in the same way: the families that whoever is signed in belongs to are held, and the rule for
adults who live apart says what is theirs. Nobody changes what is another adult's.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from fingerpost.accounts.rules import Viewer
from fingerpost.audit.operations import Who, record
from fingerpost.base.scope import Machinery, machinery
from fingerpost.base.verdict import Refused
from fingerpost.families.models import Adult, AdultMembership, Contact, Family
from fingerpost.families.operations.doubles import changed
from fingerpost.families.operations.entering import contact_of
from fingerpost.families.operations.opening import end_before, sound
from fingerpost.families.queries.own import OWN, Belonging, belongings, own_verdict
from fingerpost.families.rules.entering import (
    NewAdult,
    NewContact,
    kept_value,
    problems_of_adult,
    problems_of_contact,
    problems_of_names,
)
from fingerpost.families.vocabulary import FamilyState
from fingerpost.places.models.dated import valid_on


@dataclass(frozen=True, slots=True)
class Names:
    """What somebody is called. A name of one word stands in `given_name`."""

    given_name: str = ""
    family_name: str = ""
    known_as: str = ""

    def stripped(self) -> dict[str, str]:
        """As they are kept."""
        told = {"given_name": self.given_name, "family_name": self.family_name, "known_as": self.known_as}
        return {field: name.strip() for field, name in told.items()}


@dataclass(frozen=True, slots=True)
class OwnChange:
    """A parent who changes something: who they are here, where they belong, and why they may."""

    me: Adult
    belongs: tuple[Belonging, ...]
    by: Who
    on: date
    because: str


def own(viewer: Viewer, by: Who, on: date) -> OwnChange:
    """The families of whoever is signed in, held for this transaction. Raises Refused."""
    verdict = own_verdict(viewer, on)
    verdict.require()
    members = AdultMembership.objects.told(OWN).filter(valid_on(on), adult__user__reference=viewer.user)
    held = Family.objects.told(OWN).filter(pk__in=members.values("family")).order_by("pk")
    list(held.select_for_update())
    belongs = [each for each in belongings(viewer.user, on) if each.member.family.state == FamilyState.OPEN]
    if not belongs:
        raise Refused(_("There is no record of yours that could be changed here. Ask your centre."))
    return OwnChange(belongs[0].member.adult, tuple(belongs), by, on, verdict.reason)


def put_own_on_record(change: OwnChange, operation: str, *, others: Iterable[str] = ()) -> None:
    """Add the change's entry: the families and whoever it is about, never a name."""
    first, *more = dict.fromkeys(each.member.family.reference for each in change.belongs)
    about = [*more, change.me.reference, *others]
    record(operation, kind="family", reference=first, by=change.by, others=about, because=change.because)


def _changed(change: OwnChange) -> None:
    """Whoever compares families has to know."""
    for each in change.belongs:
        changed(each.member.family_id, on=change.on)


@transaction.atomic
@machinery(Machinery.FAMILIES)
def correct_own_name(*, viewer: Viewer, names: Names, by: Who, on: date) -> None:
    """A parent puts their name right. Raises Refused."""
    change = own(viewer, by, on)
    told = names.stripped()
    sound([*problems_of_adult(NewAdult(given_name=told["given_name"]), on), *problems_of_names(told.values())])
    for field, name in told.items():
        setattr(change.me, field, name)
    change.me.save(update_fields=[*told, "sought"])
    _changed(change)
    put_own_on_record(change, "correct own name")


@transaction.atomic
@machinery(Machinery.FAMILIES)
def correct_own_birthday(*, viewer: Viewer, born_on: date | None, by: Who, on: date) -> None:
    """A parent puts their date of birth right, or takes it away. Raises Refused."""
    change = own(viewer, by, on)
    sound(problems_of_adult(NewAdult(given_name=change.me.given_name, date_of_birth=born_on), on))
    change.me.date_of_birth = born_on
    change.me.save(update_fields=["date_of_birth"])
    _changed(change)
    put_own_on_record(change, "correct own birthday")


@transaction.atomic
@machinery(Machinery.FAMILIES)
def correct_own_language(*, viewer: Viewer, language: str, interpreter: bool | None, by: Who, on: date) -> None:
    """A parent says which language they speak best, and whether an interpreter helps. Raises Refused."""
    change = own(viewer, by, on)
    sound(problems_of_names([language.strip()]))
    change.me.language, change.me.interpreter = language.strip(), interpreter
    change.me.save(update_fields=["language", "interpreter"])
    put_own_on_record(change, "correct own language")


@transaction.atomic
@machinery(Machinery.FAMILIES)
def add_own_contact(*, viewer: Viewer, contact: NewContact, by: Who, on: date) -> Contact:
    """A further way to reach a parent, with what they say is safe. Raises Refused."""
    change = own(viewer, by, on)
    sound(problems_of_contact(contact))
    _not_twice(_contacts(change), contact)
    added = _add(change, contact)
    _changed(change)
    put_own_on_record(change, "add own contact", others=[added.reference])
    return added


@transaction.atomic
@machinery(Machinery.FAMILIES)
def change_own_contact(*, viewer: Viewer, reference: str, contact: NewContact, by: Who, on: date) -> Contact:
    """Another number, or something else is safe with it, from now on. What was before stays dated. Raises Refused."""
    change = own(viewer, by, on)
    sound(problems_of_contact(contact))
    standing = _contacts(change)
    row = _named(standing, reference)
    _not_twice([each for each in standing if each != row], contact)
    end_before(row, on)
    added = _add(change, contact)
    _changed(change)
    put_own_on_record(change, "change own contact", others=[reference, added.reference])
    return added


@transaction.atomic
@machinery(Machinery.FAMILIES)
def end_own_contact(*, viewer: Viewer, reference: str, by: Who, on: date) -> None:
    """A number or address is not to be used any more. Raises Refused."""
    change = own(viewer, by, on)
    end_before(_named(_contacts(change), reference), on)
    _changed(change)
    put_own_on_record(change, "end own contact", others=[reference])


def _contacts(change: OwnChange) -> list[Contact]:
    return list(Contact.objects.told(OWN).filter(valid_on(change.on), adult=change.me).order_by("pk"))


def _named(standing: list[Contact], reference: str) -> Contact:
    for each in standing:
        if each.reference == reference:
            return each
    raise Refused(_("We do not have this number or address."))


def _not_twice(standing: Iterable[Contact], contact: NewContact) -> None:
    if any(each.value.shown() == kept_value(contact) for each in standing):
        raise Refused(_("We have this number or address already."))


def _add(change: OwnChange, contact: NewContact) -> Contact:
    """The new row; there is one way that somebody likes best."""
    if contact.preferred:
        Contact.objects.told(OWN).filter(valid_on(change.on), adult=change.me).update(preferred=False)
    return Contact.objects.create(**contact_of(change.me.pk, contact, change.on))
