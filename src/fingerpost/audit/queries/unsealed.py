"""Which entries wait for a seal, whatever the order in which they were committed.

An entry's id is drawn before its transaction is committed, so a lower one may appear after a higher one was sealed.
Entries are therefore taken in the order of their transactions, and only of transactions older than any that still runs:
what is before that line is settled, and nothing is passed over or sealed twice.
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from psycopg import Connection

from fingerpost.audit.models import Seal

_CLUSTER: Final = "select system_identifier::text from pg_control_system()"
_WAITING: Final = """
select id, transaction::text::bigint from audit_event
where id > %(since)s and (transaction, id) > (%(transaction)s::text::xid8, %(event)s)
    and transaction < %(horizon)s::text::xid8
order by transaction, id limit %(most)s + 1
"""
_HORIZON: Final = "select pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
_ALL: Final = "select id from audit_event"
_SEALED: Final = "select events from audit_seal"


@dataclass(frozen=True, slots=True)
class Waiting:
    """The ids of entries to seal, in order, and where the next seal goes on."""

    ids: list[int]
    last_transaction: int
    last_event: int
    since_event: int


def cluster(connection: Connection[Any]) -> str:
    """Which PostgreSQL this is: another one counts its transactions from another beginning."""
    row = connection.execute(_CLUSTER).fetchone()
    return str(row[0]) if row else ""


def waiting(connection: Connection[Any], last: Seal | None, most: int) -> Waiting:
    """At most so many of the entries that come next. With the last of them, all before the horizon is settled."""
    (horizon,) = connection.execute(_HORIZON).fetchone() or (0,)
    since = last.since_event if last else 0
    after = {
        "since": since,
        "transaction": last.last_transaction if last else 0,
        "event": last.last_event if last else 0,
        "horizon": horizon,
        "most": most,
    }
    rows = connection.execute(_WAITING, after).fetchall()
    last_event, last_transaction = rows[most - 1] if len(rows) > most else (0, horizon)
    return Waiting(sorted(row[0] for row in rows[:most]), last_transaction, last_event, since)


def left_over(connection: Connection[Any]) -> Waiting:
    """Every entry that no seal covers, by looking at all of both: for the day after a restore."""
    everything = np.array([row[0] for row in connection.execute(_ALL)], dtype=np.int64)
    left = np.setdiff1d(everything, sealed_ids(connection))
    return Waiting(left.tolist(), 0, 0, int(everything.max(initial=0)))


def sealed_ids(connection: Connection[Any]) -> "np.ndarray[Any, np.dtype[np.int64]]":
    """The ids of all sealed entries, as often as they stand in a seal."""
    lists = [np.frombuffer(row[0][: len(row[0]) // 8 * 8], ">i8") for row in connection.execute(_SEALED)]
    return np.concatenate([np.empty(0, np.int64), *lists]).astype(np.int64)
