"""What every change of places ends with: one event in the record, and word to the readers."""

from django.db import transaction
from django.db.models import F

from fingerpost.audit.operations import record
from fingerpost.places.models import LocalAuthority
from fingerpost.places.queries.snapshot import forget


def changed(
    authority: LocalAuthority, operation: str, *, by: str, why: str = "", counts: dict[str, int] | None = None
) -> None:
    """Record the operation, and let every reader of the authority's places look again."""
    record(operation, kind="local authority", reference=authority.code, by=by, why=why, counts=counts)
    read_anew(authority)


def read_anew(authority: LocalAuthority) -> None:
    """Word to every reader of the authority's places, for a change that is on record under a name of its own."""
    LocalAuthority.objects.filter(pk=authority.pk).update(revision=F("revision") + 1)
    forget()
    transaction.on_commit(forget)
