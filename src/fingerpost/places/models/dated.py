"""What is true from a day to a day, and can be true only once at a time."""

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value


class DateRange(Func):
    """The days from valid_from to valid_to, both included; an empty end is open."""

    function = "daterange"


def valid_on(day: date, prefix: str = "") -> Q:
    """Rows that hold on a day, for a dated model or, with a prefix, for one reached from here."""
    started = Q(**{f"{prefix}valid_from__lte": day})
    return started & (Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gte": day}))


def once_at_a_time(name: str, *fields: str) -> ExclusionConstraint:
    """No two rows with the same fields may hold on the same day."""
    days = DateRange(F("valid_from"), F("valid_to"), Value("[]"))
    same: list[tuple[str | Func, str]] = [(field, RangeOperators.EQUAL) for field in fields]
    return ExclusionConstraint(name=name, expressions=[*same, (days, RangeOperators.OVERLAPS)])


class Dated(models.Model):
    """Something that holds from a day to a day (both included); an empty end means still."""

    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True
