"""Which group a family is with: registering, moving over to another group, leaving, and coming back."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from fingerpost.accounts.rules import Command, Doer, Viewer
from fingerpost.base.scope import Machinery, machinery
from fingerpost.base.verdict import Refused
from fingerpost.families.models import Registration
from fingerpost.families.operations.opening import Change, end_before, opened, put_on_record
from fingerpost.families.queries.life import lives_without_under_fives
from fingerpost.families.rules.life import closes_by_itself
from fingerpost.families.rules.seeing import Part
from fingerpost.families.vocabulary import FamilyState, Leaving
from fingerpost.places.models import Centre, CentreGroup, LocalAuthority
from fingerpost.places.models.dated import valid_on
from fingerpost.places.queries import group_on, picture_day


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
def hand_over_family(*, reference: str, group: str, authority: LocalAuthority, by: Viewer, on: date) -> Registration:
    """Hand a family to another group, by its short name. The groups where whoever does it works see it no longer;
    a further group that it is with still does. Raises Refused."""
    change = opened(reference, by, on, Part.CENTRE)
    found = group_on(authority, group, picture_day(authority, on))
    if found is None:
        raise Refused(_("Choose another group from the list."))
    standing = _standing(change)
    if any(row.group_id == found.id for row in standing):
        raise Refused(_("The family is registered with this group already."))
    mine = {posting.place.within_group for posting in by.standing(on)}
    for row in standing:
        if row.group.slug in mine:
            end_before(row, on)
    row = Registration.objects.create(family=change.family, group_id=found.id, valid_from=on)
    put_on_record(change, "transfer family")
    return row


@transaction.atomic
@machinery(Machinery.FAMILIES)
def close_family(*, reference: str, why: str, by: Doer, on: date, day: date | None = None) -> None:
    """A family is no longer with us, since a day or today. why: a value of `Leaving`. Raises Refused."""
    change = opened(reference, by, on, Part.CENTRE)
    since = day or on
    if why not in Leaving.values:
        raise Refused(_("Choose why the family leaves."))
    if since > on:
        raise Refused(_("This day is still to come."))
    if since < change.family.entered_on:
        raise Refused(_("On this day the family was not with us yet."))
    change.family.state, change.family.closed_on, change.family.closed_for = FamilyState.CLOSED, since, why
    change.family.save(update_fields=["state", "closed_on", "closed_for"])
    put_on_record(change, "close family", why=why)


@transaction.atomic
@machinery(Machinery.FAMILIES)
def reopen_family(*, reference: str, by: Doer, on: date) -> None:
    """A family is with us again, and said so itself. Raises Refused."""
    change = opened(reference, by, on, Part.CENTRE, left=True)
    if change.family.state != FamilyState.CLOSED:
        raise Refused(_("This family is with us already."))
    change.family.state, change.family.closed_on, change.family.closed_for = FamilyState.OPEN, None, ""
    change.family.confirmed_on, change.family.confirmed_by = on, by.actor(on)
    change.family.save(update_fields=["state", "closed_on", "closed_for", "confirmed_on", "confirmed_by"])
    put_on_record(change, "reopen family")


@transaction.atomic
@machinery(Machinery.FAMILIES)
def confirm_family(*, reference: str, by: Doer, on: date) -> None:
    """Somebody asked the family, and what is kept is right. Raises Refused."""
    change = opened(reference, by, on, Part.NAMES)
    change.family.confirmed_on, change.family.confirmed_by = on, by.actor(on)
    change.family.save(update_fields=["confirmed_on", "confirmed_by"])
    put_on_record(change, "confirm family")


def close_grown_families(*, by: Command, on: date) -> int:
    """Close the records of families without a child under five since last month; how many. Each is its own step."""
    grown = [reference for reference, life in lives_without_under_fives(on) if closes_by_itself(life, on)]
    for reference in grown:
        close_family(reference=reference, why=Leaving.GROWN, by=by, on=on)
    return len(grown)


def _standing(change: Change, group: CentreGroup | None = None) -> list[Registration]:
    rows = Registration.objects.told(change.told).filter(valid_on(change.on), family=change.family)
    return list((rows.filter(group=group) if group else rows).select_related("group"))
