"""Keeping people safe: who must not learn about whom, and families that only named workers open."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from fingerpost.accounts.models import User
from fingerpost.accounts.rules import Doer
from fingerpost.base.scope import Machinery, machinery
from fingerpost.base.verdict import Refused
from fingerpost.families.models import Adult, Child, ContactRestriction, FamilyWorker
from fingerpost.families.operations.opening import Change, opened, put_on_record
from fingerpost.families.rules.seeing import Part
from fingerpost.families.vocabulary import Basis, Problem
from fingerpost.places.models.dated import valid_on


@transaction.atomic
@machinery(Machinery.FAMILIES)
def add_restriction(
    *, reference: str, kept_from: str, about: str, basis: Basis, by: Doer, on: date, details: str = ""
) -> ContactRestriction:
    """From now on an adult must not learn about another adult or a child (by reference).

    One of the two belongs to this family; the other may belong to another one. Raises Refused.
    """
    change = opened(reference, by, on, Part.WARNINGS)
    away = Adult.objects.told(change.told).filter(reference=kept_from).first()
    adult = Adult.objects.told(change.told).filter(reference=about).first()
    child = Child.objects.told(change.told).filter(reference=about).first()
    if away is None or not (adult or child) or not _concerns(change, kept_from, about):
        raise Refused(str(Problem.NOT_IN_FAMILY.label))
    if away == adult:
        raise Refused(_("Nobody can be kept from themselves."))
    standing = ContactRestriction.objects.told(change.told).filter(valid_on(on))
    if standing.filter(kept_from=away, about_adult=adult, about_child=child).exists():
        raise Refused(_("This restriction stands already."))
    row = ContactRestriction.objects.create(
        family=change.family,
        kept_from=away,
        about_adult=adult,
        about_child=child,
        basis=basis,
        details=details.strip() or None,
        valid_from=on,
    )
    put_on_record(change, "add contact restriction", others=[row.reference])
    return row


def _concerns(change: Change, kept_from: str, about: str) -> bool:
    """Whether one of the two belongs, or belonged, to the family."""
    adults = Adult.objects.told(change.told).filter(memberships__family=change.family)
    children = Child.objects.told(change.told).filter(memberships__family=change.family)
    return adults.filter(reference__in=(kept_from, about)).exists() or children.filter(reference=about).exists()


@transaction.atomic
@machinery(Machinery.FAMILIES)
def withdraw_restriction(*, reference: str, restriction: str, why: str, by: Doer, on: date) -> ContactRestriction:
    """End a restriction with the end of the day, for a reason. Only for those closest to it. Raises Refused."""
    change = opened(reference, by, on, Part.SAFETY)
    if not why.strip():
        raise Refused(_("Write down why the restriction can end."))
    rows = ContactRestriction.objects.told(change.told).filter(
        valid_on(on), family=change.family, reference=restriction, valid_to=None
    )
    row = rows.first()
    if row is None:
        raise Refused(_("There is no such restriction."))
    row.valid_to = on
    row.save(update_fields=["valid_to"])
    put_on_record(change, "withdraw contact restriction", others=[row.reference], why=why)
    return row


@transaction.atomic
@machinery(Machinery.FAMILIES)
def restrict_family(*, reference: str, why: str, workers: Sequence[User], by: Doer, on: date) -> None:
    """From now on only named workers, and the safeguarding lead, may open the family. Raises Refused."""
    change = opened(reference, by, on, Part.ADDRESS)
    if not why.strip() or not workers:
        raise Refused(_("Write down why, and name at least one worker."))
    if change.family.restricted:
        raise Refused(_("Only named workers may open this family already."))
    change.family.restricted, change.family.restricted_why = True, why.strip()
    change.family.save(update_fields=["restricted", "restricted_why"])
    for worker in workers:
        _name(change, worker)
    put_on_record(change, "restrict family", others=[worker.reference for worker in workers])


@transaction.atomic
@machinery(Machinery.FAMILIES)
def name_worker(*, reference: str, worker: User, by: Doer, on: date) -> None:
    """Name a further worker for a restricted family. Only for those closest to it. Raises Refused."""
    change = opened(reference, by, on, Part.SAFETY)
    _name(change, worker)
    put_on_record(change, "name worker", others=[worker.reference])


def _name(change: Change, worker: User) -> None:
    named = FamilyWorker.objects.told(change.told).filter(valid_on(change.on), family=change.family, user=worker)
    if not named.exists():
        FamilyWorker.objects.create(family=change.family, user=worker, valid_from=change.on)


@transaction.atomic
@machinery(Machinery.FAMILIES)
def lift_family_restriction(*, reference: str, why: str, by: Doer, on: date) -> None:
    """Open a restricted family to its group again. Only for those closest to it, with a reason. Raises Refused."""
    change = opened(reference, by, on, Part.SAFETY)
    if not why.strip():
        raise Refused(_("Write down why the restriction can end."))
    change.family.restricted, change.family.restricted_why = False, None
    change.family.save(update_fields=["restricted", "restricted_why"])
    put_on_record(change, "lift family restriction", why=why)
