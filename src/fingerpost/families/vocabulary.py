"""Words about families. Keys are stable: they stand in the database, and are never given another meaning."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FamilyState(TextChoices):
    """Whether a family is with us."""

    OPEN = "open", _("With us")
    CLOSED = "closed", _("No longer with us")
    MERGED = "merged", _("Now part of another record")


class Leaving(TextChoices):
    """Why a family is no longer with us."""

    MOVED = "moved", _("They moved away")
    GROWN = "grown", _("Their children are five or over")
    ASKED = "asked", _("They asked to leave")
    LOST = "lost", _("We have lost touch")
    OTHER = "other", _("Something else")


class Check(TextChoices):
    """Why somebody should look at a family's record."""

    FIVE = "five", _("Turning five this month")
    YEAR = "year", _("Is this still right?")
    DUE = "due", _("A baby was due")
    LEFT = "left", _("No longer with us")


class ChildState(TextChoices):
    """Where a child is in life. A child who died or was not born alive stays in the family, and nobody writes to it."""

    EXPECTED = "expected", _("Expected")
    BORN = "born", _("Born")
    NOT_BORN = "not-born", _("Pregnancy ended")
    DIED = "died", _("Died")


class Relationship(TextChoices):
    """What an adult is to a child."""

    MOTHER = "mother", _("Mother")
    FATHER = "father", _("Father")
    PARENT = "parent", _("Parent")
    STEP_PARENT = "step-parent", _("Step-parent or parent’s partner")
    GRANDPARENT = "grandparent", _("Grandparent")
    KINSHIP_CARER = "kinship-carer", _("Kinship carer")
    FOSTER_CARER = "foster-carer", _("Foster carer")
    ADOPTER = "adopter", _("Adoptive parent")
    GUARDIAN = "guardian", _("Guardian")
    OTHER = "other", _("Somebody else")


class Responsibility(TextChoices):
    """Whether an adult has parental responsibility for a child (Children Act 1989, section 3)."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    NOT_SURE = "not-sure", _("Not sure")


class Living(TextChoices):
    """Whether somebody lives with the family. A child may live in two households."""

    HERE = "here", _("Lives here")
    PARTLY = "partly", _("Lives here some of the time")
    ELSEWHERE = "elsewhere", _("Lives elsewhere")


class ContactKind(TextChoices):
    """A way to reach somebody."""

    MOBILE = "mobile", _("Mobile phone")
    LANDLINE = "landline", _("Phone at home")
    EMAIL = "email", _("E-mail")


# What may be safe to do with a way to reach somebody.
SAFE = ("safe_to_call", "safe_to_text", "safe_for_voicemail", "safe_to_email")


class Basis(TextChoices):
    """What a contact restriction stands on."""

    COURT_ORDER = "court-order", _("An order of a court")
    POLICE = "police", _("Bail conditions, or what the police asked for")
    SAFEGUARDING = "safeguarding", _("A decision to keep somebody safe")
    ASKED = "asked", _("The adult asked for it")


class NoteKind(TextChoices):
    """What a note is about."""

    HEALTH = "health", _("Health")
    NEEDS = "needs", _("Needs")
    SAFEGUARDING = "safeguarding", _("Safety")


class Problem(TextChoices):
    """What is wrong with what was entered, in the sentence that the page says."""

    NO_ADULT = "no-adult", _("Enter at least one parent or carer.")
    NO_NAME = "no-name", _("Write the person’s name. One word is enough.")
    NOT_YET_BORN = (
        "not-yet-born",
        _("A date of birth cannot be in the future. For a baby who is expected, enter the due date."),
    )
    TOO_LONG_AGO = "too-long-ago", _("Check the year of birth: that is more than 120 years ago.")
    BORN_OR_EXPECTED = "born-or-expected", _("Enter the child’s date of birth or, before the birth, the due date.")
    DUE_TOO_FAR = "due-too-far", _("Check the due date: a baby is due within ten months.")
    NO_POSTCODE = "no-postcode", _("Write a whole postcode, like AL1 3LD.")
    NO_LINES = "no-lines", _("Write the first line of the address.")
    NO_NUMBER = "no-number", _("Write a telephone number, like 01632 960 001 or 07700 900 982.")
    NO_EMAIL = "no-email", _("Write an e-mail address, like name@example.com.")
    NOT_SAFE_SO = "not-safe-so", _("A phone at home takes no text messages, and an e-mail address takes no calls.")
    NOT_IN_FAMILY = "not-in-family", _("Somebody was named who is not in this family.")
    NO_FAMILY_NUMBER = "no-family-number", _("This row has no family number.")
    NUMBER_TWICE = "number-twice", _("This family number stands in the table twice.")
    NOT_TAKEN = "not-taken", _("The database did not take this family. Look for signs that nobody can read.")
    TOO_LONG = "too-long", _("A name has at most 100 letters, and a family number 60.")
    NAME_TOO_LONG = "name-too-long", _("Write less here, please: up to 100 letters.")
    NO_DAY = "no-day", _("Write a day like 29/02/2024.")
    WHO_LIVES_THERE = "who-lives-there", _("Say who lives at the hidden address. Everybody else will be kept from it.")


class LookKind(TextChoices):
    """Why somebody looked at a family's record, as the family reads it."""

    WORK = "work", _("To look after you and your record")
    SEARCH = "search", _("They looked for somebody, and found you")
    LIST = "list", _("They saw a list of families, with first letters only")


