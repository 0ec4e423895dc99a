"""Forms that are filled in or were: to whoever fills one in by its secret, to staff by the groups they work for."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from fingerpost.base.scope import Machinery, machinery
from fingerpost.registration.models import FilledForm
from fingerpost.registration.queries.wording import wording_of
from fingerpost.registration.rules.answers import Answers
from fingerpost.registration.rules.asking import Filling
from fingerpost.registration.rules.form import Form
from fingerpost.registration.vocabulary import Door, FormState


@dataclass(frozen=True, slots=True, repr=False)
class Filled:
    """A form as far as it is filled in. wording: the reference of its version. family: what it became."""

    reference: str
    door: Door
    state: FormState
    form: Form
    wording: str
    answers: Answers
    centre: str
    group: str
    family: str
    started_at: datetime
    changed_at: datetime
    sent_at: datetime | None

    def filling(self, on: date) -> Filling:
        """The form and its answers, for the rules."""
        return Filling(form=self.form, answers=self.answers, on=on, door=self.door)


def hashed(secret: str) -> str:
    """What is kept of a secret. It is long and random, so nothing slower is needed."""
    return sha256(secret.encode()).hexdigest()


def own_form(secret: str) -> Filled | None:
    """The form that this secret opens, to whoever fills it in."""
    with machinery(Machinery.FAMILIES):
        return _filled(secret_hash=hashed(secret), told="whoever has the secret") if secret else None


def link_works(code: str, now: datetime) -> bool:
    """Whether a mailed link can still be used."""
    with machinery(Machinery.FAMILIES):
        rows = FilledForm.objects.told("whoever has the link").filter(link_hash=hashed(code), link_until__gt=now)
        return rows.exists()


def filled_form(reference: str, *, viewer: str) -> Filled | None:
    """A form, if row security shows it to whoever is looking. viewer: as the audit trail names them."""
    return _filled(reference=reference, told=viewer)


def _filled(*, told: str, **named: str) -> Filled | None:
    rows = FilledForm.objects.told(told).filter(**named).select_related("version", "centre", "group")
    row = rows.first()
    return as_filled(row) if row else None


def as_filled(row: FilledForm) -> Filled:
    """A row, decrypted."""
    return Filled(
        reference=row.reference,
        door=Door(row.door),
        state=FormState(row.state),
        form=wording_of(row.version.reference).form,
        wording=row.version.reference,
        answers=json.loads(row.answers.shown()),
        centre=row.centre.slug if row.centre else "",
        group=row.group.slug if row.group else "",
        family=row.family,
        started_at=row.started_at,
        changed_at=row.changed_at,
        sent_at=row.sent_at,
    )
