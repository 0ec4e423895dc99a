"""Words about choices. Keys are stable: they stand in the database and in forms as data."""

from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

in_words = gettext
"""Words of a table in the reader's language; `make messages` gathers them from the table itself."""


class Purpose(TextChoices):
    """What a family may choose or refuse, each by itself. Refusing closes no door."""

    SHARE = "share", _("Talking to others who support you")
    NEWSLETTER = "newsletter", _("Newsletter")
    REMINDERS = "reminders", _("Reminders")
    PHOTOS = "photos", _("Photos")
    RESEARCH = "research", _("Research")
    SHARE_MORE = "share-more", _("Telling them more than the basics")
    NOT_WITH = "not-with", _("Not with this organisation")


class Tier(TextChoices):
    """How much of a family is told: two steps, the second with all of the first."""

    BASIC = "basic", _("The basics")
    MORE = "more", _("More than the basics")


class LegalBasis(TextChoices):
    """What a decision to share stands on. Consent is one of them, and not the only one."""

    CONSENT = "consent", _("The family agreed")
    DUTY = "duty", _("The duty to share for a child’s welfare")
    SAFEGUARDING = "safeguarding", _("Keeping somebody safe from harm")
    OTHER = "other", _("Another law or a court’s order")


class Second(TextChoices):
    """When a second person decides too."""

    NEVER = "never", _("Nobody else has to decide")
    UNTOLD = "untold", _("A second person decides where the family is not told")
    ALWAYS = "always", _("A second person always decides")


class Direction(TextChoices):
    """Who tells whom, or asks."""

    OUT = "out", _("We tell them")
    ASKED = "asked", _("They asked us")


class Nature(TextChoices):
    """Whether what is told is known, or what somebody makes of it."""

    FACT = "fact", _("Facts")
    OPINION = "opinion", _("What a worker thinks")
    BOTH = "both", _("Facts, and what a worker thinks of them")


class DecisionState(TextChoices):
    """How far a decision has come."""

    WAITS = "waits", _("Waits for a second person")
    SHARED = "shared", _("Shared")
    REFUSED = "refused", _("Not shared")


class Ended(TextChoices):
    """Why a share ended before its time, or with it."""

    WITHDRAWN = "withdrawn", _("The family took back what they agreed to")
    OVER = "over", _("Its time was over")
    NOT_NEEDED = "not-needed", _("It was not needed any more")
    AGREEMENT = "agreement", _("The agreement with the organisation ended")
    UNSAFE = "unsafe", _("It was not safe any more")


class Notice(TextChoices):
    """What somebody is told about a share. Never about whom."""

    BEGAN = "began", _("Something was shared")
    ENDS_SOON = "ends-soon", _("A share ends soon")
    ENDED = "ended", _("A share ended")
    CORRECTED = "corrected", _("What was shared was put right")


class Why(TextChoices):
    """Why a share may be read, or may not: the sentence that the page says and, by its key, the record keeps."""

    STANDS = "stands", _("This was shared with your organisation: {purpose}. Until {until}.")
    ENDED = "share_ended", _("This is no longer shared with you.")
    NO_AGREEMENT = "no_agreement", _("There is no agreement with your organisation for this today. Ask your lead.")
    NOT_AGREED = "not_agreed", _("The family did not agree to this, or took it back.")
    NOT_NEEDED_THERE = (
        "not_needed_there",
        _("This purpose does not need this kind of partner, or cannot stand on this."),
    )
    NO_SUBJECT = "no_subject", _("Choose whom it is about.")
    NOT_WHO_ASKED = "not_who_asked", _("Whoever decided first cannot be the second person too.")
    SECOND = "second", _("You decide as the second person.")
    RESTRICTED = "share_restricted", _("This family is open to named workers only. Speak with the safeguarding lead.")
