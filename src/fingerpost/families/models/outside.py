"""What a family is called in the system that it came from, so that it comes in once."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from fingerpost.base.guarded import GuardedManager
from fingerpost.base.privacy import Personal
from fingerpost.families.models.family import Family
from fingerpost.families.models.keeping import WITH_THE_FAMILY


class OutsideNumber(Personal, models.Model):
    """The number of a family in another system. compared_on: when the family was compared with all others; what was cut
    short before that is done the next time that a table comes from there."""

    family = models.ForeignKey(Family, on_delete=models.CASCADE, related_name="outside_numbers")
    source = models.SlugField(_("the system that it came from"))
    number = models.CharField(_("your number there"), max_length=60)
    compared_on = models.DateField(null=True)

    objects = GuardedManager["OutsideNumber"]()

    class Privacy:
        about = _("the family")
        called = _("your number in an earlier system")
        personal = {
            "source": _("To know where your record came from"),
            "number": _("Not to take over your record twice"),
        }
        plain = {"id", "family", "compared_on"}
        keep = WITH_THE_FAMILY

    class Meta:
        verbose_name = _("number in another system")
        verbose_name_plural = _("numbers in other systems")
        constraints = [models.UniqueConstraint(name="outside_number_once", fields=["source", "number"])]
