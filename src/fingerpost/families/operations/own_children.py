"""What a parent says about their children: a name, a birthday, a birth, a further child.

For children they care for, if they have parental responsibility or live with them; a child is added to the home that
the parent lives in. Of a child that is not theirs to change they are answered as if there were none.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from fingerpost.accounts.rules import Viewer
from fingerpost.audit.operations import Who
from fingerpost.base.identifiers import new_reference
from fingerpost.base.scope import Machinery, machinery
from fingerpost.base.verdict import Refused
from fingerpost.families.models import Care, Child, ChildMembership
from fingerpost.families.operations.doubles import changed
from fingerpost.families.operations.entering import child_of
from fingerpost.families.operations.opening import sound
from fingerpost.families.operations.owning import Names, OwnChange, own, put_own_on_record
from fingerpost.families.queries.own import OWN, Belonging
from fingerpost.families.rules.entering import NewChild, problems_of_child, problems_of_names
from fingerpost.families.rules.names import sought
from fingerpost.families.vocabulary import ChildState, Problem, Relationship, Responsibility
from fingerpost.places.models.dated import valid_on

MOST_BABIES = 4
ALIVE = (ChildState.EXPECTED, ChildState.BORN)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnNewChild:
    """A child that a parent adds, and what they are to it. babies: how many are expected. twin: of a child we know."""

    child: NewChild
    relationship: Relationship
    responsibility: Responsibility
    babies: int = 1
    twin: bool = False


@transaction.atomic
@machinery(Machinery.FAMILIES)
def correct_child_name(*, viewer: Viewer, child: str, names: Names, by: Who, on: date) -> None:
    """A parent puts a child's name right. Raises Refused."""
    change = own(viewer, by, on)
    row = _mine(change, child)
    _call(row, names)
    row.save()
    _told(change, row, "correct child name")


@transaction.atomic
@machinery(Machinery.FAMILIES)
def correct_child_day(*, viewer: Viewer, child: str, day: date, by: Who, on: date) -> None:
    """A parent puts a child's date of birth right or, before the birth, the due date. Raises Refused."""
    change = own(viewer, by, on)
    row = _mine(change, child)
    born = row.state == ChildState.BORN
    sound(problems_of_child(NewChild(date_of_birth=day) if born else NewChild(due_on=day), on))
    if born:
        row.date_of_birth = day
    else:
        row.due_on = day
    row.save()
    _told(change, row, "correct child day")


@transaction.atomic
@machinery(Machinery.FAMILIES)
def record_own_birth(*, viewer: Viewer, child: str, born_on: date, names: Names, by: Who, on: date) -> None:
    """A parent says that the baby is born. The name may still be empty. Raises Refused."""
    change = own(viewer, by, on)
    row = _mine(change, child)
    if row.state != ChildState.EXPECTED:
        raise Refused(_("This child is not expected any more."))
    sound(problems_of_child(NewChild(date_of_birth=born_on), on))
    row.state, row.date_of_birth = ChildState.BORN, born_on
    _call(row, names)
    row.save()
    _told(change, row, "record own birth")


def _mine(change: OwnChange, reference: str) -> Child:
    """A child whose details are the parent's to change. Raises Refused."""
    if not any(reference in each.hand.children for each in change.belongs):
        raise Refused(str(Problem.NOT_IN_FAMILY.label))
    row = Child.objects.told(OWN).get(reference=reference)
    if row.state not in ALIVE:  # nobody is asked to put right what was lost
        raise Refused(str(Problem.NOT_IN_FAMILY.label))
    return row


def _call(row: Child, names: Names) -> None:
    told = names.stripped()
    sound(problems_of_names(told.values()))
    for field, name in told.items():
        setattr(row, field, name)


def _told(change: OwnChange, row: Child, operation: str) -> None:
    """On record, and compared anew wherever the child belongs."""
    homes = ChildMembership.objects.told(OWN).filter(valid_on(change.on), child=row)
    for family in sorted(homes.values_list("family", flat=True)):
        changed(family, on=change.on)
    put_own_on_record(change, operation, others=[row.reference])


@transaction.atomic
@machinery(Machinery.FAMILIES)
def add_own_children(*, viewer: Viewer, new: OwnNewChild, by: Who, on: date) -> list[Child]:
    """A parent adds a child, or as many as are expected, to the home that they live in. Raises Refused."""
    change = own(viewer, by, on)
    home = next((each for each in change.belongs if each.hand.home), None)
    if home is None:
        raise Refused(_("You can add a child to a home that you live in. Ask your centre to add one for you."))
    sound([*problems_of_child(new.child, on), *problems_of_names(_names(new.child))])
    known = list(Child.objects.told(OWN).filter(reference__in=home.seen.children).order_by("pk"))
    if any(_same(new.child, each) for each in known):
        raise Refused(_("This child is on your record already."))
    rows = _write(home, new, _together(new, known), on)
    changed(home.member.family_id, on=on)
    put_own_on_record(change, "add own child", others=[row.reference for row in rows])
    return rows


def _write(home: Belonging, new: OwnNewChild, together: str, on: date) -> list[Child]:
    rows = []
    for _baby in range(min(max(new.babies, 1), MOST_BABIES) if new.child.due_on else 1):
        row = Child.objects.create(**child_of(new.child, new_reference()) | {"born_with": together})
        ChildMembership.objects.create(family=home.member.family, child=row, living=new.child.living, valid_from=on)
        Care.objects.create(
            adult=home.member.adult,
            child=row,
            relationship=new.relationship,
            responsibility=new.responsibility,
            valid_from=on,
        )
        rows.append(row)
    return rows


def _names(child: NewChild) -> Iterable[str]:
    return (child.given_name, child.family_name, child.known_as)


def _same(new: NewChild, known: Child) -> bool:
    """The same name and birthday. Babies without a name, or not born yet, are never taken for each other."""
    called = sought(*_names(new))
    return bool(called) and called == known.sought and new.date_of_birth == known.date_of_birth


def _together(new: OwnNewChild, known: list[Child]) -> str:
    """What children who are born together have in common: what the one who is known has, or a new reference."""
    if new.child.due_on:
        return new_reference() if new.babies > 1 else ""
    twins = [each for each in known if new.twin and each.date_of_birth == new.child.date_of_birth]
    if not twins:
        return ""
    together = next((each.born_with for each in twins if each.born_with), "") or new_reference()
    for each in twins:
        each.born_with = together
        each.save(update_fields=["born_with"])
    return together
