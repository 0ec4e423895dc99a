"""Centres and the groups they are clustered in: "82 children's centres ... clustered in 29 geographical groups".

A centre is a service for an area; names, groups and designations hold from a day to a day.
"""

from django.db import models

from fingerpost.places.models.areas import District
from fingerpost.places.models.authority import LocalAuthority
from fingerpost.places.models.dated import Dated, once_at_a_time
from fingerpost.places.vocabulary import DesignationKind, Weekday


class LeadAgency(models.Model):
    """The organisation that the authority pays to run a group of centres."""

    name = models.CharField(max_length=150, unique=True)

    class Privacy:
        about = "nobody"
        plain = {"id", "name"}

    class Meta:
        verbose_name_plural = "lead agencies"

    def __str__(self) -> str:
        return self.name


class CentreGroup(Dated):
    """A group of centres for a period. The register may open the same number again under another name."""

    authority = models.ForeignKey(LocalAuthority, on_delete=models.CASCADE, related_name="centre_groups")
    register_number = models.CharField(max_length=10, help_text="the group's number in the national register")
    name = models.CharField(max_length=100)
    slug = models.SlugField(max_length=110)
    lead_agency = models.ForeignKey(LeadAgency, null=True, blank=True, on_delete=models.SET_NULL)
    website = models.URLField(blank=True)

    class Privacy:
        about = "nobody"
        plain = {
            "id",
            "authority",
            "register_number",
            "name",
            "slug",
            "lead_agency",
            "website",
            "valid_from",
            "valid_to",
        }

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["authority", "slug"], name="centre_group_slug_once"),
            once_at_a_time("centre_group_once", "authority", "register_number"),
        ]

    def __str__(self) -> str:
        return self.name


class Centre(models.Model):
    """A children's centre: a service for an area. `number` is its unique reference number in the register."""

    authority = models.ForeignKey(LocalAuthority, on_delete=models.CASCADE, related_name="centres")
    number = models.CharField(max_length=10, help_text="URN in the national register")
    local_code = models.CharField(max_length=10, blank=True, help_text="the authority's own code, such as SA6")
    slug = models.SlugField(max_length=110)
    district = models.ForeignKey(
        District,
        null=True,
        on_delete=models.SET_NULL,
        related_name="centres",
        help_text="that it serves",
    )
    opened = models.DateField(null=True, blank=True)
    closed = models.DateField(null=True, blank=True)

    class Privacy:
        about = "nobody"
        plain = {
            "id",
            "authority",
            "number",
            "local_code",
            "slug",
            "district",
            "opened",
            "closed",
        }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority", "number"], name="centre_number_once"),
            models.UniqueConstraint(fields=["authority", "slug"], name="centre_slug_once"),
        ]

    def __str__(self) -> str:
        return self.slug


class CentreListing(Dated):
    """What the register says of a centre in a period: its name and how to reach it."""

    centre = models.ForeignKey(Centre, on_delete=models.CASCADE, related_name="listings")
    name = models.CharField(max_length=150)
    telephone = models.CharField(max_length=30, blank=True)
    website = models.URLField(max_length=300, blank=True)
    email = models.EmailField(blank=True)

    class Privacy:
        about = "nobody"
        plain = {
            "id",
            "centre",
            "name",
            "telephone",
            "website",
            "email",
            "valid_from",
            "valid_to",
        }

    class Meta:
        constraints = [once_at_a_time("centre_listing_once", "centre")]

    def __str__(self) -> str:
        return self.name


class Designation(Dated):
    """That the authority has designated a place as a children's centre."""

    centre = models.ForeignKey(Centre, on_delete=models.CASCADE, related_name="designations")
    kind = models.CharField(max_length=20, choices=DesignationKind, default=DesignationKind.CENTRE)

    class Privacy:
        about = "nobody"
        plain = {"id", "centre", "kind", "valid_from", "valid_to"}

    class Meta:
        constraints = [once_at_a_time("designation_once", "centre")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.centre_id}"


class GroupMembership(Dated):
    """That a centre belongs to a group."""

    centre = models.ForeignKey(Centre, on_delete=models.CASCADE, related_name="memberships")
    group = models.ForeignKey(CentreGroup, on_delete=models.CASCADE, related_name="memberships")

    class Privacy:
        about = "nobody"
        plain = {"id", "centre", "group", "valid_from", "valid_to"}

    class Meta:
        constraints = [once_at_a_time("group_membership_once", "centre")]

    def __str__(self) -> str:
        return f"{self.centre_id} in {self.group_id}"


class OpeningHours(Dated):
    """When a centre's door is open on a weekday in a season. No row for a weekday means closed.

    Where seasons overlap, the one with the fewest days wins, so that a summer can be laid over a year.
    """

    centre = models.ForeignKey(Centre, on_delete=models.CASCADE, related_name="opening_hours")
    season = models.CharField(max_length=60, blank=True, help_text="such as Summer holiday; empty all year")
    weekday = models.PositiveSmallIntegerField(choices=Weekday)
    opens = models.TimeField(null=True, blank=True)
    closes = models.TimeField(null=True, blank=True)
    note = models.CharField(max_length=100, blank=True, help_text="such as In the community")

    class Privacy:
        about = "nobody"
        plain = {
            "id",
            "centre",
            "season",
            "weekday",
            "opens",
            "closes",
            "note",
            "valid_from",
            "valid_to",
        }

    class Meta:
        verbose_name_plural = "opening hours"
        ordering = ["valid_from", "weekday", "opens"]
        constraints = [
            models.CheckConstraint(
                name="opening_hours_in_order",
                condition=models.Q(opens__isnull=True, closes__isnull=True) | models.Q(opens__lt=models.F("closes")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens}-{self.closes}"
