"""Bringing encrypted texts under the newest key while the service runs. Cut short, it goes on where it stopped.

Each handful of rows is locked for as long as it takes to write them anew. Whoever reads is never kept waiting, and
reads under whichever key a text is kept, as long as the old ones are on the ring.
"""

from collections.abc import Iterable
from typing import Any, Final

from django.apps import apps
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Substr

from fingerpost.audit.operations import record
from fingerpost.base.encrypted import indexes_of, texts_of
from fingerpost.base.encryption import ring

AT_ONCE: Final = 500
Model = type[models.Model]


def rotate_keys(*, by: str, of: Iterable[Model] | None = None, at_once: int = AT_ONCE) -> dict[str, int]:
    """Write every text that is under an older key under the newest; how many rows of each table. Raises LostKey."""
    kept = [model for model in (apps.get_models() if of is None else of) if texts_of(model)]
    done = {model._meta.db_table: rows for model in kept if (rows := _all_of(model, at_once))}
    if done:
        record("rotate keys", kind="keys", reference=ring().newest.name, by=by, counts=done)
    return done


def under_older_keys(model: Model) -> "models.QuerySet[Any]":
    """The rows with a text that is not under the newest key."""
    head = ring().newest.head
    older = Q()
    rows = model._base_manager.all()  # noqa: SLF001 - keys are changed for everybody, whoever may see them
    for field in texts_of(model):
        start = Substr(field.name, 1, len(head), output_field=models.BinaryField())
        rows = rows.annotate(**{f"{field.name}_head": start})
        older |= Q(**{f"{field.name}__isnull": False}) & ~Q(**{f"{field.name}_head": head})
    return rows.filter(older)


def _all_of(model: Model, at_once: int) -> int:
    done = 0
    while rows := _handful(model, at_once):
        done += rows
    return done


@transaction.atomic
def _handful(model: Model, at_once: int) -> int:
    rows = list(under_older_keys(model).select_for_update(of=("self",)).order_by("pk")[:at_once])
    columns = [field.name for field in [*texts_of(model), *indexes_of(model)]]
    for row in rows:
        row.save(update_fields=columns)
    return len(rows)
