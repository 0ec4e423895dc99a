"""A group's programme for a season, and the series in it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from fingerpost.base.identifiers import new_reference
from fingerpost.directory.models import Service
from fingerpost.partners.models import Organisation
from fingerpost.places.models import Centre, CentreGroup, Venue
from fingerpost.timetable.vocabulary import Access, Audience, Category, Language


class Programme(models.Model):
    """What a centre group puts on in a season, such as Autumn 2026: the printed "what's on"."""

    group = models.ForeignKey(CentreGroup, on_delete=models.CASCADE, related_name="programmes")
    name = models.CharField(max_length=60)
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Privacy:
        about = "nobody"
        plain = {"id", "group", "name", "starts_on", "ends_on"}

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(name="programme_days_in_order", condition=Q(starts_on__lte=F("ends_on"))),
            models.UniqueConstraint(fields=["group", "name"], name="programme_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Series(models.Model):
    """Something that recurs. `rule` is an RFC 5545 RRULE (no DTSTART); `first_on` is where it starts.

    The dates are those of the rule, plus `extra_dates`, less `skipped_dates`, less school holidays when
    `term_time_only`, less closures. Times are local.
    """

    reference = models.CharField(max_length=10, unique=True, default=new_reference, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="series")
    centre = models.ForeignKey(Centre, on_delete=models.CASCADE, related_name="series")
    service = models.ForeignKey(Service, null=True, blank=True, on_delete=models.SET_NULL, related_name="series")
    run_by = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="series",
        help_text="a partner",
    )
    venue = models.ForeignKey(Venue, on_delete=models.PROTECT, related_name="series")
    title = models.CharField(max_length=120)
    summary = models.CharField(max_length=400, blank=True)
    category = models.CharField(max_length=20, choices=Category)
    rule = models.CharField(max_length=200, blank=True, help_text="RRULE; empty for named dates only")
    first_on = models.DateField()
    last_on = models.DateField()
    extra_dates = ArrayField(models.DateField(), default=list, blank=True)
    skipped_dates = ArrayField(models.DateField(), default=list, blank=True)
    term_time_only = models.BooleanField(default=False)
    starts_at = models.TimeField()
    ends_at = models.TimeField()
    youngest = models.SmallIntegerField(null=True, blank=True, help_text="months; -9 is from pregnancy")
    oldest = models.SmallIntegerField(null=True, blank=True, help_text="months")
    audiences = ArrayField(models.CharField(max_length=20, choices=Audience), default=list, blank=True)
    access = models.CharField(max_length=12, choices=Access, default=Access.DROP_IN)
    how_to_book = models.CharField(max_length=200, blank=True)
    price_pence = models.PositiveIntegerField(default=0)
    price_unit = models.CharField(max_length=40, blank=True, help_text="such as per child or per course")
    concession = models.CharField(max_length=150, blank=True)
    languages = ArrayField(models.CharField(max_length=3, choices=Language), default=list, blank=True)
    capacity = models.PositiveSmallIntegerField(null=True, blank=True, help_text="families")

    class Privacy:
        about = "nobody"
        plain = {
            "id",
            "reference",
            "programme",
            "centre",
            "service",
            "run_by",
            "venue",
            "title",
            "summary",
            "category",
            "rule",
            "first_on",
            "last_on",
            "extra_dates",
            "skipped_dates",
            "term_time_only",
            "starts_at",
            "ends_at",
            "youngest",
            "oldest",
            "audiences",
            "access",
            "how_to_book",
            "price_pence",
            "price_unit",
            "concession",
            "languages",
            "capacity",
        }

    class Meta:
        verbose_name_plural = "series"
        constraints = [
            models.CheckConstraint(name="series_days_in_order", condition=Q(first_on__lte=F("last_on"))),
            models.CheckConstraint(name="series_times_in_order", condition=Q(starts_at__lt=F("ends_at"))),
            models.CheckConstraint(
                name="series_ages_in_order",
                condition=Q(youngest__isnull=True) | Q(oldest__isnull=True) | Q(youngest__lte=F("oldest")),
            ),
        ]

    def __str__(self) -> str:
        return self.title
