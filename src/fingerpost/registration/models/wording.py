"""The wording of a form, version by version: "what a person saw and agreed to" can be shown exactly, years later."""

from django.db import models

from fingerpost.base.identifiers import new_reference
from fingerpost.places.models import LocalAuthority


class FormVersion(models.Model):
    """A whole form as it was shown. The database refuses to change one or to take it away."""

    reference = models.CharField(max_length=10, unique=True, default=new_reference, editable=False)
    authority = models.ForeignKey(LocalAuthority, on_delete=models.PROTECT, related_name="+")
    key = models.SlugField(max_length=40)
    language = models.CharField(max_length=12)
    version = models.CharField(max_length=40)
    digest = models.CharField(max_length=64, help_text="SHA-256 of the wording")
    wording = models.JSONField()
    published_on = models.DateField()

    class Privacy:
        about = "nobody"
        plain = {
            "id",
            "reference",
            "authority",
            "key",
            "language",
            "version",
            "digest",
            "wording",
            "published_on",
        }

    class Meta:
        constraints = [
            models.UniqueConstraint(name="form_version_once", fields=["authority", "key", "language", "version"]),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.version} ({self.language})"
