"""What every change begins with: the family, held for this transaction, and the rule's answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from django.db.models import Q
from django.utils.translation import gettext as _

from fingerpost.accounts.rules import Command, Doer
from fingerpost.audit.operations import Who, record
from fingerpost.base.verdict import Refused
from fingerpost.families.models import Adult, AdultMembership, Child, Family
from fingerpost.families.queries.facts import actor, called, facts_of
from fingerpost.families.rules.changing import may_change
from fingerpost.families.rules.seeing import Part
from fingerpost.families.vocabulary import FamilyState, Problem
from fingerpost.places.models.dated import Dated, valid_on

Row = TypeVar("Row", bound=Dated)


@dataclass(frozen=True, slots=True)
class Change:
    """A family that is being changed: by whom, why they may, and on which day."""

    family: Family
    by: Doer
    on: date
    because: str

    @property
    def told(self) -> str:
        """What opens the records that belong to the family."""
        return self.by.actor(self.on)


def put_on_record(change: Change, operation: str, *, others: Iterable[str] = (), why: str = "") -> None:
    """Add the change's entry: the family and further references, never a name."""
    reference, who = change.family.reference, who_by(change.by, change.on)
    record(operation, kind="family", reference=reference, by=who, others=list(others), why=why, because=change.because)


def who_by(by: Doer, on: date) -> Who:
    """Whom the record names as acting."""
    return Who(by.name) if isinstance(by, Command) else actor(by, on)


def opened(reference: str, by: Doer, on: date, part: Part, *, left: bool = False) -> Change:
    """The family, locked, if whoever acts may change that part of it. Raises Refused.

    left: for what is done to the record of a family that is no longer with us.
    """
    facts = facts_of([reference], on=on).get(reference)
    family = Family.objects.told(by.actor(on)).select_for_update().filter(called(reference)).first()
    if family is None or facts is None:
        raise Refused(_("There is no family with this reference."))
    verdict = may_change(by, facts, on, part)
    verdict.require()
    if family.state == FamilyState.CLOSED and not left:
        raise Refused(_("This family is no longer with us, so its record cannot be changed."))
    return Change(family, by, on, verdict.reason)


def sound(problems: Iterable[Problem]) -> None:
    """Raise Refused with every sentence, each once, if there is a problem."""
    found = list(dict.fromkeys(problems))
    if found:
        raise Refused(" ".join(str(problem.label) for problem in found))


def adult_in(change: Change, reference: str) -> Adult:
    """An adult who belongs to the family. Raises Refused."""
    found = Adult.objects.told(change.told).filter(
        valid_on(change.on, "memberships__"), _called(reference), memberships__family=change.family
    )
    return found.first() or _nobody()


def child_in(change: Change, reference: str) -> Child:
    """A child who belongs to the family. Raises Refused."""
    found = Child.objects.told(change.told).filter(
        valid_on(change.on, "memberships__"), _called(reference), memberships__family=change.family
    )
    child = found.first()
    if child is None:
        raise Refused(str(Problem.NOT_IN_FAMILY.label))
    return child


def _called(reference: str) -> Q:
    """Somebody by their reference, or by that of a record which is part of theirs now."""
    return Q(reference=reference) | Q(former__reference=reference)


def _nobody() -> Adult:
    raise Refused(str(Problem.NOT_IN_FAMILY.label))


def members(change: Change) -> list[AdultMembership]:
    """The adults who belong to the family on the day."""
    rows = AdultMembership.objects.told(change.told).filter(valid_on(change.on), family=change.family)
    return list(rows.select_related("adult").order_by("pk"))


def end_before(row: Row, on: date) -> None:
    """Let something end the day before; what began today was never so."""
    if row.valid_from >= on:
        row.delete()
        return
    row.valid_to = on - timedelta(days=1)
    row.save(update_fields=["valid_to"])
