"""Keeping families findable by what they are alike in, and putting likely doubles before a person.

Called by the operations that enter a family or change who is in it, inside their transaction.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from itertools import chain
from typing import Any

import numpy as np
from django.db import connection, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from fingerpost.accounts.rules import Doer, Viewer
from fingerpost.audit.operations import record
from fingerpost.base import bulk
from fingerpost.base.scope import Machinery, machinery
from fingerpost.base.verdict import Refused
from fingerpost.families.models import Compared, Family, FamilyKey, PossibleDouble
from fingerpost.families.operations.opening import opened, who_by
from fingerpost.families.queries.doubles import (
    DOUBLES,
    Found,
    doubles_among,
    everybody,
    members_of,
    numbers_of,
    weighed_pair,
)
from fingerpost.families.queries.facts import facts_of
from fingerpost.families.rules.comparing import read, written
from fingerpost.families.rules.doubles import Household
from fingerpost.families.rules.seeing import Part, sight
from fingerpost.families.vocabulary import PairState

AT_ONCE = 2_000  # families
MANY = 500  # so many new families that PostgreSQL should count its rows before it plans the next question


def remember(families: Collection[int], *, on: date) -> None:
    """Write down anew what families are compared by, as they are today."""
    texts = {family: written(each.household) for family, each in members_of(families, on=on).items()}
    rows = {row.family_id: row for row in Compared.objects.told(DOUBLES).filter(family__in=families)}
    for family, text in texts.items():
        row = rows.get(family) or Compared(family_id=family, told="")
        change_keys(family, row.told.shown(), text)
        if row.told.shown() != text:
            row.told = text
            row.save()


def remember_new(families: Mapping[int, Household]) -> None:
    """Write down what families that were just entered are compared by, in a few statements."""
    bulk.write(Compared, [{"family_id": number, "told": written(each)} for number, each in families.items()])
    keys = {number: list(set(numbers_of(each))) for number, each in families.items()}
    count = sum(map(len, keys.values()))
    if count <= bulk.FEW:
        add_keys((key, number) for number, theirs in keys.items() for key in theirs)
        return
    numbers = np.fromiter(chain.from_iterable(keys.values()), np.int64, count)
    holders = np.repeat(np.fromiter(keys, np.int64), list(map(len, keys.values())))
    order = np.argsort(numbers)  # neighbours in the index are written one after the other
    bulk.write_numbers(FamilyKey, key=numbers[order], family_id=holders[order])


def change_keys(family: int, before: str, now: str) -> None:
    """Let a family be found by what it is now, and no longer by what it was."""
    old, new = (set(numbers_of(read(text))) if text else set() for text in (before, now))
    if gone := old - new:
        words = "delete from families_familykey where family_id = %s and key = any(%s)"
        with connection.cursor() as cursor:
            cursor.execute(words, [family, sorted(gone)])
    add_keys((number, family) for number in sorted(new - old))


def add_keys(keys: Iterable[tuple[int, int]]) -> None:
    """Write keys with their families in one statement."""
    rows = list(keys)
    words = """
        insert into families_familykey (key, family_id)
        select * from unnest(%s::bigint[], %s::bigint[]) on conflict do nothing
    """
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(words, [[number for number, _ in rows], [family for _, family in rows]])


def compare(families: Collection[int], *, on: date) -> int:
    """Put the likely doubles of these families before a person; how many pairs. Decided ones stay decided."""
    if len(families) >= MANY:
        count_anew()
    found = doubles_among(families, on=on)
    rows = [_pair(each, on) for each in found]
    bulk.write(PossibleDouble, rows, but_known=True)
    return len(rows)


def count_anew() -> None:
    """Let PostgreSQL count the rows of families: what came in a moment ago it has not noticed."""
    with connection.cursor() as cursor:
        cursor.execute("select families_count_anew()")


def _pair(found: Found, on: date) -> dict[str, Any]:
    """The values of a pair that nobody has decided."""
    one, other = sorted((found.one, found.other))
    signs = [sign.value for sign in found.signs]
    return {"one_id": one, "other_id": other, "bits": found.bits, "signs": signs, "found_on": on}


def changed(family: int, *, on: date) -> None:
    """Who is in a family has changed, or how it is reached: write it down and compare it anew.

    What was found before and nobody decided falls away: of an address that is hidden now, nothing may be told.
    """
    remember([family], on=on)
    pairs = PossibleDouble.objects.told(DOUBLES).filter(Q(one=family) | Q(other=family))
    pairs.filter(state=PairState.OPEN).delete()
    compare([family], on=on)


@transaction.atomic
@machinery(Machinery.FAMILIES)
def compare_everybody(*, by: str, on: date) -> int:
    """Draw every family's keys anew, and compare all with all; how many pairs are likely.

    For records from before families were compared, and after the keys of the ring were changed.
    """
    families = everybody()
    FamilyKey.objects.told(DOUBLES).delete()
    Compared.objects.told(DOUBLES).filter(family__in=families).delete()
    for start in range(0, len(families), AT_ONCE):
        members = members_of(families[start : start + AT_ONCE], on=on)
        remember_new({family: each.household for family, each in members.items()})
    pairs = compare(families, on=on)
    counts = {"families": len(families), "pairs": pairs}
    record("compare all families", kind="families", reference="all", by=by, counts=counts)
    return pairs


@transaction.atomic
@machinery(Machinery.FAMILIES)
def decide_double(*, reference: str, state: PairState, by: Doer, on: date) -> PossibleDouble:
    """Say that two records are not of one family, or are related, or that it is open again. Raises Refused.

    That they are the same is said by merging them.
    """
    pair = held_pair(reference, by, on)
    if state is PairState.SAME or pair.state == PairState.SAME:
        raise Refused(_("Records of the same family are made one, or taken apart again: that is not said here."))
    settle(pair, state, by, on)
    others = [pair.one.reference, pair.other.reference]
    operation = {PairState.NOT_SAME: "say not the same", PairState.RELATED: "say related"}
    name = operation.get(state, "leave a double open")
    record(name, kind="pair", reference=pair.reference, by=who_by(by, on), others=others, why=state.value)
    return pair


@transaction.atomic
@machinery(Machinery.FAMILIES)
def say_same(*, reference: str, other: str, by: Viewer, on: date) -> PossibleDouble:
    """Lay two records side by side, since somebody believes that they are of one family. Raises Refused.

    Nothing is made one by it. A record that whoever says so may not see is answered for as if there were none.
    """
    one, two = (_theirs(each, by, on) for each in sorted((reference, other)))  # always held in the same order
    if one == two:
        raise Refused(_("That is this record. Give the reference of the other one."))
    pairs = PossibleDouble.objects.told(by.actor(on)).select_for_update(of=("self",))
    pair = pairs.filter(Q(one=one, other=two) | Q(one=two, other=one)).first()
    if pair is None:
        pair = PossibleDouble(**_pair(weighed_pair(one.pk, two.pk, on=on), on))
        pair.save()
    elif pair.state != PairState.OPEN:
        settle(pair, PairState.OPEN, by, on)
    others = [one.reference, two.reference]
    record("say maybe the same", kind="pair", reference=pair.reference, by=who_by(by, on), others=others)
    return pair


def _theirs(reference: str, by: Viewer, on: date) -> Family:
    """A family that somebody may see and change. Raises Refused."""
    facts = facts_of([reference], on=on).get(reference)
    if facts is None or not sight(by, facts, on).shows(Part.NAMES):
        raise Refused(_("There is no family with this reference among those that you may see."))
    return opened(reference, by, on, Part.BIRTHDAYS).family


def held_pair(reference: str, by: Doer, on: date) -> PossibleDouble:
    """The pair, with both families held, if whoever acts may change both. Raises Refused."""
    rows = PossibleDouble.objects.told(by.actor(on)).select_for_update(of=("self",)).select_related("one", "other")
    pair = rows.filter(reference=reference).first()
    if pair is None:
        raise Refused(_("There is no such pair of records."))
    for family in (pair.one, pair.other):
        opened(family.reference, by, on, Part.BIRTHDAYS)
    return pair


def settle(pair: PossibleDouble, state: PairState, by: Doer, on: date) -> None:
    """Write down what was decided."""
    decided = state is not PairState.OPEN
    pair.state, pair.decided_by = state, by.actor(on) if decided else ""
    pair.decided_on = on if decided else None
    pair.save(update_fields=["state", "decided_by", "decided_on"])
