"""Days on which a centre, or every centre of an authority, is closed."""

from django.db import models
from django.db.models import F, Q

from fingerpost.places.models import Centre, LocalAuthority
from fingerpost.timetable.vocabulary import ClosureReason


class Closure(models.Model):
    """A closure of days or weeks, both ends included. Without a centre it closes every centre of the authority."""

    authority = models.ForeignKey(LocalAuthority, on_delete=models.CASCADE, related_name="closures")
    centre = models.ForeignKey(Centre, null=True, blank=True, on_delete=models.CASCADE, related_name="closures")
    starts_on = models.DateField()
    ends_on = models.DateField()
    reason = models.CharField(max_length=12, choices=ClosureReason)
    notice = models.CharField(max_length=300, blank=True, help_text="Told to families")

    class Privacy:
        about = "nobody"
        plain = {
            "id",
            "authority",
            "centre",
            "starts_on",
            "ends_on",
            "reason",
            "notice",
        }

    class Meta:
        ordering = ["starts_on"]
        constraints = [models.CheckConstraint(name="closure_days_in_order", condition=Q(starts_on__lte=F("ends_on")))]

    def __str__(self) -> str:
        return f"{self.get_reason_display()} from {self.starts_on}"
