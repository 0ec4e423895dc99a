"""Writing the record: called inside the transaction of the operation, so that neither happens without the other."""

from fingerpost.audit.models import Event
from fingerpost.base import clock


def record(
    operation: str,
    *,
    kind: str,
    reference: str,
    by: str,
    why: str = "",
    counts: dict[str, int] | None = None,
) -> Event:
    """Add one event.

    operation: a verb and a noun, such as "load centres". kind and reference name the record.
    by: a role or a command, never a person's name. counts: how many rows of what were touched.
    """
    return Event.objects.create(
        at=clock.now(),
        operation=operation,
        actor=by,
        subject_kind=kind,
        subject_reference=reference,
        why=why,
        counts=counts or {},
    )
