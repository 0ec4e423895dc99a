"""Kinds of organisation that children's centres work with, as the source pages name them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OrganisationKind(TextChoices):
    """What an organisation does for families."""

    HEALTH_VISITING = "health_visiting", _("Health visiting")
    MIDWIFERY = "midwifery", _("Midwifery")
    OTHER_HEALTH = "other_health", _("Other health service")
    GP = "gp", _("GP practice")
    PHARMACY = "pharmacy", _("Pharmacy")
    SCHOOL = "school", _("School")
    CHILDCARE = "childcare", _("Nursery, pre-school or childminding")
    HOUSING = "housing", _("Housing")
    SOCIAL_CARE = "social_care", _("Social care")
    JOBCENTRE = "jobcentre", _("Jobcentre Plus")
    ADULT_LEARNING = "adult_learning", _("Adult learning")
    VOLUNTARY = "voluntary", _("Voluntary or community group")
    LIBRARY = "library", _("Library")
    FAMILY_INFORMATION = "family_information", _("Family Information Service")
