"""The only reader of the clock. Rules and operations are told the day; views ask here."""

from datetime import UTC, date, datetime

from django.utils import timezone


def now() -> datetime:
    """The present moment, aware."""
    return datetime.now(UTC)


def today() -> date:
    """The present day where the service is run (settings.TIME_ZONE)."""
    return datetime.now(timezone.get_default_timezone()).date()
