"""Where a family lives and how its adults are reached: moving, hiding, and what is safe."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from fingerpost.accounts.rules import Doer
from fingerpost.base.scope import Machinery, machinery
from fingerpost.base.verdict import Refused
from fingerpost.families.models import Address, AdultMembership, Contact
from fingerpost.families.operations.doubles import changed
from fingerpost.families.operations.entering import address_of, contact_of, small_areas
from fingerpost.families.operations.opening import Change, adult_in, end_before, members, opened, put_on_record, sound
from fingerpost.families.rules.entering import NewContact, NewHome, kept_value, problems_of_contact, problems_of_home
from fingerpost.families.rules.seeing import Part
from fingerpost.families.vocabulary import Living, Problem
from fingerpost.places.models.dated import valid_on


@transaction.atomic
@machinery(Machinery.FAMILIES)
def move_house(
    *, reference: str, home: NewHome, by: Doer, on: date, residents: Collection[str] | None = None
) -> Address:
    """The family lives somewhere else from now on.

    residents: references of the adults who live there; everybody else lives elsewhere from now on. None: nothing
    changes about that; a hidden address has to say. Raises Refused.
    """
    change = opened(reference, by, on, Part.NAMES)
    sound(problems_of_home(home))
    _settle(change, residents, hidden=home.hidden)
    for old in _standing(change):
        end_before(old, on)
    address = Address.objects.create(**address_of(change.family.pk, None, home, on, small_areas([home])))
    changed(change.family.pk, on=on)
    put_on_record(change, "move house", others=[address.reference])
    return address


@transaction.atomic
@machinery(Machinery.FAMILIES)
def hide_address(*, reference: str, by: Doer, on: date, residents: Collection[str]) -> list[Address]:
    """Keep a family's address from everybody who need not have it, at once. Raises Refused."""
    change = opened(reference, by, on, Part.NAMES)
    _settle(change, residents, hidden=True)
    addresses = _standing(change)
    if not addresses:
        raise Refused(_("No address is kept for this family."))
    for address in addresses:
        address.hidden, address.small_area = True, None
        address.save(update_fields=["hidden", "small_area"])
    changed(change.family.pk, on=on)
    put_on_record(change, "hide address", others=[address.reference for address in addresses])
    return addresses


def _standing(change: Change) -> list[Address]:
    """The household's address, as it is."""
    rows = Address.objects.told(change.told).filter(valid_on(change.on), family=change.family, adult=None)
    return list(rows.select_for_update())


def _settle(change: Change, residents: Collection[str] | None, *, hidden: bool) -> None:
    """Whoever is not named as living there lives elsewhere: what is hidden must not stay open to who has left."""
    if residents is None:
        if hidden:
            raise Refused(str(Problem.WHO_LIVES_THERE.label))
        return
    everybody = members(change)
    if not residents or set(residents) - {member.adult.reference for member in everybody}:
        raise Refused(str((Problem.NOT_IN_FAMILY if residents else Problem.WHO_LIVES_THERE).label))
    for member in everybody:
        living = Living.HERE if member.adult.reference in residents else Living.ELSEWHERE
        if member.living != living:
            _live(member, living, change.on)


def _live(member: AdultMembership, living: Living, on: date) -> None:
    family, adult = member.family, member.adult
    end_before(member, on)
    AdultMembership.objects.create(family=family, adult=adult, living=living, valid_from=on)


@transaction.atomic
@machinery(Machinery.FAMILIES)
def add_contact(*, reference: str, adult: str, contact: NewContact, by: Doer, on: date) -> Contact:
    """A further way to reach an adult. Raises Refused."""
    change = opened(reference, by, on, Part.CONTACTS)
    sound(problems_of_contact(contact))
    row = adult_in(change, adult)
    known = Contact.objects.told(change.told).filter(valid_on(on), adult=row)
    if any(each.value.shown() == kept_value(contact) for each in known):
        raise Refused(_("We have this number or address already."))
    added = Contact.objects.create(**contact_of(row.pk, contact, on))
    changed(change.family.pk, on=on)
    put_on_record(change, "add contact", others=[row.reference, added.reference])
    return added


@transaction.atomic
@machinery(Machinery.FAMILIES)
def end_contact(*, reference: str, contact: str, by: Doer, on: date) -> None:
    """A number or address is not to be used any more. Raises Refused."""
    change = opened(reference, by, on, Part.CONTACTS)
    rows = Contact.objects.told(change.told).filter(
        valid_on(on), valid_on(on, "adult__memberships__"), reference=contact, adult__memberships__family=change.family
    )
    row = rows.first()
    if row is None:
        raise Refused(_("We do not have this number or address."))
    end_before(row, on)
    changed(change.family.pk, on=on)
    put_on_record(change, "end contact", others=[contact])
