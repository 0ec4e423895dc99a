"""Areas: districts, small areas (LSOA 2011), named places, postcodes, and which centre serves which small area."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from fingerpost.base.grid import GridPoint
from fingerpost.places.models.authority import LocalAuthority
from fingerpost.places.models.dated import Dated, once_at_a_time
from fingerpost.places.vocabulary import PlaceNameKind


class District(models.Model):
    """A district or borough. `code` is the Office for National Statistics code, such as E07000095."""

    authority = models.ForeignKey(LocalAuthority, on_delete=models.CASCADE, related_name="districts")
    code = models.CharField(max_length=9, unique=True)
    name = models.CharField(max_length=100)
    outline = models.JSONField(
        default=list, help_text="Lines of eastings and northings in metres: [[[e, n], ...], ...]"
    )

    class Privacy:
        about = "nobody"
        plain = {"id", "authority", "code", "name", "outline"}

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class SmallArea(models.Model):
    """A lower-layer super output area of 2011, with its under-fives (mid-2020) and deprivation (2019)."""

    code = models.CharField(max_length=9, unique=True)
    name = models.CharField(max_length=100)
    district = models.ForeignKey(District, on_delete=models.CASCADE, related_name="small_areas")
    ward = models.CharField(max_length=100, blank=True)
    easting = models.IntegerField()
    northing = models.IntegerField()
    deprivation_rank = models.PositiveIntegerField(help_text="IMD 2019; 1 is the most deprived of 32,844")
    deprivation_decile = models.PositiveSmallIntegerField(help_text="IMD 2019; 1 is the most deprived tenth")
    child_poverty_decile = models.PositiveSmallIntegerField(help_text="IDACI 2019; 1 is the most deprived tenth")
    children_by_age = ArrayField(
        models.PositiveIntegerField(),
        size=5,
        help_text="aged 0, 1, 2, 3, 4 in mid-2020",
    )
    successors = ArrayField(models.CharField(max_length=9), help_text="LSOA 2021 codes")
    boundary = models.JSONField(help_text="Outer rings of eastings and northings in metres: [[[e, n], ...], ...]")

    class Privacy:
        about = "nobody"
        plain = {
            "id",
            "code",
            "name",
            "district",
            "ward",
            "easting",
            "northing",
            "deprivation_rank",
            "deprivation_decile",
            "child_poverty_decile",
            "children_by_age",
            "successors",
            "boundary",
        }

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name

    @property
    def under_fives(self) -> int:
        return sum(self.children_by_age)


class PlaceName(models.Model):
    """A town or village that people type instead of a postcode."""

    authority = models.ForeignKey(LocalAuthority, on_delete=models.CASCADE, related_name="place_names")
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=10, choices=PlaceNameKind)
    easting = models.IntegerField()
    northing = models.IntegerField()

    class Privacy:
        about = "nobody"
        plain = {"id", "authority", "name", "kind", "easting", "northing"}

    class Meta:
        ordering = ["name"]
        indexes = [GinIndex(fields=["name"], opclasses=["gin_trgm_ops"], name="place_name_trigrams")]
        constraints = [models.UniqueConstraint(fields=["authority", "name"], name="place_name_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def point(self) -> GridPoint:
        return GridPoint(self.easting, self.northing)


class Postcode(models.Model):
    """A postcode's place. 2.7 million rows cover the United Kingdom, so a row is small: no surrogate key."""

    code = models.CharField(max_length=7, primary_key=True, help_text="compact, such as AL13LD")
    easting = models.IntegerField()
    northing = models.IntegerField()
    district_code = models.CharField(max_length=9)
    small_area_code = models.CharField(max_length=9, blank=True)

    class Privacy:
        about = "nobody"
        plain = {"code", "easting", "northing", "district_code", "small_area_code"}

    def __str__(self) -> str:
        return self.code

    @property
    def point(self) -> GridPoint:
        return GridPoint(self.easting, self.northing)


class OutwardCode(models.Model):
    """The middle of all postcodes that begin alike (`AL1`): what is left to say of a postcode that is not known."""

    code = models.CharField(max_length=4, primary_key=True)
    easting = models.IntegerField()
    northing = models.IntegerField()

    class Privacy:
        about = "nobody"
        plain = {"code", "easting", "northing"}

    def __str__(self) -> str:
        return self.code

    @property
    def point(self) -> GridPoint:
        return GridPoint(self.easting, self.northing)


class PostcodeFile(models.Model):
    """That the postcodes beginning with a letter are loaded for an extent, so that a stopped load can go on."""

    letter = models.CharField(max_length=1)
    extent = models.CharField(max_length=100, help_text="which part of the file was wanted")
    rows = models.PositiveIntegerField()

    class Privacy:
        about = "nobody"
        plain = {"id", "letter", "extent", "rows"}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["letter", "extent"], name="postcode_file_once")]

    def __str__(self) -> str:
        return f"{self.letter} {self.extent}"


class ReachArea(Dated):
    """A small area that a centre serves. A small area has one centre at a time."""

    centre = models.ForeignKey("places.Centre", on_delete=models.CASCADE, related_name="reach_areas")
    small_area = models.ForeignKey(SmallArea, on_delete=models.CASCADE, related_name="reach_areas")

    class Privacy:
        about = "nobody"
        plain = {"id", "centre", "small_area", "valid_from", "valid_to"}

    class Meta:
        constraints = [once_at_a_time("reach_area_once", "small_area")]

    def __str__(self) -> str:
        return f"{self.small_area_id} served by {self.centre_id}"
