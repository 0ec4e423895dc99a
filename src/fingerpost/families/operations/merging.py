"""Making two records of one family one, and taking them apart again. A person decides; every merger can be undone.

What points to the one record points to the kept one afterwards, whichever app it belongs to; the reference of the
other leads there. Of what is said of both, what is stricter holds.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from fingerpost.accounts.rules import Doer
from fingerpost.base.scope import Machinery, machinery
from fingerpost.base.verdict import Refused
from fingerpost.families.models import (
    Adult,
    AdultMembership,
    Child,
    ChildMembership,
    Compared,
    ContactRestriction,
    Family,
    Merger,
    PossibleDouble,
)
from fingerpost.families.operations.changes import Changes, about, people_of_families, read, write
from fingerpost.families.operations.doubles import change_keys, compare, held_pair, remember
from fingerpost.families.operations.opening import opened, put_on_record
from fingerpost.families.operations.stricter import hold_the_stricter, of_one_person, workers_who_stay
from fingerpost.families.queries.doubles import DOUBLES
from fingerpost.families.queries.pairs import meeting_of
from fingerpost.families.rules.pairs import may_merge
from fingerpost.families.rules.seeing import Part
from fingerpost.families.vocabulary import FamilyState, PairState, Problem
from fingerpost.places.models.dated import valid_on

Person = Adult | Child


@dataclass(frozen=True, slots=True)
class Joined:
    """Two records that are being made one: who of the one is whom of the kept one."""

    kept: Family
    gone: Family
    same: Mapping[Person, Person] = field(default_factory=dict)  # who goes, with who is kept

    def numbers(self, kind: type[Person]) -> dict[int, int]:
        return {gone.pk: kept.pk for gone, kept in self.same.items() if isinstance(gone, kind)}


@transaction.atomic
@machinery(Machinery.FAMILIES)
def merge_families(*, pair: str, keep: str, same: Mapping[str, str], by: Doer, on: date) -> Merger:
    """Make two records one. keep: the reference of the record that stays, with its address and its answers.

    same: for each person of the other record who is also on the kept one, the reference there. Everybody else comes
    over. Raises Refused.
    """
    double = held_pair(pair, by, on)
    if double.state == PairState.SAME:
        raise Refused(_("These two records are one already."))
    kept, gone = (double.one, double.other) if double.one.reference == keep else (double.other, double.one)
    if kept.reference != keep:
        raise Refused(_("Choose which of the two records stays."))
    joined = _joined(kept, gone, same, on)
    may_merge(meeting_of(kept.pk, gone.pk, joined.numbers(Adult), joined.numbers(Child), on=on)).require()
    changes = Changes()
    _make_one(changes, joined, on)
    _mark_same(changes, double, by, on)
    _compare_kept(changes, kept, on)
    merger = Merger.objects.create(
        kept=kept, gone=gone, changes=changes.written(), merged_on=on, merged_by=by.actor(on)
    )
    change = opened(kept.reference, by, on, Part.BIRTHDAYS)
    put_on_record(change, "merge families", others=[gone.reference, double.reference, merger.reference])
    return merger


def _joined(kept: Family, gone: Family, same: Mapping[str, str], on: date) -> Joined:
    """Who is whom. Raises Refused unless each is of one of the records, an adult an adult, and nobody twice."""
    people = {each.reference: each for each in _people(gone, on)}
    others = {each.reference: each for each in _people(kept, on)}
    if set(same) - set(people) or set(same.values()) - set(others):
        raise Refused(str(Problem.NOT_IN_FAMILY.label))
    pairs = {people[one]: others[other] for one, other in same.items()}
    if len(set(same.values())) < len(same) or any(type(one) is not type(other) for one, other in pairs.items()):
        raise Refused(_("Nobody can be two people. Say of each person again who they are."))
    return Joined(kept, gone, pairs)


def _people(family: Family, on: date) -> list[Person]:
    adults = AdultMembership.objects.told(DOUBLES).filter(valid_on(on), family=family).select_related("adult")
    children = ChildMembership.objects.told(DOUBLES).filter(valid_on(on), family=family).select_related("child")
    return [*(row.adult for row in adults), *(row.child for row in children)]


def _make_one(changes: Changes, joined: Joined, on: date) -> None:
    kept, gone = joined.kept, joined.gone
    hold_the_stricter(changes, kept, gone, joined.numbers(Adult), on)
    for one, other in joined.same.items():
        of_one_person(changes, kept=other, gone=one)
    stay = workers_who_stay(changes, kept, gone, on)
    numbers = {Family: {gone.pk: kept.pk}, Adult: joined.numbers(Adult), Child: joined.numbers(Child)}
    stayed = changes.move({model: moved for model, moved in numbers.items() if moved}, stay=stay)
    restrictions = [number for table, number in stayed if table == ContactRestriction._meta.db_table]
    _restrictions_last_as_long(changes, joined, restrictions)
    changes.point(gone, state=FamilyState.MERGED.value, merged_into_id=kept.pk)
    for one, other in joined.same.items():
        changes.point(one, merged_into_id=other.pk)


def _restrictions_last_as_long(changes: Changes, joined: Joined, stayed: Collection[int]) -> None:
    """Where both records kept the same two apart, they stay apart for as long as either said."""
    adults, children = joined.numbers(Adult), joined.numbers(Child)
    for row in ContactRestriction.objects.told(DOUBLES).filter(pk__in=stayed):
        about_adult = adults.get(row.about_adult_id or 0, row.about_adult_id)
        about_child = children.get(row.about_child_id or 0, row.about_child_id)
        kept_from = adults.get(row.kept_from_id, row.kept_from_id)
        there = ContactRestriction.objects.told(DOUBLES).filter(
            kept_from=kept_from, about_adult=about_adult, about_child=about_child, valid_to__isnull=False
        )
        shorter = there.filter(Q(valid_to__lt=row.valid_to)) if row.valid_to else there
        for each in shorter.order_by("-valid_from")[:1]:
            changes.set(each, valid_to=str(row.valid_to) if row.valid_to else None)


def _mark_same(changes: Changes, double: PossibleDouble, by: Doer, on: date) -> None:
    values = {"state": PairState.SAME.value, "decided_by": by.actor(on), "decided_on": str(on)}
    changes.change(double._meta.db_table, double.pk, values, moved=False)


def _compare_kept(changes: Changes, kept: Family, on: date) -> None:
    """The kept record is compared by all that it holds now."""
    row = Compared.objects.told(DOUBLES).get(family=kept)
    before = set(_pairs_of(kept))
    table = row._meta.db_table
    told = read(table, row.pk, ["told"]) or {}
    remember([kept.pk], on=on)
    changes.note(table, row.pk, told, read(table, row.pk, ["told"]) or {})
    compare([kept.pk], on=on)
    changes.added = sorted(set(_pairs_of(kept)) - before)


def _pairs_of(family: Family) -> Iterable[int]:
    rows = PossibleDouble.objects.told(DOUBLES).filter(Q(one=family) | Q(other=family))
    return rows.values_list("pk", flat=True)


@transaction.atomic
@machinery(Machinery.FAMILIES)
def unmerge_families(*, merger: str, why: str, by: Doer, on: date) -> Merger:
    """Take two records apart again, as they were. What was entered since stays with the record that was kept, but for
    what is about somebody who goes back: that goes along. Raises Refused.
    """
    row = Merger.objects.told(by.actor(on)).select_for_update(of=("self",)).filter(reference=merger).first()
    if row is None or row.undone_on:
        raise Refused(_("There is nothing to undo here."))
    change = opened(row.kept.reference, by, on, Part.BIRTHDAYS)
    if not why.strip():
        raise Refused(_("Write down why the two records are taken apart."))
    try:
        with transaction.atomic():
            _take_apart(row)
    except IntegrityError:
        raise Refused(_("What was entered since does not fit both records. Ask support to take them apart.")) from None
    remember([row.kept_id, row.gone_id], on=on)
    row.undone_on, row.undone_by = on, by.actor(on)
    row.save(update_fields=["undone_on", "undone_by"])
    put_on_record(change, "take families apart", others=[row.gone.reference, row.reference], why=why)
    return row


def _take_apart(merger: Merger) -> None:
    changes = Changes(merger.changes.shown())
    compared = Compared.objects.told(DOUBLES).get(family=merger.kept_id)
    before = compared.told.shown()
    going = _who_goes_back(changes, merger)
    changes.undo()
    _send_along(changes, merger, going)
    PossibleDouble.objects.told(DOUBLES).filter(pk__in=changes.added, state=PairState.OPEN).delete()
    compared.refresh_from_db()
    change_keys(merger.kept_id, before, compared.told.shown())


def _who_goes_back(changes: Changes, merger: Merger) -> dict[str, set[int]]:
    """Who came over with the other record: numbers, by the column that names them."""
    found: dict[str, set[int]] = {"adult_id": set(), "child_id": set()}
    for model, column in ((AdultMembership, "adult_id"), (ChildMembership, "child_id")):
        table, moved = model._meta.db_table, [str(merger.gone_id), str(merger.kept_id)]
        rows = [
            number for name, number, _, values in changes.rows if name == table and values.get("family_id") == moved
        ]
        found[column] = set(model.objects.told(DOUBLES).filter(pk__in=rows).values_list(column, flat=True))
    return found


def _send_along(changes: Changes, merger: Merger, going: Mapping[str, set[int]]) -> None:
    """What was entered since about somebody who goes back goes with them."""
    known = {(table, number) for table, number, _, _ in changes.rows}
    for table, columns in people_of_families().items():
        for column in columns:
            people = going["child_id" if "child" in column else "adult_id"]
            for number in about(table, column, people, merger.kept_id):
                if (table, number) not in known:
                    write(table, number, {"family_id": str(merger.gone_id)})
