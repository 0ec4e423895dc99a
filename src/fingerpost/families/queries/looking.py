"""What of a look at a family is unusual to whoever knows families and postings: "own name or address", "a family
outside one's group".
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from fingerpost.accounts.models import Posting, User
from fingerpost.accounts.queries import facts as posting_facts
from fingerpost.accounts.rules import FamilyFacts
from fingerpost.accounts.rules.table import OPENS
from fingerpost.accounts.vocabulary import Desk
from fingerpost.audit.rules.unusual import Look
from fingerpost.base.scope import Machinery, machinery
from fingerpost.families.models import Address, AdultMembership
from fingerpost.families.queries.facts import facts_of
from fingerpost.places.models.dated import valid_on

WATCH = "unusual looks"


@machinery(Machinery.FAMILIES)
def circumstances(looks: list[Look]) -> list[Look]:
    """The looks, with what is known of each looker and family on the day of the look. A few queries a day.

    Parents who read their own page are left out: at any hour it is theirs, and it shows no other family's.
    """
    days: dict[date, list[Look]] = defaultdict(list)
    for look in (each for each in looks if each.desk != Desk.FAMILY):
        days[look.at.date()].append(look)
    return [look for on, each in days.items() for look in _of_a_day(each, on)]


def _of_a_day(looks: list[Look], on: date) -> Iterable[Look]:
    families = facts_of({look.record for look in looks}, on=on)
    groups = _groups({look.posting for look in looks}, on)
    names, homes = _family_names(families, on), _homes(families, on)
    people = {user.reference: user for user in User.objects.told(WATCH).filter(reference__in={x.who for x in looks})}
    where = _homes_of_users(people, on)
    for look in looks:
        family = families.get(look.record, FamilyFacts())
        user = people.get(look.who)
        same_name = bool(user and user.family_name and user.family_name.casefold() in names[look.record])
        same_home = bool(homes[look.record] & where[look.who])
        near = look.who in family.adults | family.near
        group = groups.get(look.posting, "")
        yield replace(look, own=near or same_name or same_home, outside=bool(group and group not in family.groups))


def _groups(postings: Iterable[str], on: date) -> dict[str, str]:
    """The group that each posting at a centre desk is in."""
    rows = Posting.objects.told(WATCH).filter(reference__in=set(postings))
    found = [posting_facts(row, on) for row in rows.select_related("group", "centre", "organisation", "authority")]
    return {each.reference: each.place.within_group for each in found if OPENS[each.role] is Desk.CENTRE}


def _family_names(references: Iterable[str], on: date) -> dict[str, set[str]]:
    """The last names of the adults of each family."""
    found: dict[str, set[str]] = defaultdict(set)
    rows = AdultMembership.objects.told(WATCH).filter(valid_on(on), family__reference__in=list(references))
    for reference, name in rows.values_list("family__reference", "adult__family_name"):
        if name:
            found[reference].add(name.casefold())
    return found


def _homes(references: Iterable[str], on: date) -> dict[str, set[bytes]]:
    """Where each family lives, as keyed hashes of postcodes: they are compared, and never read."""
    found: dict[str, set[bytes]] = defaultdict(set)
    rows = Address.objects.told(WATCH).filter(valid_on(on), family__reference__in=list(references))
    for reference, index in rows.values_list("family__reference", "postcode_index"):
        if index:
            found[reference].add(bytes(index))
    return found


def _homes_of_users(references: Iterable[str], on: date) -> dict[str, set[bytes]]:
    """Where those live who look, as far as they are known as a parent here."""
    members = AdultMembership.objects.told(WATCH).filter(valid_on(on), adult__user__reference__in=list(references))
    mine = list(members.values_list("adult__user__reference", "family__reference"))
    homes = _homes({family for _user, family in mine}, on)
    found: dict[str, set[bytes]] = defaultdict(set)
    for user, family in mine:
        found[user] |= homes[family]
    return found
