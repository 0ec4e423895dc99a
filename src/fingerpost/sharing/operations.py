"""Writing choices down: each time somebody is asked, whether they said yes or no."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from fingerpost.audit.operations import Who, record
from fingerpost.base.scope import Machinery, machinery
from fingerpost.families.models import Adult, Child, Family
from fingerpost.sharing.models import Choice
from fingerpost.sharing.vocabulary import Purpose


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A choice as it was made. child: a child's reference; "" for the family."""

    purpose: Purpose
    given: bool
    detail: str = ""
    child: str = ""


@transaction.atomic
@machinery(Machinery.FAMILIES)
def record_choices(
    *, family: Family, adult: str, made: Sequence[Made], wording: str, by: Who | str, now: datetime
) -> list[Choice]:
    """Add what an adult of the family, by reference, chose. What was chosen before stays as history."""
    children = dict(Child.objects.told("choices").filter(memberships__family=family).values_list("reference", "pk"))
    chooser = Adult.objects.told("choices").get(reference=adult, memberships__family=family)
    rows = [
        Choice(
            family=family,
            adult=chooser,
            child_id=children[each.child] if each.child else None,
            purpose=each.purpose,
            detail=each.detail,
            given=each.given,
            wording=wording,
            chosen_at=now,
        )
        for each in made
    ]
    written = Choice.objects.bulk_create(rows)
    counts = {"choices": len(rows), "given": sum(row.given for row in rows)}
    record("record choices", kind="family", reference=family.reference, others=[adult], by=by, counts=counts)
    return written
