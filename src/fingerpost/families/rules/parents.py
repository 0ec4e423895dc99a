"""What a parent sees of a family that they belong to: what is theirs, and what endangers nobody.

Parents separate, and some have to hide. So a parent sees their own details always, and the household's only while they
live in it and are kept from nobody in it. Of other adults they see a name, never how they are reached. Whoever is kept
from a child sees nothing of it. Nothing here depends on a restriction in a way that tells that there is one: whoever is
kept away sees what anybody sees who lives elsewhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from fingerpost.families.vocabulary import Living

Reference = str


@dataclass(frozen=True, slots=True)
class Home:
    """Who belongs to a family on a day, by reference.

    cares: adults with the children they care for. kept: adults with whom, adult or child, they are kept from.
    hidden: whether the household's address is.
    """

    adults: Mapping[Reference, Living]
    children: Mapping[Reference, Living]
    cares: frozenset[tuple[Reference, Reference]] = frozenset()
    kept: frozenset[tuple[Reference, Reference]] = frozenset()
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class OwnSight:
    """What a parent sees of a family beside their own details.

    household: the address and the centre of those who live there, and who lives where.
    adults, children: whose names are shown.
    """

    household: bool = False
    adults: frozenset[Reference] = frozenset()
    children: frozenset[Reference] = frozenset()


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
