"""The columns that this worker searches, kept true: a request that comes a quarter of a second or more after the last
look asks the change feed what is new, and reads only that again.

The feed is asked for every change by a transaction that was not yet finished when we last looked, so that one which
commits late is not missed; what was applied already is passed over. Inside a transaction of our own (tests, mostly)
nothing is shared with other requests: it sees its own rows, and no other request sees what may yet be rolled back.
"""

from collections import defaultdict
from dataclasses import dataclass
from threading import Lock
from time import monotonic
from typing import Final, Generic, TypeVar

from django.db import connection

from fingerpost.base.scope import in_transaction
from fingerpost.timetable.queries.columns import Columns
from fingerpost.timetable.queries.loading import count, load, load_some
from fingerpost.timetable.queries.remembered import Remembered
from fingerpost.timetable.vocabulary import Changed

LOOK_AFTER: Final = 0.25  # seconds
READ_ALL_AFTER: Final = 24 * 3600  # seconds without a look; the feed is kept for a week
ROWS_REMEMBERED: Final = 10_240

Kept = TypeVar("Kept")
News = list[tuple[int, str, int | None]]

FEED: Final = """
select pg_snapshot_xmin(pg_current_snapshot())::text, change.id, change.kind, change.record
from (select 1) always left join timetable_change change on change.transaction >= %s::xid8
"""
HORIZON: Final = "select pg_snapshot_xmin(pg_current_snapshot())::text"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What stood at one look. Changes of transactions before `horizon` are in; so are the feed's rows `applied`."""

    columns: Columns
    horizon: str
    applied: frozenset[int]
    looked_at: float


class Live(Generic[Kept]):
    """The columns and the rows that the requests of one worker share."""

    def __init__(self) -> None:
        self._snapshot: Snapshot | None = None
        self._lock = Lock()
        self.rows: Remembered[int, Kept] = Remembered(ROWS_REMEMBERED)

    def columns(self) -> Columns:
        """The columns as they stand: at most LOOK_AFTER behind what is committed."""
        return load() if in_transaction() else self.shared()

    def shared(self) -> Columns:
        """The same for whoever knows that this is no transaction of their own."""
        snapshot = self._snapshot
        if snapshot is None:
            with self._lock:
                return (self._snapshot or self._read_all()).columns
        just_looked = 0 <= monotonic() - snapshot.looked_at < LOOK_AFTER
        if not just_looked and self._lock.acquire(blocking=False):
            try:
                return self._look(self._snapshot or snapshot).columns
            finally:
                self._lock.release()
        return snapshot.columns

    def forget(self) -> None:
        """Start anew, as a worker does that has just been started."""
        with self._lock:
            self._snapshot = None
            self.rows.forget(None)

    def _read_all(self) -> Snapshot:
        """Read everything; what the feed tells of before we begin is in what we read."""
        looked_at = monotonic()
        with connection.cursor() as cursor:
            cursor.execute(HORIZON)
            (horizon,) = cursor.fetchone()
        _, heard = _heard(horizon)
        return self._stand(Snapshot(load(count()), horizon, _numbers(heard), looked_at), changed=None)

    def _look(self, old: Snapshot) -> Snapshot:
        looked_at = monotonic()
        if looked_at - old.looked_at >= READ_ALL_AFTER:
            return self._read_all()
        horizon, heard = _heard(old.horizon)
        news = [one for one in heard if one[0] not in old.applied]
        if any(kind == Changed.EVERYTHING for _, kind, _ in news):
            return self._read_all()
        columns, changed = _applied(old.columns, news)
        return self._stand(Snapshot(columns, horizon, _numbers(heard), looked_at), changed)

    def _stand(self, snapshot: Snapshot, changed: set[int] | None) -> Snapshot:
        """Rows are forgotten after the columns are changed: a row read in between is read once more at most."""
        self._snapshot = snapshot
        if changed is None or changed:
            self.rows.forget(changed)
        return snapshot


def _heard(horizon: str) -> tuple[str, News]:
    """The horizon now, and every change that a transaction at or after the given one has told of."""
    with connection.cursor() as cursor:
        cursor.execute(FEED, [horizon])
        answer = cursor.fetchall()
    return answer[0][0], [(number, kind, record) for _, number, kind, record in answer if number is not None]


def _numbers(heard: News) -> frozenset[int]:
    return frozenset(number for number, _, _ in heard)


def _applied(columns: Columns, news: News) -> tuple[Columns, set[int] | None]:
    """The columns with the news in them, and which sessions' rows to forget (None: all of them)."""
    touched: dict[str, set[int]] = defaultdict(set)
    for _, kind, record in news:
        touched[kind].add(record or 0)
    renamed = touched.pop(Changed.NAMES, None)
    if not touched:
        return columns, None if renamed else set()
    changed, come = load_some(
        sessions=touched[Changed.SESSION],
        series=touched[Changed.SERIES],
        venues=touched[Changed.VENUE],
        buildings=touched[Changed.BUILDING],
    )
    return columns.merged(changed, come), None if renamed else changed
