"""Accepting a form: only now is there a family on record, with the choices that were made, in the words they read."""

from collections import defaultdict
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from fingerpost.accounts.rules import Doer
from fingerpost.audit.operations import record
from fingerpost.base.identifiers import new_reference
from fingerpost.base.scope import Machinery, machinery
from fingerpost.base.verdict import Refused
from fingerpost.families.models import Family
from fingerpost.families.operations import enter_family
from fingerpost.families.operations.opening import who_by
from fingerpost.registration.operations.filling import held
from fingerpost.registration.queries.filled import as_filled
from fingerpost.registration.rules.checking import problems
from fingerpost.registration.rules.meaning import choices_of, family_of
from fingerpost.registration.vocabulary import FormState
from fingerpost.sharing.operations import Made, record_choices
from fingerpost.sharing.vocabulary import Purpose


@transaction.atomic
@machinery(Machinery.FAMILIES)
def accept_form(*, reference: str, by: Doer, on: date, now: datetime) -> Family:
    """Enter the family that a form tells about, with its choices. Raises Refused."""
    form = held(reference)
    if form.state not in {FormState.SENT, FormState.RETURNED} or form.group is None:
        raise Refused(_("This form does not wait to be accepted."))
    filling = as_filled(form).filling(on)
    # What was right on the day it was sent stays right: an age that was reached meanwhile asks for nothing new.
    told = as_filled(form).filling(form.sent_at.date() if form.sent_at else on)
    if found := problems(told):
        raise Refused(found[0].sentence)
    names: defaultdict[str, str] = defaultdict(new_reference)
    family = enter_family(
        family=family_of(filling, names.__getitem__), group=form.group, centre=form.centre, by=by, on=on
    )
    made = [
        Made(
            purpose=Purpose(each.purpose),
            given=each.given,
            detail=each.detail,
            child="" if each.child is None else names[f"children/{each.child}"],
        )
        for each in choices_of(filling)
    ]
    record_choices(
        family=family, adult=names["adults/0"], made=made, wording=form.version.reference, by=who_by(by, on), now=now
    )
    form.state, form.family, form.settled_at, form.settled_by = FormState.ACCEPTED, family.reference, now, by.actor(on)
    form.save(update_fields=["state", "family", "settled_at", "settled_by"])
    record("accept form", kind="form", reference=reference, others=[family.reference], by=who_by(by, on))
    return family
