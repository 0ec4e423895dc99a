"""Forms that are filled in or were: to whoever fills one in by its secret, to staff by the groups they work for."""

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any, Final

import orjson
from django.db import connection

from fingerpost.base.encrypted import texts_of
from fingerpost.base.encryption import ring
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


@dataclass(frozen=True, slots=True, repr=False)
class Held:
    """A form with what it takes to write it: its row, and the authority whose version it is."""

    row: int
    authority: int
    filled: Filled


# Written out: it is asked at each page of the form, and a query that Django puts together costs more than its answer.
# That a secret is not empty is said to the database as well, which looks into the index of secrets only then.
_COLUMNS: Final = """
    select f.id, v.authority_id, f.reference, f.door, f.state, f.answers, v.reference, coalesce(c.slug, ''),
        coalesce(g.slug, ''), f.family, f.started_at, f.changed_at, f.sent_at
    from registration_filledform f join registration_formversion v on v.id = f.version_id
    left join places_centre c on c.id = f.centre_id left join places_centregroup g on g.id = f.group_id
"""
_BY_SECRET: Final = f"{_COLUMNS} where f.secret_hash = %s and f.secret_hash <> ''"
_BY_REFERENCE: Final = f"{_COLUMNS} where f.reference = %s"
_LOCKED: Final = " for no key update of f"


@machinery(Machinery.FAMILIES)
def own_form(secret: str) -> Filled | None:
    """The form that this secret opens, to whoever fills it in."""
    held = held_form(secret=secret) if secret else None
    return held.filled if held else None


def held_form(*, reference: str = "", secret: str = "", locked: bool = False) -> Held | None:
    """A form by its secret or its reference, if row security shows it. locked: until the transaction ends."""
    words, named = (_BY_SECRET, hashed(secret)) if secret else (_BY_REFERENCE, reference)
    with connection.cursor() as cursor:
        cursor.execute(words + _LOCKED if locked else words, [named])
        row = cursor.fetchone()
    return _held(*row) if row else None


def _held(row: int, authority: int, *shown: Any) -> Held:
    """A row of these columns, decrypted."""
    reference, door, state, answers, wording, *rest = shown
    told = orjson.loads(ring().unseal(bytes(answers), _PLACE.place(reference)))
    form = wording_of(wording).form
    return Held(row, authority, Filled(reference, Door(door), FormState(state), form, wording, told, *rest))


_PLACE: Final = next(field for field in texts_of(FilledForm) if field.name == "answers")


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
        answers=orjson.loads(row.answers.content()),
        centre=row.centre.slug if row.centre else "",
        group=row.group.slug if row.group else "",
        family=row.family,
        started_at=row.started_at,
        changed_at=row.changed_at,
        sent_at=row.sent_at,
    )
