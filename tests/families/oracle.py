"""What parents, and those at work, may see, a second time: from the sentences, one person at a time, dull on purpose.

It shares nothing with `fingerpost.families.rules` but the facts. Where the two differ, one of them is wrong.
"""

from datetime import date

from fingerpost.accounts.rules import FamilyFacts, Viewer
from fingerpost.families.rules.parents import Home
from tests.accounts.oracle import sees_family, today


def shows_household(me: str, home: Home) -> bool:
    """Whether a parent may know where the household is."""
    # Somebody who is not in the family knows nothing of it.
    if me not in home.adults:
        return False
    # Nor does somebody who lives elsewhere.
    if home.adults[me].value == "elsewhere":
        return False
    # A hidden address is for those who live there all the time.
    if home.hidden and home.adults[me].value != "here":
        return False
    # Nobody learns where somebody lives whom they are kept from.
    for kept_from, about in home.kept:
        if kept_from == me:
            if about in home.adults and home.adults[about].value != "elsewhere":
                return False
            if about in home.children and home.children[about].value != "elsewhere":
                return False
    return True


def shows_child(me: str, child: str, home: Home) -> bool:
    """Whether a parent may see a child's name and birthday."""
    if me not in home.adults or child not in home.children:
        return False
    if (me, child) in home.kept:
        return False
    if (me, child) in home.cares:
        return True
    return shows_household(me, home)


def shows_adult(me: str, other: str, home: Home) -> bool:
    """Whether a parent may see another adult's name."""
    if me == other or me not in home.adults or other not in home.adults:
        return False
    if (me, other) in home.kept:
        return False
    return shows_household(me, home)


def may_move(me: str, home: Home) -> bool:
    """Whether a parent may change the household's address."""
    # Only somebody who lives there, and nowhere else; and who may know where it is.
    return me in home.adults and home.adults[me].value == "here" and shows_household(me, home)


def may_correct(me: str, child: str, home: Home) -> bool:
    """Whether a parent may put a child's name and birthday right."""
    # Nobody changes what they may not see, nor a child that they do not care for.
    if not shows_child(me, child, home) or (me, child) not in home.cares:
        return False
    # With parental responsibility they may, wherever they live.
    if (me, child) in home.responsible:
        return True
    # Without it, while the two live together.
    return shows_household(me, home) and home.children[child].value != "elsewhere"


FOR_EVERYBODY = ("names", "years", "relationships", "centre", "contacts", "warnings")
FOR_THE_CLOSEST = ("hidden-address", "safety")


def shows_part(viewer: Viewer, family: FamilyFacts, on: date, part: str) -> bool:
    """Whether somebody at work may see a part of a family's record."""
    # Whoever may see nothing of the family sees no part of it.
    if not sees_family(viewer, family, on, "see_family_basic"):
        return False
    # The basics are for all the others.
    if part in FOR_EVERYBODY:
        return True
    # Beyond the basics, the whole record has to be open to them.
    if not sees_family(viewer, family, on, "see_family_full"):
        return False
    if part not in FOR_THE_CLOSEST:
        return True
    # What could cost a life: for workers named for the family, and the safeguarding lead.
    if viewer.user in family.workers:
        return True
    for posting in viewer.postings:
        if today(posting, on) and posting.role.value == "safeguarding_lead":
            return True
    return False
