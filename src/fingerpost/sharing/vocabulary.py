"""Words about choices. Keys are stable: they stand in the database and in forms as data."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Purpose(TextChoices):
    """What a family may choose or refuse, each by itself. Refusing closes no door."""

    SHARE = "share", _("Talking to others who support you")
    NEWSLETTER = "newsletter", _("Newsletter")
    REMINDERS = "reminders", _("Reminders")
    PHOTOS = "photos", _("Photos")
    RESEARCH = "research", _("Research")
