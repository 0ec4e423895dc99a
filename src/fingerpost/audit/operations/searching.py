"""Whoever looks into the record gives a reason, and the look itself is on record."""

from dataclasses import asdict

from django.db import transaction
from django.utils.translation import gettext as _

from fingerpost.audit.operations import Who, record_read
from fingerpost.audit.queries.entries import Asked, Entry, entries
from fingerpost.base.verdict import Refused


@transaction.atomic
def search(asked: Asked, *, by: Who, because: str, why: str, before: int | None = None) -> list[Entry]:
    """The entries asked for. Raises Refused without a reason. What was asked is kept by reference, as all is."""
    if not why.strip():
        raise Refused(_("Write down why you look into the record."))
    about = [str(value) for value in asdict(asked).values() if value]
    record_read("search record", kind="record", references=about or ["everything"], by=by, because=because, why=why)
    return entries(asked, before=before)
