"""Words of the record: what was done, and what about a look at it is unusual."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Verb(TextChoices):
    """What somebody did to a record, or tried to do."""

    WROTE = "wrote", _("Changed it")
    READ = "read", _("Looked at it")
    REFUSED = "refused", _("Was refused")
    BROKE_GLASS = "broke-glass", _("Looked without leave, for a reason given")


class Unusual(TextChoices):
    """Why a look is put before the data-protection officer."""

    MANY = "many", _("Many records in a short time")
    OUT_OF_HOURS = "out-of-hours", _("Outside working hours")
    OWN = "own", _("Their own name or address")
    OUTSIDE = "outside", _("A family outside their group")
    BROKE_GLASS = "broke-glass", _("Looked without leave, for a reason given")


class Outcome(TextChoices):
    """What somebody found who looked into an unusual look."""

    IN_ORDER = "in-order", _("It was in order")
    ASKED = "asked", _("I asked the person")
    PASSED_ON = "passed-on", _("I passed it on")


class Fault(TextChoices):
    """What may be wrong with the record when it is compared with its seals."""

    CHANGED = "changed", _("An entry was changed")
    MISSING = "missing", _("An entry is missing")
    ADDED = "added", _("An entry was slipped in behind a seal")
    TWICE = "twice", _("An entry stands twice")
    SEAL_FORGED = "seal-forged", _("A seal was changed or forged")
    SEAL_MISSING = "seal-missing", _("A seal is missing")
    CUT_OFF = "cut-off", _("The end was cut off")
    CHECKPOINT = "checkpoint", _("A checkpoint is not ours")
