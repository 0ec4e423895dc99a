"""What staff decide about a form that was sent, besides accepting it: ask the family something, or hand it over.

A question goes by telephone or letter, as it is safe for the family; no message is sent by itself.
"""

from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from fingerpost.accounts.queries import place_of
from fingerpost.accounts.rules import Doer
from fingerpost.audit.operations import record
from fingerpost.base.scope import Machinery, machinery
from fingerpost.base.verdict import Refused, Verdict
from fingerpost.families.operations.opening import who_by
from fingerpost.families.rules.changing import may_enter
from fingerpost.places.models import CentreGroup
from fingerpost.places.queries import group_on, picture_day
from fingerpost.registration.models import FilledForm
from fingerpost.registration.operations.filling import held
from fingerpost.registration.vocabulary import FormState

LONGEST_QUESTION: Final = 2_000


@transaction.atomic
@machinery(Machinery.FAMILIES)
def return_form(*, reference: str, question: str, by: Doer, on: date, now: datetime) -> None:
    """Give a form back to the family with a question; until it is answered the form waits. Raises Refused."""
    form, allowed = decided(reference, by, on)
    if not (asked := question.strip()):
        raise Refused(_("Write down what you have to ask the family."))
    if len(asked) > LONGEST_QUESTION:
        raise Refused(_("Write less, please: one question is enough."))
    form.question, form.state, form.changed_at = asked, FormState.RETURNED, now
    form.save(update_fields=["question", "state", "changed_at"])
    record("return form", kind="form", reference=reference, by=who_by(by, on), because=allowed.reason)


@transaction.atomic
@machinery(Machinery.FAMILIES)
def hand_over_form(*, reference: str, group: str, by: Doer, on: date, now: datetime) -> None:
    """Hand a form to another group, which chooses the centre. group: its short name. Raises Refused."""
    form, allowed = decided(reference, by, on)
    authority = form.version.authority
    found = group_on(authority, group, picture_day(authority, on))
    if found is None or found.id == form.group_id:
        raise Refused(_("Choose another group from the list."))
    form.group_id, form.centre, form.changed_at = found.id, None, now
    form.save(update_fields=["group", "centre", "changed_at"])
    record("hand over form", kind="form", reference=reference, by=who_by(by, on), because=allowed.reason)


def decided(reference: str, by: Doer, on: date, *, also: FormState = FormState.SENT) -> tuple[FilledForm, Verdict]:
    """The form, locked, if it waits and whoever acts takes in those of its group. Raises Refused.

    also: another state in which it can be done.
    """
    form = held(reference)
    group: CentreGroup | None = form.group
    if form.state not in {FormState.SENT, also} or group is None:
        raise Refused(_("This form does not wait any more."))
    verdict = may_enter(by, place_of(group, on), on)
    verdict.require()
    return form, verdict
