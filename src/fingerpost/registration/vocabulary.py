"""Words about the registration form. Keys are stable: they stand in the database and in forms as data."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(StrEnum):
    """What an answer is made of."""

    TEXT = "text"
    NOTE = "note"  # several lines
    DATE = "date"
    POSTCODE = "postcode"
    EMAIL = "email"
    PHONE = "phone"
    CHOICE = "choice"  # one of its options
    CHOICES = "choices"  # any of them
    YESNO = "yesno"
    TICK = "tick"  # one box, never ticked beforehand
    CENTRE = "centre"  # the slug of a centre


class Repeats(StrEnum):
    """What a section is filled in once for."""

    ADULTS = "adults"
    CHILDREN = "children"


class Only(StrEnum):
    """Which of the adults, or of the children, are asked."""

    EVERY = ""
    FIRST = "first"
    OTHERS = "others"


class Sensitivity(StrEnum):
    """How an answer is kept and shown."""

    PERSONAL = "personal"
    SENSITIVE = "sensitive"


class Door(TextChoices):
    """How a form came to us."""

    ONLINE = "online", _("Online")
    PAPER = "paper", _("A form that was filled in and sent back")
    KEYED = "keyed", _("With a worker’s help")
    IMPORT = "import", _("From another system")


class Fault(TextChoices):
    """What is wrong with an answer, in the sentence that the page says."""

    ANSWER = "answer", _("Answer this question.")
    NO_DATE = "no-date", _("Write the day as numbers, like 27 3 2024.")
    NOT_YET_BORN = "not-yet-born", _("A date of birth cannot be in the future.")
    STILL_TO_COME = "still-to-come", _("This day is still to come.")
    TOO_LONG_AGO = "too-long-ago", _("Check the year of birth: that is more than 120 years ago.")
    DUE_TOO_FAR = "due-too-far", _("Check the due date: a baby is due within ten months.")
    NO_POSTCODE = "no-postcode", _("Write a whole postcode, like AL1 3LD.")
    NO_NUMBER = "no-number", _("Write a telephone number, like 01632 960 001 or 07700 900 982.")
    NO_EMAIL = "no-email", _("Write an e-mail address, like name@example.com.")
    NO_OPTION = "no-option", _("Choose one of the answers that are offered.")
    ONLY_ONE = "only-one", _("Choose only one answer.")
    TOO_LONG = "too-long", _("Write less here, please: up to %(most)s letters.")


class AgePath(TextChoices):
    """What the age of whoever fills in the form asks of us."""

    ADULT = "adult", _("18 or over, or not said")
    UNDER_18 = "under-18", _("Under 18")
    UNDER_16 = "under-16", _("Under 16")


class FormState(TextChoices):
    """Where a form stands. What was accepted is a family's record, or was merged into one."""

    DRAFT = "draft", _("Being filled in")
    SENT = "sent", _("Sent")
    RETURNED = "returned", _("Sent back with a question")
    ACCEPTED = "accepted", _("Accepted")
    MERGED = "merged", _("Taken into a family that was there")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Need(TextChoices):
    """What a form that was sent asks of whoever takes it in; the most pressing first."""

    CALL = "call", _("Asks for a call")
    DOUBLE = "double", _("Possible double")
    NEW = "new", _("New")


class Show(TextChoices):
    """Which of the forms in the inbox are shown."""

    ALL = "all", _("All")
    LATE = "late", _("Late")
    CALL = "call", _("Need a call")
    DOUBLE = "double", _("Entered twice?")
    NEW = "new", _("New")


class Tried(TextChoices):
    """What came of trying to reach a family about its form. Only a word with them ends their waiting."""

    SPOKE = "spoke", _("We spoke")
    NO_ANSWER = "no-answer", _("Nobody answered")
    MESSAGE = "message", _("Left a message, as it is safe")
    WROTE = "wrote", _("Wrote to them, as it is safe")
    WRONG = "wrong", _("The number or address does not work")


class Unread(TextChoices):
    """Why a file that somebody sent cannot be used: the values of `rules.pictures.Trouble`, as sentences."""

    EMPTY = "empty", _("There is nothing in this file. Choose another.")
    TOO_LARGE = "too large", _("This file is larger than 15 MB. Take a smaller photo, or send page by page.")
    UNKNOWN = "unknown", _("We can read PDF, JPEG, PNG and HEIC. Save it as one of these, or take a photo of it.")
    BROKEN = "broken", _("This file is damaged, and we cannot read it. Save it again, or take a photo of the pages.")
    TOO_MANY_PIXELS = "too many pixels", _("This picture is too large. Take it with fewer pixels.")
    TOO_MANY_PAGES = "too many pages", _("This document has more than 20 pages. Send only the form.")
    LOCKED = "locked", _("This document asks for a password. Save it without one.")
    NOT_OURS = "not ours", _("This is not our form. Send the form that you got from our website, or a photo of it.")
    NOTHING_IN_IT = (
        "nothing in it",
        _("Nothing is filled in. Fill the form in, save it, and send it again."),
    )
