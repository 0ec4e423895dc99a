"""Who did what to which record, when and why. Rows are only ever added: the database refuses anything else."""

from django.contrib.postgres.indexes import BrinIndex
from django.db import models


class Event(models.Model):
    """One thing that was done. No foreign keys, no personal data: subjects are kinds and references."""

    at = models.DateTimeField()
    operation = models.CharField(max_length=100)
    actor = models.CharField(max_length=100)
    subject_kind = models.CharField(max_length=50)
    subject_reference = models.CharField(max_length=50)
    why = models.CharField(max_length=500, blank=True)
    counts = models.JSONField(default=dict)

    class Privacy:
        about = "nobody"
        plain = {
            "id",
            "at",
            "operation",
            "actor",
            "subject_kind",
            "subject_reference",
            "why",
            "counts",
        }

    class Meta:
        indexes = [
            BrinIndex(fields=["at"], name="audit_event_at"),
            models.Index(fields=["subject_kind", "subject_reference"], name="audit_event_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.operation} {self.subject_kind} {self.subject_reference}"
