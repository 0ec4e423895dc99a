"""Unusual looks are listed for review, and somebody says what came of each. The record itself stays as it is."""

from collections.abc import Callable, Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from fingerpost.audit.models import UnusualAccess
from fingerpost.audit.operations import Who, record
from fingerpost.audit.queries.entries import Asked, looks
from fingerpost.audit.rules.unusual import Day, Limits, Look, by_day, unusual
from fingerpost.audit.vocabulary import Outcome
from fingerpost.base.verdict import Refused

FAMILY = "family"
# Given looks, the same with what is known of each looker and record: whose own it is, what is outside their group.
Circumstances = Callable[[list[Look]], Iterable[Look]]


@transaction.atomic
def list_unusual(
    *, first: date, last: date, circumstances: Circumstances, limits: Limits, by: Who, now: datetime, because: str = ""
) -> int:
    """Put what was unusual in these days (both included) before whoever reviews; how much of it is new.

    May be done again for the same days: what is listed is not listed twice, what was reviewed is not asked again.
    """
    seen = list(circumstances(list(looks(Asked(kind=FAMILY, first=first, last=last)))))
    new = sum(_listed(day, now) for day in by_day(unusual(seen, limits)))
    if new:
        days = f"{first} to {last}"
        record("list unusual access", kind="record", reference=days, by=by, because=because, counts={"listed": new})
    return new


def _listed(day: Day, now: datetime) -> bool:
    """Whether there was something to list that nobody has reviewed yet."""
    rows = UnusualAccess.objects.told("listing").select_for_update().filter(kind=day.kind, who=day.who, on=day.on)
    reviewed = [row.last_entry for row in rows if row.reviewed_at]
    waiting = next((row for row in rows if not row.reviewed_at), None)
    rest = day.since(max(reviewed, default=0))
    if rest is None or (waiting and waiting.last_entry >= rest.findings[-1].entry):
        return False
    _write(waiting or UnusualAccess(kind=day.kind, who=day.who, on=day.on), rest, now)
    return True


def _write(row: UnusualAccess, day: Day, now: datetime) -> None:
    first, last = day.findings[0], day.findings[-1]
    row.posting, row.records, row.counted, row.found_at = first.posting, list(day.records), day.counted, now
    row.first_at, row.last_at, row.first_entry, row.last_entry = first.at, last.at, first.entry, last.entry
    row.save()


@transaction.atomic
def review_access(
    *, reference: str, outcome: str, note: str, by: Who, now: datetime, because: str = ""
) -> UnusualAccess:
    """Say what came of an unusual look. Nobody says it of their own. It may be said anew: the record keeps both."""
    found = UnusualAccess.objects.told("review").select_for_update().filter(reference=reference).first()
    if found is None:
        raise Refused(_("There is no such unusual look."))
    if found.who == by.user:
        raise Refused(_("This is about your own looks. A colleague has to review it."))
    if outcome not in Outcome.values:
        raise Refused(_("Choose what came of it."))
    if not note.strip():
        raise Refused(_("Write down how you know, or who has it now."))
    found.outcome, found.note, found.reviewed_by, found.reviewed_at = outcome, note.strip(), by.user, now
    found.save(update_fields=["outcome", "note", "reviewed_by", "reviewed_at"])
    record("review access", kind="unusual access", reference=reference, by=by, because=because, why=outcome)
    return found
