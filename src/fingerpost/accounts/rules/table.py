"""The table of permissions: which role is held where, opens which desk, allows what, and appoints whom."""

from collections.abc import Mapping

from fingerpost.accounts.vocabulary import Capability as May
from fingerpost.accounts.vocabulary import Desk, PlaceKind, Role

AT_CENTRES = frozenset({PlaceKind.CENTRE, PlaceKind.GROUP})

HELD_AT: Mapping[Role, frozenset[PlaceKind]] = {
    Role.RECEPTIONIST: AT_CENTRES,
    Role.OUTREACH_WORKER: AT_CENTRES,
    Role.CENTRE_MANAGER: AT_CENTRES,
    Role.WEBSITE_EDITOR: AT_CENTRES,
    Role.GROUP_LEAD: frozenset({PlaceKind.GROUP}),
    Role.PARTNER_WORKER: frozenset({PlaceKind.PARTNER}),
    Role.PARTNER_LEAD: frozenset({PlaceKind.PARTNER}),
    Role.PHARMACY_TEAM: frozenset({PlaceKind.PHARMACY}),
    Role.COUNTY_MANAGER: frozenset({PlaceKind.COUNTY}),
    Role.DATA_PROTECTION_OFFICER: frozenset({PlaceKind.COUNTY}),
    Role.SAFEGUARDING_LEAD: frozenset({PlaceKind.COUNTY}),
    Role.FAMILY_INFORMATION_ADVISER: frozenset({PlaceKind.COUNTY}),
    Role.SYSTEM_ADMINISTRATOR: frozenset({PlaceKind.COUNTY}),
    Role.PARENT: frozenset({PlaceKind.COUNTY}),
}

OPENS: Mapping[Role, Desk] = {
    Role.RECEPTIONIST: Desk.CENTRE,
    Role.OUTREACH_WORKER: Desk.CENTRE,
    Role.CENTRE_MANAGER: Desk.CENTRE,
    Role.WEBSITE_EDITOR: Desk.CENTRE,
    Role.GROUP_LEAD: Desk.CENTRE,
    Role.PARTNER_WORKER: Desk.PARTNER,
    Role.PARTNER_LEAD: Desk.PARTNER,
    Role.PHARMACY_TEAM: Desk.PHARMACY,
    Role.COUNTY_MANAGER: Desk.COUNTY,
    Role.SAFEGUARDING_LEAD: Desk.COUNTY,
    Role.FAMILY_INFORMATION_ADVISER: Desk.COUNTY,
    Role.DATA_PROTECTION_OFFICER: Desk.DATA_PROTECTION,
    Role.SYSTEM_ADMINISTRATOR: Desk.SYSTEM,
    Role.PARENT: Desk.FAMILY,
}

RECEPTION = frozenset({May.SEE_TIMETABLE_DESK, May.REGISTER_FAMILY, May.RECORD_ATTENDANCE, May.SEE_FAMILY_BASIC})
OUTREACH = RECEPTION | {May.SEE_FAMILY_FULL, May.RECORD_INVOLVEMENT, May.ANSWER_REQUESTS}
MANAGER = OUTREACH | {May.EDIT_PROGRAMME, May.EDIT_WEBSITE, May.SEE_GROUP_FIGURES, May.MANAGE_PEOPLE}

ALLOWS: Mapping[Role, frozenset[May]] = {
    Role.RECEPTIONIST: RECEPTION,
    Role.OUTREACH_WORKER: OUTREACH,
    Role.CENTRE_MANAGER: MANAGER,
    Role.GROUP_LEAD: MANAGER,
    Role.WEBSITE_EDITOR: frozenset({May.SEE_TIMETABLE_DESK, May.EDIT_PROGRAMME, May.EDIT_WEBSITE}),
    Role.PARTNER_WORKER: frozenset({May.SEE_FAMILY_BASIC, May.SEE_FAMILY_FULL, May.RECORD_INVOLVEMENT}),
    Role.PARTNER_LEAD: frozenset(
        {May.SEE_FAMILY_BASIC, May.SEE_FAMILY_FULL, May.RECORD_INVOLVEMENT, May.MANAGE_PEOPLE}
    ),
    Role.PHARMACY_TEAM: frozenset({May.SIGNPOST_FAMILY}),
    Role.COUNTY_MANAGER: frozenset(
        {May.SEE_TIMETABLE_DESK, May.SEE_GROUP_FIGURES, May.SEE_COUNTY_FIGURES, May.MANAGE_PEOPLE}
    ),
    Role.DATA_PROTECTION_OFFICER: frozenset({May.SEE_AUDIT, May.SEE_FAMILY_BASIC}),
    Role.SAFEGUARDING_LEAD: frozenset({May.SEE_FAMILY_BASIC, May.SEE_FAMILY_FULL, May.RECORD_INVOLVEMENT}),
    Role.FAMILY_INFORMATION_ADVISER: frozenset({May.SEE_TIMETABLE_DESK, May.ANSWER_REQUESTS}),
    Role.SYSTEM_ADMINISTRATOR: frozenset({May.MANAGE_SYSTEM, May.MANAGE_PEOPLE}),
    Role.PARENT: frozenset({May.SEE_OWN_FAMILY}),
}

CENTRE_STAFF = frozenset({Role.RECEPTIONIST, Role.OUTREACH_WORKER, Role.WEBSITE_EDITOR})
GROUP_STAFF = CENTRE_STAFF | {Role.CENTRE_MANAGER}

# The county appoints everyone but those who keep a watch on it; these are appointed by the system administrator.
WATCHERS = frozenset({Role.DATA_PROTECTION_OFFICER, Role.SYSTEM_ADMINISTRATOR})

APPOINTS: Mapping[Role, frozenset[Role]] = {
    Role.CENTRE_MANAGER: CENTRE_STAFF,
    Role.GROUP_LEAD: GROUP_STAFF,
    Role.PARTNER_LEAD: frozenset({Role.PARTNER_WORKER}),
    Role.COUNTY_MANAGER: frozenset(Role) - WATCHERS,
    Role.SYSTEM_ADMINISTRATOR: frozenset({*WATCHERS, Role.COUNTY_MANAGER}),
}
