"""What was unusual on record: invented looks of invented people."""

from typing import Any

from fingerpost.audit.models import UnusualAccess
from fingerpost.audit.vocabulary import Unusual
from fingerpost.base import clock


def make_unusual(**values: Any) -> UnusualAccess:
    """An unusual look that nobody has reviewed; the one with that reference, if it is there."""
    now = clock.now()
    defaults: dict[str, Any] = {
        "kind": Unusual.OUT_OF_HOURS,
        "who": "2345678abc",
        "on": now.date(),
        "records": ["f1", "f2"],
        "counted": 2,
        "first_at": now,
        "last_at": now,
        "first_entry": 1,
        "last_entry": 2,
        "found_at": now,
    }
    known = UnusualAccess.objects.told("a test").filter(reference=values.get("reference", "")).first()
    return known or UnusualAccess.objects.create(**(defaults | values))
