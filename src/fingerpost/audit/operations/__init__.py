"""Writing the record: called inside the transaction of the operation, so that neither happens without the other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import orjson
from django.db import connection, transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from fingerpost.audit.models import Event
from fingerpost.audit.rules.references import checked, masked, network_of
from fingerpost.audit.vocabulary import Verb
from fingerpost.base import clock
from fingerpost.base.scope import PageTransaction
from fingerpost.base.verdict import Refused

__all__ = ["Who", "record", "record_broken_glass", "record_read", "record_refused"]

ORIGIN_LETTERS = 16


@dataclass(frozen=True, slots=True)
class Who:
    """Who did it: the references of a user and of the posting used, at which desk, from which network address.

    The address is not kept: what is kept is a keyed hash of the network it is in.
    """

    user: str
    posting: str = ""
    desk: str = ""
    address: str = ""


def record(
    operation: str,
    *,
    kind: str,
    reference: str,
    by: str | Who,
    why: str = "",
    counts: dict[str, int] | None = None,
    because: str = "",
    others: Sequence[str] = (),
    names: Iterable[str] = (),
    verb: Verb = Verb.WROTE,
) -> Event:
    """Add one event.

    operation: a verb and a noun, such as "load centres". kind and reference name the record, others further ones.
    by: who; or, where no person acted, a role or a command. counts: how many rows of what were touched.
    because: the reason of the verdict that allowed it. why: the purpose, as typed; names are left out of it.
    Raises Telling if a reference looks like a name, a number or an address.
    """
    if verb == Verb.WROTE and not _in_an_operation():
        raise transaction.TransactionManagementError("A write and its entry are one transaction, or neither happens.")
    who = by if isinstance(by, Who) else Who(by)
    return _added(
        Event(
            at=clock.now(),
            verb=verb,
            operation=checked(operation),
            actor=checked(who.user),
            posting=checked(who.posting),
            desk=checked(who.desk),
            origin=origin(who.address),
            subject_kind=checked(kind),
            subject_reference=checked(reference),
            others=[checked(other) for other in others],
            because=masked(because, names),
            why=masked(why, names),
            counts=counts or {},
        )
    )


# As Django would write it, and as `base.read_only` lets it through; but put together once, not for each entry.
_COLUMNS: Final = tuple(field.name for field in Event._meta.concrete_fields if field.name not in {"id", "transaction"})
_VALUES: Final = ", ".join("%s::varchar(50)[]" if name == "others" else "%s" for name in _COLUMNS)
_NAMES: Final = ", ".join(f'"{name}"' for name in _COLUMNS)
_ADD: Final = f'INSERT INTO "audit_event" ({_NAMES}) VALUES ({_VALUES}) RETURNING "id", "transaction"'  # noqa: S608 - names of columns


def _added(event: Event) -> Event:
    """The event, written; with its number and that of its transaction."""
    said: dict[str, Any] = {name: getattr(event, name) for name in _COLUMNS}
    # As PostgreSQL writes them: most entries name no others, and an empty list takes longer to look at than a text.
    said |= {"counts": orjson.dumps(event.counts).decode(), "others": event.others or "{}"}
    with connection.cursor() as cursor:
        cursor.execute(_ADD, list(said.values()))
        event.pk, event.transaction = cursor.fetchone()
    event._state.adding = False  # noqa: SLF001 - it is on record: Django would add it again
    return event


def _in_an_operation() -> bool:
    """Whether something will be written together with the entry: a page's or a test's own transaction is not enough."""
    blocks = transaction.get_connection().atomic_blocks
    return any(not (isinstance(block, PageTransaction) or block._from_testcase) for block in blocks)  # noqa: SLF001


def record_read(
    what: str,
    *,
    kind: str,
    references: Sequence[str],
    by: Who,
    because: str,
    why: str = "",
    names: Iterable[str] = (),
) -> Event | None:
    """Add one event for a look at one record or at a list of them; called before anything of them is shown."""
    if not references:
        return None
    first, *others = references
    return record(
        what,
        kind=kind,
        reference=first,
        others=others,
        by=by,
        because=because,
        why=why,
        names=names,
        counts={"records": len(references)},
        verb=Verb.READ,
    )


def record_refused(what: str, *, kind: str, reference: str, by: Who, because: str) -> Event:
    """Add one event for a look or a write that was refused: not inside a transaction that the refusal undoes."""
    return record(what, kind=kind, reference=reference, by=by, because=because, verb=Verb.REFUSED)


@transaction.atomic
def record_broken_glass(
    what: str, *, kind: str, reference: str, by: Who, because: str, why: str, names: Iterable[str] = ()
) -> Event:
    """Add one event for a look without leave. Without a written reason it is refused."""
    if not why.strip():
        raise Refused(_("Write down why you need to see this record."))
    return record(
        what, kind=kind, reference=reference, by=by, because=because, why=why, names=names, verb=Verb.BROKE_GLASS
    )


def origin(address: str) -> str:
    """A pseudonym of the network that an address is in: equal for equal networks, as long as SECRET_KEY stands."""
    if not address or not (network := network_of(address)):
        return ""
    return salted_hmac("fingerpost.audit.origin", network, algorithm="sha256").hexdigest()[:ORIGIN_LETTERS]
