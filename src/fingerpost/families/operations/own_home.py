"""Where a parent lives, as they say it themselves: a move, and keeping the address secret from the first second.

Whoever moves away from others takes nothing from them: their own address stands beside the home's, and only they read
it. Secret stays secret, in every family that they belong to: a new address after a secret one is secret too, and a
worker ends that with the family.
"""

from dataclasses import replace
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from fingerpost.accounts.rules import Viewer
from fingerpost.audit.operations import Who
from fingerpost.base.scope import Machinery, machinery
from fingerpost.base.verdict import Refused
from fingerpost.families.models import Address, AdultMembership
from fingerpost.families.operations.doubles import changed
from fingerpost.families.operations.entering import address_of, small_areas
from fingerpost.families.operations.opening import end_before, sound
from fingerpost.families.operations.owning import OwnChange, own, put_own_on_record
from fingerpost.families.queries.own import Belonging, is_mine
from fingerpost.families.rules.entering import NewHome, problems_of_home
from fingerpost.families.vocabulary import Living


@transaction.atomic
@machinery(Machinery.FAMILIES)
def move_own_home(*, viewer: Viewer, home: NewHome, everybody: bool, by: Who, on: date) -> None:
    """A parent lives somewhere else from now on: with everybody of the home, or away from it. Raises Refused."""
    change = own(viewer, by, on)
    sound(problems_of_home(home))
    secret = home.hidden or any(old.hidden for each in change.belongs for old in each.addresses if is_mine(old, each))
    for each in change.belongs:
        _move(each, replace(home, hidden=secret), everybody=everybody, on=on)
        changed(each.member.family_id, on=on)
    put_own_on_record(change, "move own home")


def _move(each: Belonging, home: NewHome, *, everybody: bool, on: date) -> None:
    together = everybody and each.hand.home
    if not together and each.member.living == Living.HERE:
        _live_elsewhere(each.member, on)
    whose = None if together else each.member.adult
    replaced = [old for old in each.addresses if old.adult_id == (whose.pk if whose else None)]
    for old in replaced:
        end_before(old, on)
    adult = whose.pk if whose else None
    Address.objects.create(**address_of(each.member.family_id, adult, home, on, small_areas([home])))


def _live_elsewhere(member: AdultMembership, on: date) -> None:
    family, adult = member.family, member.adult
    end_before(member, on)
    AdultMembership.objects.create(family=family, adult=adult, living=Living.ELSEWHERE, valid_from=on)


@transaction.atomic
@machinery(Machinery.FAMILIES)
def hide_own_home(*, viewer: Viewer, by: Who, on: date) -> None:
    """Keep a parent's address from everybody who need not have it, at once. Raises Refused."""
    change = own(viewer, by, on)
    addresses = [old for each in change.belongs for old in each.addresses if _to_hide(old, each)]
    if not addresses:
        raise Refused(_("There is no address of yours that could be kept secret. Ask your centre."))
    for address in addresses:
        address.hidden, address.small_area = True, None
        address.save(update_fields=["hidden", "small_area"])
    _compared_anew(change)
    put_own_on_record(change, "hide own home", others=[address.reference for address in addresses])


def _to_hide(address: Address, each: Belonging) -> bool:
    return is_mine(address, each) and (bool(address.adult_id) or each.hand.home)


def _compared_anew(change: OwnChange) -> None:
    for each in change.belongs:
        changed(each.member.family_id, on=change.on)
