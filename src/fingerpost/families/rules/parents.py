"""What a parent sees of a family that they belong to, and may put right: what is theirs, and what endangers nobody.

Parents separate, and some have to hide. So a parent sees their own details always, and the household's only while they
live in it and are kept from nobody in it. Of other adults they see a name, never how they are reached. Whoever is kept
from a child sees nothing of it. Nothing here depends on a restriction in a way that tells that there is one: whoever is
kept away sees what anybody sees who lives elsewhere.

Who changes something follows from who sees it: nobody changes what is another adult's, nor a home that is not theirs.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from fingerpost.families.vocabulary import Living

Reference = str


@dataclass(frozen=True, slots=True)
class Home:
    """Who belongs to a family on a day, by reference.

    cares: adults with the children they care for. kept: adults with whom, adult or child, they are kept from.
    responsible: those of `cares` who have parental responsibility. hidden: whether the household's address is.
    """

    adults: Mapping[Reference, Living]
    children: Mapping[Reference, Living]
    cares: frozenset[tuple[Reference, Reference]] = frozenset()
    kept: frozenset[tuple[Reference, Reference]] = frozenset()
    hidden: bool = False
    responsible: frozenset[tuple[Reference, Reference]] = frozenset()


@dataclass(frozen=True, slots=True)
class OwnSight:
    """What a parent sees of a family beside their own details.

    household: the address and the centre of those who live there, and who lives where.
    adults, children: whose names are shown.
    """

    household: bool = False
    adults: frozenset[Reference] = frozenset()
    children: frozenset[Reference] = frozenset()


@dataclass(frozen=True, slots=True)
class OwnHand:
    """What a parent may put right beside their own details.

    home: the household's address, and which children live in it. children: whose details.
    """

    home: bool = False
    children: frozenset[Reference] = frozenset()


def own_hand(me: Reference, home: Home) -> OwnHand:
    """What an adult of the family may change of it.

    The home is for those who live there all the time. A child's details are for its parents and carers: those who
    have parental responsibility, and those who live with it.
    """
    seen = own_sight(me, home)
    with_me = {child for child in _at_home(home.children) if seen.household}
    mine = {child for child in seen.children if (me, child) in home.cares}
    decides = {child for child in mine if (me, child) in home.responsible or child in with_me}
    return OwnHand(seen.household and home.adults[me] is Living.HERE, frozenset(decides))


def own_sight(me: Reference, home: Home) -> OwnSight:
    """What an adult of the family sees of it; nothing for anybody else."""
    if me not in home.adults:
        return OwnSight()
    household = _in_the_household(me, home)
    children = {child for child in home.children if household or (me, child) in home.cares}
    adults = set(home.adults) - {me} if household else set()
    apart = {about for kept_from, about in home.kept if kept_from == me}
    return OwnSight(household, frozenset(adults - apart), frozenset(children - apart))


def _in_the_household(me: Reference, home: Home) -> bool:
    """Whether somebody lives there, and nobody there has to be safe from them."""
    living = home.adults[me]
    lives_there = living is Living.HERE or (living is Living.PARTLY and not home.hidden)
    others = {*_at_home(home.adults), *_at_home(home.children)}
    return lives_there and not any((me, other) in home.kept for other in others)


def _at_home(people: Mapping[Reference, Living]) -> list[Reference]:
    return [person for person, living in people.items() if living is not Living.ELSEWHERE]
