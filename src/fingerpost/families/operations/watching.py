"""Listing what was unusual about looks at families, with what is known of families and of those who looked."""

from datetime import date, datetime

from fingerpost.audit.operations import Who
from fingerpost.audit.operations.unusual import list_unusual
from fingerpost.audit.rules.unusual import Limits
from fingerpost.families.queries.looking import circumstances


def list_unusual_looks(*, first: date, last: date, by: str | Who, now: datetime, because: str = "") -> int:
    """Put unusual looks of these days (both included) before whoever reviews; how many are new. On record."""
    who = Who(by) if isinstance(by, str) else by
    return list_unusual(
        first=first, last=last, circumstances=circumstances, limits=Limits(), by=who, now=now, because=because
    )
