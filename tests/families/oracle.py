"""What a parent may see, a second time: from the sentences, one person at a time, long and dull on purpose.

It shares nothing with `fingerpost.families.rules` but the facts. Where the two differ, one of them is wrong.
"""

from fingerpost.families.rules.parents import Home


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
