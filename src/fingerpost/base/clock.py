"""The only reader of the clock. Rules and operations are told the day; views ask here."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """The present moment, aware."""
    return timezone.now()


def today() -> date:
    """The present day where the service is run (settings.TIME_ZONE)."""
    return datetime.now(timezone.get_default_timezone()).date()
