"""Organisations that work with the centres: "health visitors and other health professionals, voluntary and
community organisations, housing, social care and Job Centre Plus"."""

from django.db import models

from fingerpost.base.identifiers import new_reference
from fingerpost.partners.vocabulary import OrganisationKind


class Organisation(models.Model):
    """An organisation other than a centre or its group. It belongs to no authority: a health trust spans several."""

    reference = models.CharField(max_length=10, unique=True, default=new_reference, editable=False)
    kind = models.CharField(max_length=30, choices=OrganisationKind)
    name = models.CharField(max_length=200)
    telephone = models.CharField(max_length=30, blank=True)
    website = models.URLField(blank=True)
    email = models.EmailField(blank=True)

    class Privacy:
        about = "nobody"
        plain = {"id", "reference", "kind", "name", "telephone", "website", "email"}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "name"], name="organisation_once")]

    def __str__(self) -> str:
        return self.name
