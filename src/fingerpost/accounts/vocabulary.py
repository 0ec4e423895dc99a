"""Roles, the places they are held at, the desks they open and what they allow.

Keys are stable: they stand in the database and in the audit trail, and are never given another meaning.
"""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What somebody does at a place. What they may see and do follows from it."""

    RECEPTIONIST = "receptionist", _("Centre receptionist")
    OUTREACH_WORKER = "outreach_worker", _("Outreach worker")
    CENTRE_MANAGER = "centre_manager", _("Centre manager")
    GROUP_LEAD = "group_lead", _("Group lead")
    WEBSITE_EDITOR = "website_editor", _("Centre website editor")
    PARTNER_WORKER = "partner_worker", _("Partner worker")
    PARTNER_LEAD = "partner_lead", _("Partner lead")
    PHARMACY_TEAM = "pharmacy_team", _("Pharmacy team member")
    COUNTY_MANAGER = "county_manager", _("County manager")
    DATA_PROTECTION_OFFICER = "data_protection_officer", _("Data-protection officer")
    SAFEGUARDING_LEAD = "safeguarding_lead", _("Safeguarding lead")
    FAMILY_INFORMATION_ADVISER = "family_information_adviser", _("Family Information Service adviser")
    SYSTEM_ADMINISTRATOR = "system_administrator", _("System administrator")
    PARENT = "parent", _("Parent or carer")


class PlaceKind(TextChoices):
    """What kind of place a role is held at."""

    GROUP = "group", _("Group of centres")
    CENTRE = "centre", _("Centre")
    PARTNER = "partner", _("Partner organisation")
    PHARMACY = "pharmacy", _("Pharmacy")
    COUNTY = "county", _("The whole county")


class Desk(TextChoices):
    """A face of the product for those who hold a role."""

    CENTRE = "centre", _("Centre desk")
    PARTNER = "partner", _("Partner desk")
    PHARMACY = "pharmacy", _("Pharmacy desk")
    COUNTY = "county", _("County desk")
    DATA_PROTECTION = "data_protection", _("Data-protection desk")
    SYSTEM = "system", _("System desk")
    FAMILY = "family", _("Your family")


class Capability(StrEnum):
    """Everything that a role may allow. A closed list: what is not here, nobody may do."""

    SEE_TIMETABLE_DESK = "see_timetable_desk"
    EDIT_PROGRAMME = "edit_programme"
    EDIT_WEBSITE = "edit_website"
    REGISTER_FAMILY = "register_family"
    RECORD_ATTENDANCE = "record_attendance"
    RECORD_INVOLVEMENT = "record_involvement"
    SEE_OWN_FAMILY = "see_own_family"
    SEE_FAMILY_BASIC = "see_family_basic"
    SEE_FAMILY_FULL = "see_family_full"
    SIGNPOST_FAMILY = "signpost_family"
    ANSWER_REQUESTS = "answer_requests"
    SEE_GROUP_FIGURES = "see_group_figures"
    SEE_COUNTY_FIGURES = "see_county_figures"
    SEE_AUDIT = "see_audit"
    MANAGE_PEOPLE = "manage_people"
    MANAGE_SYSTEM = "manage_system"


class Reason(TextChoices):
    """Why somebody may or may not: the sentence that the page says and, by its key, the record keeps."""

    NO_POSTING = "no_posting", _("You have no role here today. Ask your manager to give you one.")
    NOT_IN_ROLE = "not_in_role", _("Your role does not include this. If you need it for your work, ask your manager.")
    OTHER_PLACE = "other_place", _("Your role includes this, but at another place. Ask the manager of this one.")
    ROLE_ALLOWS = "role_allows", _("Your role allows this: {role}.")
    DESK_OPEN = "desk_open", _("This desk is open to your role: {role}.")
    DESK_CLOSED = "desk_closed", _("This desk is for other people’s work. If you need it for yours, ask your manager.")
    PLACE_FITS = "place_fits", _("This role is held at such a place.")
    PLACE_DOES_NOT_FIT = "place_does_not_fit", _("“{role}” is not a role at a place of this kind: {place}.")
    CONSOLE = "console", _("Whoever runs the server may appoint the first colleagues.")
    NOT_YOURSELF = "not_yourself", _("Nobody can change their own role. Ask a colleague who may.")
    NOT_APPOINTED_BY_YOU = (
        "not_appointed_by_you",
        _("You may not give or take away this role. Ask the county’s manager."),
    )
    OWN_FAMILY = "own_family", _("This is your own family.")
    NOT_YOUR_FAMILY = "not_your_family", _("You can only see your own family here.")
    PARENT_IN_FAMILY = (
        "parent_in_family",
        _("You are a parent or carer in this family, so a colleague has to look after it."),
    )
    NEAR_FAMILY = "near_family", _("A colleague has to look after this family.")
    ADMINISTRATOR = "administrator", _("Whoever administers the system sees no family.")
    RESTRICTED = (
        "restricted",
        _("Only the workers named for this family may open it. Ask the safeguarding lead."),
    )
    OTHER_GROUP = (
        "other_group",
        _("This family is with another group of centres. Ask that group if you need to know more."),
    )
    NOT_SHARED = "not_shared", _("This family has not been shared with your organisation.")
    ONLY_BASICS_SHARED = (
        "only_basics_shared",
        _("Only the basics about this family have been shared with your organisation."),
    )
    GLASS_NOT_NEEDED = "glass_not_needed", _("You may see this record already.")
    GLASS_OFF = "glass_off", _("Here nobody may open a record without leave. Ask the safeguarding lead.")
    GLASS_NOT_FOR_ROLE = (
        "glass_not_for_role",
        _("Your role may not open this record, not even in need. Ask the safeguarding lead."),
    )
    GLASS_ALLOWED = (
        "glass_allowed",
        _("If you need it for your work now, you may open this record for {hours} hours. Your lead is told at once."),
    )
    GLASS_WHOLE = "glass_whole", _("You have not opened this record, or the time is over.")
    GLASS_BROKEN = "glass_broken", _("You opened this record without leave, for the reason you gave. Your lead knows.")
    GLASS_ANOTHER_REVIEWS = "glass_another_reviews", _("Somebody else has to review this.")
