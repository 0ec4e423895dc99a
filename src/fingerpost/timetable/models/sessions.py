"""A session: one dated meeting of a series."""

from django.db import models
from django.db.models import F, Q

from fingerpost.base import clock
from fingerpost.places.models import Venue
from fingerpost.timetable.models.programmes import Series
from fingerpost.timetable.vocabulary import CancelReason, SessionStatus


class Session(models.Model):
    """One meeting. `planned_on` is the day that the series gave it and never changes; the rest can be moved.

    `reference` is derived from the series' reference and that day, so that a link keeps its meaning.
    """

    reference = models.CharField(max_length=10, unique=True, editable=False)
    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="sessions")
    venue = models.ForeignKey(Venue, on_delete=models.PROTECT, related_name="sessions")
    planned_on = models.DateField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    status = models.CharField(max_length=10, choices=SessionStatus, default=SessionStatus.PLANNED)
    cancel_reason = models.CharField(max_length=12, choices=CancelReason, blank=True)
    notice = models.CharField(max_length=300, blank=True, help_text="Told to families: why it moved or is off")

    revision = models.PositiveIntegerField(
        default=0, help_text="counts what families were told anew: SEQUENCE of RFC 5545"
    )
    changed_at = models.DateTimeField(default=clock.now)

    class Privacy:
        about = "nobody"
        plain = {
            "id",
            "reference",
            "series",
            "revision",
            "changed_at",
            "venue",
            "planned_on",
            "starts_at",
            "ends_at",
            "status",
            "cancel_reason",
            "notice",
        }

    class Meta:
        ordering = ["starts_at"]
        indexes = [models.Index(fields=["starts_at"], name="session_starts_at")]
        constraints = [
            models.UniqueConstraint(fields=["series", "planned_on"], name="session_once"),
            models.CheckConstraint(name="session_times_in_order", condition=Q(starts_at__lt=F("ends_at"))),
            models.CheckConstraint(
                name="session_cancelled_with_reason",
                condition=~Q(status=SessionStatus.CANCELLED) | ~Q(cancel_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.series_id} on {self.planned_on}"
