"""The rules a second time, written from the sentences and not from the code: long, dull, and easy to check.

It shares nothing with `fingerpost.accounts.rules` but the words. Where the two differ, one of them is wrong.
"""

from datetime import date

from fingerpost.accounts.rules import FamilyFacts, PostingFacts, Viewer

DESK_STAFF_BASIC = ("receptionist", "outreach_worker", "centre_manager", "group_lead")
DESK_STAFF_FULL = ("outreach_worker", "centre_manager", "group_lead")


def today(posting: PostingFacts, on: date) -> bool:
    if on < posting.valid_from:
        return False
    return not (posting.valid_to is not None and on > posting.valid_to)


def sees_family(viewer: Viewer, family: FamilyFacts, on: date, how: str) -> bool:
    """Whether somebody may see a family: how is see_own_family, see_family_basic or see_family_full."""
    roles = []
    for posting in viewer.postings:
        if today(posting, on):
            roles.append(posting)

    # A parent sees their own family, and nobody else sees it that way.
    if how == "see_own_family":
        for posting in roles:
            if posting.role.value == "parent" and viewer.user in family.adults:
                return True
        return False

    # Nobody opens their own family's record from behind a desk.
    if viewer.user in family.adults:
        return False

    # Nor that of somebody they were a family with, or are kept from.
    if viewer.user in family.near:
        return False

    # Whoever administers the system sees no family, whatever else they do.
    for posting in roles:
        if posting.role.value == "system_administrator":
            return False

    for posting in roles:
        if one_posting_shows(posting, viewer, family, how):
            return True
    return False


def one_posting_shows(posting: PostingFacts, viewer: Viewer, family: FamilyFacts, how: str) -> bool:
    role = posting.role.value

    # A restricted family: only the workers named for it, and the safeguarding lead.
    if family.restricted and role != "safeguarding_lead" and viewer.user not in family.workers:
        return False

    # The county: the safeguarding lead sees all, the data-protection officer the basics.
    if role == "safeguarding_lead":
        return True
    if role == "data_protection_officer":
        return how == "see_family_basic"

    # Centres: families of their own group.
    if role in DESK_STAFF_BASIC and how == "see_family_basic":
        return group_of(posting) in family.groups
    if role in DESK_STAFF_FULL and how == "see_family_full":
        return group_of(posting) in family.groups

    # Partners: what was shared with their organisation.
    if role in ("partner_worker", "partner_lead"):
        if how == "see_family_full":
            return posting.place.key in family.shared_more
        return posting.place.key in family.shared_more or posting.place.key in family.shared_basic

    return False


def group_of(posting: PostingFacts) -> str:
    if posting.place.kind.value == "group":
        return posting.place.key
    if posting.place.kind.value == "centre":
        return posting.place.group
    return "in no group"


CAN = {
    "see_timetable_desk": "receptionist outreach_worker centre_manager group_lead website_editor county_manager"
    " family_information_adviser",
    "edit_programme": "centre_manager group_lead website_editor",
    "edit_website": "centre_manager group_lead website_editor",
    "register_family": "receptionist outreach_worker centre_manager group_lead",
    "record_attendance": "receptionist outreach_worker centre_manager group_lead",
    "record_involvement": "outreach_worker centre_manager group_lead partner_worker partner_lead safeguarding_lead",
    "see_own_family": "parent",
    "see_family_basic": "receptionist outreach_worker centre_manager group_lead partner_worker partner_lead"
    " safeguarding_lead data_protection_officer",
    "see_family_full": "outreach_worker centre_manager group_lead partner_worker partner_lead safeguarding_lead",
    "signpost_family": "pharmacy_team",
    "answer_requests": "outreach_worker centre_manager group_lead family_information_adviser",
    "see_group_figures": "centre_manager group_lead county_manager",
    "see_county_figures": "county_manager",
    "see_audit": "data_protection_officer",
    "manage_people": "centre_manager group_lead partner_lead county_manager system_administrator",
    "manage_system": "system_administrator",
}


def can(what: str, postings: tuple[PostingFacts, ...], on: date, where: str) -> bool:
    """Whether a posting allows something somewhere: at the posting's own place, or elsewhere.

    where: "anywhere", "here" (the very place), "centre of my group", "another place".
    """
    for posting in postings:
        if not today(posting, on) or posting.role.value not in CAN[what].split():
            continue
        if where in ("anywhere", "here"):
            return True
        if posting.place.kind.value == "county":
            return True
        if where == "centre of my group" and posting.place.kind.value == "group":
            return True
    return False
