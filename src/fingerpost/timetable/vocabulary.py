"""Words for sessions: what kind of thing, who it is for, how to come, how it stands."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Category(TextChoices):
    """What a session is, in the words that families look for."""

    PLAY = "play", _("Play and stay")
    BABIES = "babies", _("Baby groups")
    TALKING = "talking", _("Talking, stories and songs")
    FEEDING = "feeding", _("Feeding your baby")
    BABY_CLINIC = "baby-clinic", _("Baby clinic and weighing")
    MIDWIFE = "midwife", _("Midwife and pregnancy")
    HEALTH = "health", _("Family health")
    FOOD = "food", _("Healthy eating")
    FIRST_AID = "first-aid", _("First aid")
    PARENTING = "parenting", _("Parenting courses")
    FAMILY_SUPPORT = "family-support", _("Family support and advice")
    SEND = "send", _("Additional needs")
    LEARNING = "learning", _("Adult learning")
    WORK = "work", _("Jobs and money")
    VOLUNTEERING = "volunteering", _("Volunteering and parents' forum")
    CHILDCARE = "childcare", _("Childcare and funded places")


class Audience(TextChoices):
    """Whom a session is meant for, where not for every family."""

    PREGNANT = "pregnant", _("Expectant parents")
    DADS = "dads", _("Dads and male carers")
    TWINS = "twins", _("Twins and more")
    YOUNG_PARENTS = "young-parents", _("Young parents")
    CHILDMINDERS = "childminders", _("Childminders")
    GRANDPARENTS = "grandparents", _("Grandparents")
    SEND = "send", _("Children with additional needs")
    EAL = "eal", _("Families whose first language is not English")
    LONE_PARENTS = "lone-parents", _("Lone parents")


class Access(TextChoices):
    """How to come."""

    DROP_IN = "drop-in", _("Drop in")
    BOOK = "book", _("Book a place")
    APPOINTMENT = "appointment", _("By appointment through a professional")
    INVITATION = "invitation", _("By invitation")
    REFERRAL = "referral", _("By referral")
    ENROLLED = "enrolled", _("For those enrolled on the course")


OPEN_TO_ALL = frozenset({Access.DROP_IN, Access.BOOK})


class SessionStatus(TextChoices):
    """How a dated session stands."""

    PLANNED = "planned", _("Going ahead")
    MOVED = "moved", _("Moved")
    CANCELLED = "cancelled", _("Cancelled")
    DELIVERED = "delivered", _("Took place")


class TimeOfDay(TextChoices):
    """When in the week, as families plan it."""

    DAY = "day", _("Daytime, Monday to Friday")
    EVENING = "evening", _("Evening (from 5pm)")
    WEEKEND = "weekend", _("Weekend")


class ClosureReason(TextChoices):
    """Why a centre is closed."""

    HOLIDAY = "holiday", _("Public holiday")
    CHRISTMAS = "christmas", _("Christmas closure")
    STAFF_DAY = "staff_day", _("Staff training day")
    BUILDING = "building", _("Building work")
    WEATHER = "weather", _("Bad weather")
    OTHER = "other", _("Other")


class CancelReason(TextChoices):
    """Why a session does not take place."""

    CLOSED = "closed", _("The centre is closed that day")
    STAFF = "staff", _("Not enough staff")
    LOW_UPTAKE = "low_uptake", _("Too few families")
    VENUE = "venue", _("The venue cannot be used")
    WEATHER = "weather", _("Bad weather")
    OTHER = "other", _("Other")


class Language(TextChoices):
    """Languages, other than English, that a session is held or helped in."""

    POLISH = "pl", _("Polish")
    ROMANIAN = "ro", _("Romanian")
    URDU = "ur", _("Urdu")
    BENGALI = "bn", _("Bengali")
    PANJABI = "pa", _("Panjabi")
    GUJARATI = "gu", _("Gujarati")
    ARABIC = "ar", _("Arabic")
    PORTUGUESE = "pt", _("Portuguese")
    SPANISH = "es", _("Spanish")
    ITALIAN = "it", _("Italian")
    TURKISH = "tr", _("Turkish")
    UKRAINIAN = "uk", _("Ukrainian")
    BSL = "bfi", _("British Sign Language")


class Changed(TextChoices):
    """What a change to the timetable touches: these records, or everything."""

    SESSION = "session", _("A session")
    SERIES = "series", _("A series")
    VENUE = "venue", _("A venue")
    BUILDING = "building", _("A building")
    NAMES = "names", _("Names shown in lists")
    EVERYTHING = "everything", _("Everything")


class Problem(TextChoices):
    """Why a plan cannot be taken as it stands, in a sentence for the person who planned it."""

    RULE = "rule", _("We cannot read how often this takes place: “%(rule)s”.")
    FREQUENCY = "frequency", _("Say whether this takes place every day, every week or every month.")
    INTERVAL = "interval", _("Leave at most 12 weeks or months between two meetings.")
    COUNT = "count", _("A course meets between 2 and 60 times.")
    WEEKDAY = "weekday", _("Choose days of the week, such as Tuesday.")
    NTH = "nth", _("For every month, choose a first, second, third, fourth or last day, such as the last Monday.")
    TITLE = "title", _("Give it a title.")
    DAYS_ORDER = "days_order", _("The last day comes before the first day.")
    TOO_LONG = "too_long", _("Plan at most two years at a time.")
    TIMES_ORDER = "times_order", _("It must end after it starts, on the same day.")
    EXTRA_OUTSIDE = "extra_outside", _("A named date lies before the first day or after the last day.")
    AGES = "ages", _("The youngest age must not be above the oldest, and both lie between pregnancy and 25 years.")
    PRICE = "price", _("The price cannot be less than nothing.")
    CAPACITY = "capacity", _("There must be room for at least one family.")
    CALENDAR = "calendar", _("The school calendar is not known for those days, so term time cannot be told.")
    NO_DATES = "no_dates", _("It would never take place: holidays and closures leave no day.")
    TOO_FEW = "too_few", _("Only %(fit)s of %(count)s meetings fit before the last day.")

    def says(self, **values: object) -> str:
        """The sentence, in the reader's language."""
        return str(self.label) % values
