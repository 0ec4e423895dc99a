"""Whoever looks into the record gives a reason, and the look itself is on record."""

from dataclasses import asdict

from django.utils.translation import gettext as _

from fingerpost.audit.operations import Who, record_read
from fingerpost.audit.queries.entries import A_PAGE, Asked, Entry, entries
from fingerpost.base.verdict import Refused


def search(
    asked: Asked,
    *,
    by: Who,
    because: str,
    why: str,
    before: int | None = None,
    limit: int = A_PAGE,
    what: str = "search record",
) -> list[Entry]:
    """The entries asked for. Raises Refused without a reason. What was asked is kept by reference, as all is."""
    if not why.strip():
        raise Refused(_("Write down why you look into the record."))
    about = [str(value) for value in asdict(asked).values() if value]
    record_read(what, kind="record", references=about or ["everything"], by=by, because=because, why=why)
    return entries(asked, before=before, limit=limit)
