"""Which group a family is with: registering, moving over to another group, and leaving."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from fingerpost.accounts.rules import Doer
from fingerpost.base.scope import Machinery, machinery
from fingerpost.base.verdict import Refused
from fingerpost.families.models import Registration
from fingerpost.families.operations.opening import Change, end_before, opened, put_on_record
from fingerpost.families.rules.seeing import Part
from fingerpost.families.vocabulary import FamilyState
from fingerpost.places.models import Centre, CentreGroup
from fingerpost.places.models.dated import valid_on


@transaction.atomic
@machinery(Machinery.FAMILIES)
def register_with(
    *, reference: str, group: CentreGroup, by: Doer, on: date, centre: Centre | None = None
) -> Registration:
    """Register a family with a further group, whose staff see it from now on. Raises Refused."""
    change = opened(reference, by, on, Part.CENTRE)
    if _standing(change, group):
        raise Refused(_("The family is registered with this group already."))
    row = Registration.objects.create(family=change.family, group=group, centre=centre, valid_from=on)
    put_on_record(change, "register family")
    return row


@transaction.atomic
@machinery(Machinery.FAMILIES)
def transfer(*, reference: str, group: CentreGroup, by: Doer, on: date, centre: Centre | None = None) -> Registration:
    """Hand a family over to another group or centre. The groups before see it no longer. Raises Refused."""
    change = opened(reference, by, on, Part.CENTRE)
    for row in _standing(change):
        end_before(row, on)
    row = Registration.objects.create(family=change.family, group=group, centre=centre, valid_from=on)
    put_on_record(change, "transfer family")
    return row


@transaction.atomic
@machinery(Machinery.FAMILIES)
def close_family(*, reference: str, why: str, by: Doer, on: date) -> None:
    """A family is no longer with us: it moved away, or its children have grown. Raises Refused."""
    change = opened(reference, by, on, Part.CENTRE)
    change.family.state, change.family.closed_on = FamilyState.CLOSED, on
    change.family.save(update_fields=["state", "closed_on"])
    put_on_record(change, "close family", why=why)


def _standing(change: Change, group: CentreGroup | None = None) -> list[Registration]:
    rows = Registration.objects.told(change.told).filter(valid_on(change.on), family=change.family)
    return list(rows.filter(group=group) if group else rows)
