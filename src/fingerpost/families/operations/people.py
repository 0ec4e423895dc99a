"""Who belongs to a family: adults, children born and expected, births and losses, and notes."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from fingerpost.accounts.models import User
from fingerpost.accounts.rules import Doer
from fingerpost.base.identifiers import new_reference
from fingerpost.base.scope import Machinery, machinery
from fingerpost.base.verdict import Refused
from fingerpost.families.models import Adult, AdultMembership, Care, Child, ChildMembership, Contact, Note
from fingerpost.families.operations.doubles import changed
from fingerpost.families.operations.entering import adult_of, cares_of, child_of, contact_of
from fingerpost.families.operations.opening import (
    Change,
    adult_in,
    child_in,
    end_before,
    members,
    opened,
    put_on_record,
    sound,
    who_by,
)
from fingerpost.families.rules.entering import NewAdult, NewChild, problems_of_adult, problems_of_child
from fingerpost.families.rules.seeing import Part
from fingerpost.families.vocabulary import ChildState, Living, NoteKind, Problem
from fingerpost.places.models.dated import valid_on


@transaction.atomic
@machinery(Machinery.FAMILIES)
def add_adult(*, reference: str, adult: NewAdult, by: Doer, on: date) -> Adult:
    """Enter a further adult of a family. Raises Refused."""
    change = opened(reference, by, on, Part.NAMES)
    sound(problems_of_adult(adult, on))
    row = Adult.objects.create(**adult_of(adult, adult.reference or new_reference()))
    AdultMembership.objects.create(family=change.family, adult=row, living=adult.living, valid_from=on)
    Contact.objects.bulk_create([Contact(**contact_of(row.pk, contact, on)) for contact in adult.contacts])
    changed(change.family.pk, on=on)
    put_on_record(change, "add adult", others=[row.reference])
    return row


@transaction.atomic
@machinery(Machinery.FAMILIES)
def add_child(*, reference: str, child: NewChild, by: Doer, on: date) -> Child:
    """Enter a child, born or expected. Its cares count the adults in the order they came. Raises Refused."""
    change = opened(reference, by, on, Part.NAMES)
    sound(problems_of_child(child, on))
    adults = _adults(change, child)
    row = Child.objects.create(**child_of(child, child.reference or new_reference()))
    ChildMembership.objects.create(family=change.family, child=row, living=child.living, valid_from=on)
    cares = cares_of(row.pk, child, [each.pk for each in adults], on)
    Care.objects.bulk_create([Care(**care) for care in cares])
    changed(change.family.pk, on=on)
    put_on_record(change, "add child", others=[row.reference])
    return row


def _adults(change: Change, child: NewChild) -> Sequence[Adult]:
    adults = [member.adult for member in members(change)]
    if any(not 0 <= care.adult < len(adults) for care in child.cares):
        raise Refused(str(Problem.NOT_IN_FAMILY.label))
    return adults


@transaction.atomic
@machinery(Machinery.FAMILIES)
def record_birth(*, reference: str, child: str, born_on: date, given_name: str, by: Doer, on: date) -> Child:
    """An expected child is born. The name may still be empty. Raises Refused."""
    change = opened(reference, by, on, Part.NAMES)
    row = child_in(change, child)
    if row.state != ChildState.EXPECTED:
        raise Refused(_("This child is not expected any more."))
    sound(problems_of_child(NewChild(date_of_birth=born_on), on))
    row.state, row.date_of_birth, row.given_name = ChildState.BORN, born_on, given_name.strip()
    row.save()
    changed(change.family.pk, on=on)
    put_on_record(change, "record birth", others=[row.reference])
    return row


@transaction.atomic
@machinery(Machinery.FAMILIES)
def record_loss(*, reference: str, child: str, ended_on: date, by: Doer, on: date) -> Child:
    """A pregnancy has ended, or a child has died. From now on no machine writes to the family. Raises Refused."""
    change = opened(reference, by, on, Part.NAMES)
    row = child_in(change, child)
    if row.ended_on:
        raise Refused(_("This is on record already."))
    if ended_on > on:
        raise Refused(_("This day is still to come."))
    row.state = ChildState.DIED if row.date_of_birth else ChildState.NOT_BORN
    row.ended_on = ended_on
    row.save()
    change.family.quiet_from = change.family.quiet_from or on
    change.family.save(update_fields=["quiet_from"])
    put_on_record(change, "record loss", others=[row.reference])
    return row


@transaction.atomic
@machinery(Machinery.FAMILIES)
def link_adult(*, reference: str, adult: str, user: User, by: Doer, on: date) -> Adult:
    """Say that somebody who signs in is this adult, so that they see their own family. Raises Refused."""
    change = opened(reference, by, on, Part.NAMES)
    row = adult_in(change, adult)
    if row.user_id or Adult.objects.told(change.told).filter(user=user).exists():
        raise Refused(_("This account or this person is linked already."))
    if who_by(by, on).user == user.reference:
        raise Refused(_("Nobody can link themselves. Ask a colleague."))
    row.user = user
    row.save(update_fields=["user"])
    put_on_record(change, "link adult", others=[row.reference, user.reference])
    return row


@transaction.atomic
@machinery(Machinery.FAMILIES)
def change_living(*, reference: str, person: str, living: Living, by: Doer, on: date) -> None:
    """Say that an adult or a child of the family lives here, partly, or elsewhere from now on. Raises Refused."""
    change = opened(reference, by, on, Part.NAMES)
    for model, who in ((AdultMembership, "adult"), (ChildMembership, "child")):
        rows = model.objects.told(change.told).filter(
            valid_on(on), family=change.family, **{f"{who}__reference": person}
        )
        if row := rows.first():
            again = {"family": change.family, f"{who}_id": getattr(row, f"{who}_id")}
            end_before(row, on)
            model.objects.create(**again, living=living, valid_from=on)
            put_on_record(change, "change living", others=[person])
            return
    raise Refused(str(Problem.NOT_IN_FAMILY.label))


@transaction.atomic
@machinery(Machinery.FAMILIES)
def write_note(
    *, reference: str, kind: NoteKind, text: str, by: Doer, on: date, adult: str = "", child: str = ""
) -> Note:
    """Write down what matters about health, needs or safety. Raises Refused."""
    change = opened(reference, by, on, Part.SAFETY if kind is NoteKind.SAFEGUARDING else Part.NOTES)
    if not text.strip():
        raise Refused(_("Write the note."))
    note = Note.objects.create(
        family=change.family,
        adult=adult_in(change, adult) if adult else None,
        child=child_in(change, child) if child else None,
        kind=kind.value,
        text=text.strip(),
        written_by=change.told,
        valid_from=on,
    )
    put_on_record(change, "write note", others=[note.reference])
    return note
