"""Writing down that a family was called about its form, whether or not anybody answered."""

from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from fingerpost.accounts.rules import Doer
from fingerpost.audit.operations import record
from fingerpost.base.scope import Machinery, machinery
from fingerpost.base.verdict import Refused
from fingerpost.families.operations.opening import who_by
from fingerpost.registration.models import ContactTry
from fingerpost.registration.operations.deciding import decided
from fingerpost.registration.vocabulary import FormState, Tried

LONGEST_NOTE: Final = 1_000


@transaction.atomic
@machinery(Machinery.FAMILIES)
def record_try(*, reference: str, result: str, by: Doer, on: date, now: datetime, note: str = "") -> ContactTry:
    """Write down a try to reach a family. result: a value of `Tried`. Raises Refused."""
    form, allowed = decided(reference, by, on, also=FormState.RETURNED)
    if result not in Tried.values:
        raise Refused(_("Say what came of it."))
    if len(note.strip()) > LONGEST_NOTE:
        raise Refused(_("Write less, please: what matters for the next call is enough."))
    row = ContactTry.objects.create(
        form=form, result=result, note=note.strip() or None, tried_at=now, tried_by=by.actor(on)
    )
    record(
        "record call",
        kind="form",
        reference=reference,
        others=[row.reference],
        by=who_by(by, on),
        because=allowed.reason,
        counts={result: 1},
    )
    return row
