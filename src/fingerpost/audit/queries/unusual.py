"""What is unusual in the record: what nobody has looked into yet comes first."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F

from fingerpost.audit.models import UnusualAccess
from fingerpost.audit.vocabulary import Outcome, Unusual

A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Listed:
    """An unusual look as it is put before whoever reviews. The note is shown on its own page alone."""

    reference: str
    kind: Unusual
    who: str
    posting: str
    on: date
    records: tuple[str, ...]
    counted: int
    first_at: datetime
    last_at: datetime
    last_entry: int
    outcome: Outcome | None
    note: str
    reviewed_by: str
    reviewed_at: datetime | None


def waiting(viewer: str) -> int:
    """How many unusual looks nobody has looked into."""
    return UnusualAccess.objects.told(viewer).filter(reviewed_at=None).count()


def listed(viewer: str, *, page: int = 1, kind: str = "") -> tuple[list[Listed], int]:
    """A page of them, the open ones on top and the newest first, and how many pages there are."""
    rows = UnusualAccess.objects.told(viewer)
    rows = rows.filter(kind=kind) if kind else rows
    pages = max(1, -(-rows.count() // A_PAGE))
    ordered = rows.order_by(F("reviewed_at").desc(nulls_first=True), "-last_entry", "-pk")
    start = (min(page, pages) - 1) * A_PAGE
    return [_listed(row) for row in ordered.defer("note")[start : start + A_PAGE]], pages


def unusual_access(viewer: str, reference: str) -> Listed | None:
    """One of them, with its note."""
    row = UnusualAccess.objects.told(viewer).filter(reference=reference).first()
    return _listed(row, note=row.note.shown() if row.note else "") if row else None


def _listed(row: UnusualAccess, note: str = "") -> Listed:
    return Listed(
        reference=row.reference,
        kind=Unusual(row.kind),
        who=row.who,
        posting=row.posting,
        on=row.on,
        records=tuple(row.records),
        counted=row.counted,
        first_at=row.first_at,
        last_at=row.last_at,
        last_entry=row.last_entry,
        outcome=Outcome(row.outcome) if row.outcome else None,
        note=note,
        reviewed_by=row.reviewed_by,
        reviewed_at=row.reviewed_at,
    )
