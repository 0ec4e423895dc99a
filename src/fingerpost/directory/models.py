"""What is offered: "a core menu of services in the following areas", and services by others."""

from django.db import models

from fingerpost.base.identifiers import new_reference
from fingerpost.directory.vocabulary import ConfirmedBy, Level
from fingerpost.partners.models import Organisation
from fingerpost.places.models import CentreGroup, LocalAuthority


class Taxonomy(models.Model):
    """A way to sort services. The first is the core menu, the second the former national directory's."""

    key = models.SlugField(unique=True)
    name = models.CharField(max_length=100)
    source = models.CharField(max_length=300)

    class Privacy:
        about = "nobody"
        plain = {"id", "key", "name", "source"}

    class Meta:
        verbose_name_plural = "taxonomies"

    def __str__(self) -> str:
        return self.name


class Term(models.Model):
    """A heading or an item of a taxonomy. `key` is stable; the words may change."""

    taxonomy = models.ForeignKey(Taxonomy, on_delete=models.CASCADE, related_name="terms")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="items")
    key = models.SlugField(max_length=80)
    name = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField()

    class Privacy:
        about = "nobody"
        plain = {"id", "taxonomy", "parent", "key", "name", "position"}

    class Meta:
        ordering = ["taxonomy", "position"]
        constraints = [models.UniqueConstraint(fields=["taxonomy", "key"], name="term_once")]

    def __str__(self) -> str:
        return self.name


class Service(models.Model):
    """Something offered to families by a centre group or by another organisation."""

    reference = models.CharField(max_length=10, unique=True, default=new_reference, editable=False)
    authority = models.ForeignKey(LocalAuthority, on_delete=models.CASCADE, related_name="services")
    group = models.ForeignKey(
        CentreGroup,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="services",
    )
    organisation = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="services",
    )
    name = models.CharField(max_length=150)
    description = models.TextField(blank=True)
    level = models.CharField(max_length=12, choices=Level, default=Level.UNIVERSAL)
    terms = models.ManyToManyField(Term, related_name="services")
    youngest = models.SmallIntegerField(null=True, blank=True, help_text="months; -9 is from pregnancy")
    oldest = models.SmallIntegerField(null=True, blank=True, help_text="months")
    cost = models.CharField(max_length=200, blank=True)
    how_to_get = models.CharField(max_length=300, blank=True)
    telephone = models.CharField(max_length=30, blank=True)
    website = models.URLField(blank=True)
    last_confirmed_on = models.DateField(null=True, blank=True)
    last_confirmed_by = models.CharField(max_length=20, choices=ConfirmedBy, blank=True)

    class Privacy:
        about = "nobody"
        plain = {
            "id",
            "reference",
            "authority",
            "group",
            "organisation",
            "name",
            "description",
            "level",
            "terms",
            "youngest",
            "oldest",
            "cost",
            "how_to_get",
            "telephone",
            "website",
            "last_confirmed_on",
            "last_confirmed_by",
        }

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="service_has_one_provider",
                condition=models.Q(group__isnull=False, organisation__isnull=True)
                | models.Q(group__isnull=True, organisation__isnull=False),
            ),
            models.CheckConstraint(
                name="service_ages_in_order",
                condition=models.Q(youngest__isnull=True)
                | models.Q(oldest__isnull=True)
                | models.Q(youngest__lte=models.F("oldest")),
            ),
        ]

    def __str__(self) -> str:
        return self.name
