"""The local authority is data: its name, its words, its colours, its telephone numbers, its school calendar."""

from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from fingerpost.places.models.dated import Dated, once_at_a_time

hex_colour = RegexValidator(r"^#[0-9a-f]{6}$", _("Write the colour as # and six digits, such as #1f5c4a."))


class LocalAuthority(models.Model):
    """A county or council that runs children's centres. `code` is the Department for Education's three digits."""

    code = models.CharField(max_length=3, unique=True)
    name = models.CharField(max_length=100)
    slug = models.SlugField(unique=True)
    ons_code = models.CharField(max_length=9, blank=True, help_text="the Office for National Statistics' code")
    centre_word = models.CharField(max_length=60, default="children's centre")
    centre_word_plural = models.CharField(max_length=60, default="children's centres")
    telephone = models.CharField(max_length=30, blank=True)
    family_information_telephone = models.CharField(max_length=30, blank=True)
    family_information_url = models.URLField(blank=True)
    safeguarding_telephone = models.CharField(max_length=30, blank=True)
    website = models.URLField(blank=True)
    brand_colour = models.CharField(max_length=7, default="#1f5c4a", validators=[hex_colour])
    accent_colour = models.CharField(max_length=7, default="#b4632a", validators=[hex_colour])
    logo_svg = models.TextField(blank=True, help_text=_("An SVG drawing, served as a file of its own."))
    wording = models.JSONField(
        default=dict,
        blank=True,
        help_text=_("Sentences that this authority says its own way."),
    )
    places_as_at = models.DateField(
        null=True,
        blank=True,
        help_text=_("The day whose centres and groups are shown; empty means today."),
    )
    glass_hours = models.PositiveSmallIntegerField(
        default=0,
        validators=[MaxValueValidator(24)],
        help_text=_("For how many hours a worker may open a record in need; 0: never."),
    )
    glass_review_hours = models.PositiveSmallIntegerField(
        default=24, help_text=_("Within how many hours a lead reviews it; after that it goes to data protection.")
    )
    is_demonstration = models.BooleanField(default=False)
    attribution = models.TextField(blank=True, help_text=_("Whose open data is shown, a line for each licence."))
    revision = models.PositiveBigIntegerField(
        default=0, editable=False, help_text="Goes up with every change to the authority's places."
    )

    class Privacy:
        about = "nobody"
        plain = {
            "id",
            "code",
            "name",
            "slug",
            "ons_code",
            "centre_word",
            "centre_word_plural",
            "telephone",
            "family_information_telephone",
            "family_information_url",
            "safeguarding_telephone",
            "website",
            "brand_colour",
            "accent_colour",
            "logo_svg",
            "wording",
            "places_as_at",
            "glass_hours",
            "glass_review_hours",
            "is_demonstration",
            "attribution",
            "revision",
        }

    class Meta:
        verbose_name_plural = "local authorities"

    def __str__(self) -> str:
        return self.name


class SchoolTerm(Dated):
    """A stretch of school days without a holiday in it (a half term), from the authority's school calendar."""

    authority = models.ForeignKey(LocalAuthority, on_delete=models.CASCADE, related_name="school_terms")
    name = models.CharField(max_length=60)

    class Privacy:
        about = "nobody"
        plain = {"id", "authority", "name", "valid_from", "valid_to"}

    class Meta:
        ordering = ["valid_from"]
        constraints = [once_at_a_time("school_term_once", "authority")]

    def __str__(self) -> str:
        return self.name


class PublicHoliday(models.Model):
    """A day on which centres are closed by custom."""

    authority = models.ForeignKey(LocalAuthority, on_delete=models.CASCADE, related_name="public_holidays")
    day = models.DateField()
    name = models.CharField(max_length=60)

    class Privacy:
        about = "nobody"
        plain = {"id", "authority", "day", "name"}

    class Meta:
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["authority", "day"], name="public_holiday_once")]

    def __str__(self) -> str:
        return f"{self.name} {self.day:%Y}"
