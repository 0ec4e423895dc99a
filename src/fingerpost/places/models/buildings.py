"""Buildings, what they are to a centre, and every other place where a session is held."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from fingerpost.base.grid import GridPoint
from fingerpost.base.identifiers import new_reference
from fingerpost.base.postcode import spaced
from fingerpost.places.models.areas import District
from fingerpost.places.models.authority import LocalAuthority
from fingerpost.places.models.dated import Dated, once_at_a_time
from fingerpost.places.vocabulary import (
    NEVER_SHOWN,
    Facility,
    PremisesRole,
    PremisesState,
    VenueKind,
)


class Building(models.Model):
    """A building with an address. Two centres may share one; its district can differ from the centre's."""

    authority = models.ForeignKey(LocalAuthority, on_delete=models.CASCADE, related_name="buildings")
    address_lines = ArrayField(models.CharField(max_length=100), default=list)
    town = models.CharField(max_length=100)
    postcode = models.CharField(max_length=7, help_text="compact, such as AL13LD")
    easting = models.IntegerField()
    northing = models.IntegerField()
    district = models.ForeignKey(District, null=True, on_delete=models.SET_NULL, related_name="buildings")
    facilities = ArrayField(models.CharField(max_length=30, choices=Facility), default=list)
    directions = models.TextField(blank=True, help_text="Buses, parking, where the door is")

    class Privacy:
        about = "nobody"
        plain = {
            "id",
            "authority",
            "address_lines",
            "town",
            "postcode",
            "easting",
            "northing",
            "district",
            "facilities",
            "directions",
        }

    class Meta:
        constraints = [models.UniqueConstraint(fields=["authority", "postcode", "address_lines"], name="building_once")]

    def __str__(self) -> str:
        return ", ".join([*self.address_lines[:1], self.town])

    @property
    def point(self) -> GridPoint:
        return GridPoint(self.easting, self.northing)

    @property
    def address(self) -> list[str]:
        """The lines of the address, with town and postcode."""
        return [line for line in (*self.address_lines, self.town, spaced(self.postcode)) if line]


class Premises(Dated):
    """What a building is to a centre, from a day to a day; a relocation is a temporary one, with a notice."""

    centre = models.ForeignKey("places.Centre", on_delete=models.CASCADE, related_name="premises")
    building = models.ForeignKey(Building, on_delete=models.PROTECT, related_name="premises")
    role = models.CharField(max_length=10, choices=PremisesRole, default=PremisesRole.BASE)
    state = models.CharField(max_length=10, choices=PremisesState, default=PremisesState.OPEN)
    notice = models.CharField(max_length=300, blank=True, help_text="Told to families, such as why it moved")

    class Privacy:
        about = "nobody"
        plain = {
            "id",
            "centre",
            "building",
            "role",
            "state",
            "notice",
            "valid_from",
            "valid_to",
        }

    class Meta:
        verbose_name_plural = "premises"
        constraints = [once_at_a_time("premises_once", "centre", "building")]

    def __str__(self) -> str:
        return f"{self.get_role_display()} of {self.centre_id}"


class Venue(models.Model):
    """A place where sessions are held. A family's home is never shown in public, by its kind."""

    reference = models.CharField(max_length=10, unique=True, default=new_reference, editable=False)
    authority = models.ForeignKey(LocalAuthority, on_delete=models.CASCADE, related_name="venues")
    kind = models.CharField(max_length=20, choices=VenueKind)
    name = models.CharField(max_length=150)
    building = models.ForeignKey(
        Building,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="venues",
        help_text="A centre's",
    )
    address_lines = ArrayField(models.CharField(max_length=100), default=list, blank=True)
    town = models.CharField(max_length=100, blank=True)
    postcode = models.CharField(max_length=7, blank=True)
    easting = models.IntegerField(null=True, blank=True)
    northing = models.IntegerField(null=True, blank=True)
    facilities = ArrayField(models.CharField(max_length=30, choices=Facility), default=list, blank=True)
    directions = models.TextField(blank=True)
    online_address = models.URLField(blank=True)

    class Privacy:
        about = "nobody"  # a home visit's address is the family's: it is kept with the family, never here
        plain = {
            "id",
            "reference",
            "authority",
            "kind",
            "name",
            "building",
            "address_lines",
            "town",
            "postcode",
            "easting",
            "northing",
            "facilities",
            "directions",
            "online_address",
        }

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="venue_home_has_no_address",
                condition=~models.Q(kind=VenueKind.FAMILY_HOME)
                | models.Q(
                    postcode="",
                    easting__isnull=True,
                    northing__isnull=True,
                    address_lines=[],
                    town="",
                ),
            ),
            models.CheckConstraint(
                name="venue_has_a_place",
                condition=models.Q(kind__in=[VenueKind.FAMILY_HOME, VenueKind.ONLINE])
                | models.Q(easting__isnull=False, northing__isnull=False),
            ),
            models.UniqueConstraint(fields=["authority", "name", "postcode"], name="venue_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def shown(self) -> bool:
        """Whether the public may see where it is."""
        return VenueKind(self.kind) not in NEVER_SHOWN

    @property
    def point(self) -> GridPoint | None:
        if self.easting is None or self.northing is None:
            return None
        return GridPoint(self.easting, self.northing)

    @property
    def address(self) -> list[str]:
        postcode = [spaced(self.postcode)] if self.postcode else []
        return [line for line in [*self.address_lines, self.town, *postcode] if line]
