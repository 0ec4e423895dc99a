"""Words for places: what premises are to a centre, what kind a venue is."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class PremisesRole(TextChoices):
    """What a building is to a centre."""

    BASE = "base", _("Main building")
    LINKED = "linked", _("Linked site")
    TEMPORARY = "temporary", _("Temporary building")


class PremisesState(TextChoices):
    """Whether families can walk in."""

    OPEN = "open", _("Open at set times")
    IN_USE = "in_use", _("Open only when something is on")
    CLOSED = "closed", _("Closed")


class DesignationKind(TextChoices):
    """What the national register calls a place."""

    CENTRE = "centre", _("Children's centre")
    LINKED_SITE = "linked_site", _("Children's centre linked site")


class VenueKind(TextChoices):
    """Where a session can be held: "children's centre premises ... community centres, village halls, schools
    and in family homes"."""

    CENTRE = "centre", _("Children's centre")
    COMMUNITY_CENTRE = "community_centre", _("Community centre")
    VILLAGE_HALL = "village_hall", _("Village hall")
    SCHOOL = "school", _("School")
    LIBRARY = "library", _("Library")
    CHURCH = "church", _("Church or faith hall")
    HEALTH_CENTRE = "health_centre", _("Health centre")
    LEISURE_CENTRE = "leisure_centre", _("Leisure centre")
    OUTDOORS = "outdoors", _("Outdoors")
    FAMILY_HOME = "family_home", _("A family's home")
    ONLINE = "online", _("Online")


NEVER_SHOWN = frozenset({VenueKind.FAMILY_HOME})


class Facility(TextChoices):
    """What a building offers to someone who needs it."""

    STEP_FREE = "step_free", _("Step-free entrance")
    ACCESSIBLE_TOILET = "accessible_toilet", _("Accessible toilet")
    BABY_CHANGING = "baby_changing", _("Baby changing")
    BUGGY_PARK = "buggy_park", _("Room for buggies")
    PARKING = "parking", _("Car park")
    DISABLED_PARKING = "disabled_parking", _("Blue Badge parking")
    HEARING_LOOP = "hearing_loop", _("Hearing loop")
    QUIET_SPACE = "quiet_space", _("Quiet space")
    FEEDING_SPACE = "feeding_space", _("Comfortable place to feed a baby")


class PlaceNameKind(TextChoices):
    """What a named place on the map is."""

    TOWN = "town", _("Town")
    VILLAGE = "village", _("Village or neighbourhood")


class Weekday(IntegerChoices):
    """ISO weekdays less one, as Python's `date.weekday()` counts them."""

    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")
