"""Which rows about colleagues somebody may see, written a second time: from the sentences, dull on purpose.

It shares nothing with the policies in the database, nor with the rules, but the words.
"""

from fingerpost.accounts.models import HeldAtAPlace, Posting, User
from tests.accounts.oracle import today
from tests.factories.crowd import TODAY, Country, Crowd

FRONT_LINE = ("receptionist", "outreach_worker", "website_editor")
WATCH = ("data_protection_officer", "system_administrator")


def looks_after(country: Country, mine: Posting, row: HeldAtAPlace) -> bool:
    """Whether one of my postings lets me give, or take away, such a role at such a place."""
    if not today(mine, TODAY):  # type: ignore[arg-type]  # it has the two days that are asked for
        return False

    # The county appoints everybody but those who keep a watch on it; the system administrator appoints these.
    if mine.role == "county_manager":
        return row.role not in WATCH
    if mine.role == "system_administrator":
        return row.role in (*WATCH, "county_manager")

    # A partner's lead looks after the workers of the same organisation.
    if mine.role == "partner_lead":
        return row.role == "partner_worker" and row.organisation_id == mine.organisation_id

    # A centre's manager looks after the front line, a group's lead after managers too, at their own place.
    if mine.role == "centre_manager":
        return row.role in FRONT_LINE and within(country, mine, row)
    if mine.role == "group_lead":
        return row.role in (*FRONT_LINE, "centre_manager") and within(country, mine, row)

    return False


def within(country: Country, mine: Posting, row: HeldAtAPlace) -> bool:
    """The same centre; or, for somebody at a group, that group or one of its centres."""
    if mine.centre_id:
        return row.centre_id == mine.centre_id
    if row.group_id:
        return row.group_id == mine.group_id
    return bool(row.centre_id and country.group_of[row.centre_id] == mine.group_id)


def postings_seen(country: Country, crowd: Crowd, me: User) -> set[int]:
    """My own, those of the people that I look after, and those of my team."""
    seen = set()
    for row in crowd.postings:
        if row.user_id == me.pk:
            seen.add(row.pk)
        for mine in crowd.of(me):
            if looks_after(country, mine, row) or works_beside(country, mine, row):
                seen.add(row.pk)
    return seen


def works_beside(country: Country, mine: Posting, row: Posting) -> bool:
    """Who works today where I work today: in my group, at my organisation, for the county. Parents work nowhere."""
    if not today(mine, TODAY) or not today(row, TODAY):  # type: ignore[arg-type]
        return False
    if mine.role == "parent" or row.role == "parent":
        return False
    if mine.authority_id:
        return row.authority_id == mine.authority_id
    if mine.organisation_id:
        return row.organisation_id == mine.organisation_id
    return group_of(country, mine) == group_of(country, row)


def group_of(country: Country, row: Posting) -> int | None:
    if row.centre_id:
        return country.group_of[row.centre_id]
    return row.group_id


def users_seen(country: Country, crowd: Crowd, me: User) -> set[int]:
    """Me, and everybody of whom I see a posting."""
    postings = postings_seen(country, crowd, me)
    return {me.pk} | {row.user_id for row in crowd.postings if row.pk in postings}


def invitations_seen(country: Country, crowd: Crowd, me: User) -> set[int]:
    """Those for roles that I may give."""
    seen = set()
    for row in crowd.invitations:
        for mine in crowd.of(me):
            if looks_after(country, mine, row):
                seen.add(row.pk)
    return seen
