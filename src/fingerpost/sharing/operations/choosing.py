"""Writing choices down: whenever somebody is asked or changes their mind, whether they said yes or no."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from fingerpost.accounts.rules import Viewer
from fingerpost.audit.operations import Who, record
from fingerpost.base.scope import Machinery, machinery
from fingerpost.base.verdict import Refused
from fingerpost.families.models import Adult, Child, Family
from fingerpost.families.operations.owning import OwnChange, own
from fingerpost.families.queries.own import Belonging
from fingerpost.sharing.models import Choice
from fingerpost.sharing.operations.ending import end_withdrawn
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


@transaction.atomic
@machinery(Machinery.FAMILIES)
def choose(*, viewer: Viewer, made: Made, wording: str, by: Who, on: date, now: datetime) -> None:
    """A parent changes one choice of theirs, with every family that they belong to. It holds at once. Raises Refused.

    A share that stands on what they take back ends with it. wording: the reference of what they read. For a child only
    whoever may change its details says yes; everybody who sees the child may take back what they said.
    """
    change = own(viewer, by, on)
    concerned = [each for each in change.belongs if _concerns(each, made)]
    if not concerned:
        raise Refused(_("You cannot choose this here. Ask your centre."))
    Choice.objects.bulk_create([_choice(change, each, made, wording, now) for each in concerned])
    first, *more = dict.fromkeys(each.member.family.reference for each in concerned)
    ended = end_withdrawn({each.member.family_id for each in concerned}, on=on, now=now)
    others = [*more, change.me.reference, *filter(None, [made.child]), *ended]
    counts = {"choices": 1, "given": int(made.given)}
    record("choose", kind="family", reference=first, others=others, by=by, because=change.because, counts=counts)


def _concerns(each: Belonging, made: Made) -> bool:
    if not made.child:
        return True
    return made.child in (each.hand.children if made.given else each.seen.children)


def _choice(change: OwnChange, each: Belonging, made: Made, wording: str, now: datetime) -> Choice:
    return Choice(
        family=each.member.family,
        adult=change.me,
        child=Child.objects.told("choices").get(reference=made.child) if made.child else None,
        purpose=made.purpose,
        detail=made.detail,
        given=made.given,
        wording=wording,
        chosen_at=now,
    )
