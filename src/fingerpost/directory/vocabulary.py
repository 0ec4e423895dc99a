"""Words for what is offered: how far a service is meant for everyone, and who says that it still stands."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Level(TextChoices):
    """Whether everyone may come."""

    UNIVERSAL = "universal", _("For every family")
    TARGETED = "targeted", _("For families who need more help")
    SPECIALIST = "specialist", _("Specialist help")


class ConfirmedBy(TextChoices):
    """In which capacity someone confirmed that an entry is still true. A role, never a name."""

    CENTRE = "centre", _("the centre")
    GROUP = "group", _("the centre group")
    PROVIDER = "provider", _("the organisation itself")
    FAMILY_INFORMATION = "family_information", _("the Family Information Service")
    IMPORT = "import", _("an import from a register")


CORE_MENU = "core-menu"
NATIONAL_DIRECTORY = "national-directory"