class PairState(TextChoices):
    """What was decided about two records that are alike."""

    OPEN = "open", _("Nobody has decided yet")
    SAME = "same", _("The same family")
    NOT_SAME = "not-same", _("Not the same family")
    RELATED = "related", _("Two homes, or relatives")


class Sign(TextChoices):
    """Why two records may be of one family. What is the same comes before what is only alike."""

    PHONE = "phone", _("Same phone")
    PHONE_SLIP = "phone-slip", _("Phone with one digit different")
    EMAIL = "email", _("Same e-mail")
    EMAIL_SLIP = "email-slip", _("E-mail with one letter different")
    GIVEN = "given", _("Same first name")
    GIVEN_SOUND = "given-sound", _("First names sound alike, or one is short for the other")
    GIVEN_NEAR = "given-near", _("First names are nearly the same")
    SWAPPED = "swapped", _("First and last name swapped")
    CHILD_BORN = "child-born", _("Child with the same date of birth")
    CHILD_TURNED = "child-turned", _("Child’s date of birth with day and month swapped")
    CHILD_SLIP = "child-slip", _("Child’s date of birth with one digit different")
    ADULT_BORN = "adult-born", _("Adult with the same date of birth")
    ADULT_TURNED = "adult-turned", _("Adult’s date of birth with day and month swapped")
    ADULT_SLIP = "adult-slip", _("Adult’s date of birth with one digit different")
    FAMILY = "family", _("Same last name")
    FAMILY_SOUND = "family-sound", _("Last names sound alike")
    FAMILY_NEAR = "family-near", _("Last names are nearly the same")
    STREET = "street", _("Same address")
    STREET_NEAR = "street-near", _("Address written another way")
    POSTCODE = "postcode", _("Same postcode")
    POSTCODE_SLIP = "postcode-slip", _("Postcode with one letter different")


class Joining(TextChoices):
    """Whether two records may be made one, in the sentence that the page says."""

    A_PERSON_DECIDES = "a-person-decides", _("You compared the two records, and you decide.")
    KEPT_APART = (
        "kept-apart",
        _("Somebody on one record must not learn about somebody on the other. These records stay apart."),
    )
    TWO_ACCOUNTS = (
        "two-accounts",
        _("Somebody on both records signs in with two accounts. One account has to be closed first."),
    )
    HIDDEN = (
        "hidden",
        _(
            "An address is hidden, and an adult is on one record only. "
            "First say on that record that this adult lives elsewhere, if so."
        ),
    )
    TWO_HOMES = (
        "two-homes",
        _(
            "No adult is on both records, and the addresses are not the same. "
            "This looks like two homes of one child, so the records stay apart."
        ),
    )
    TWO_COUPLES = (
        "two-couples",
        _(
            "Each record has an adult at home who is not on the other, and the addresses are not the same. "
            "This looks like two homes, so the records stay apart."
        ),
    )
