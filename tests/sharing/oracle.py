"""What may be told, a second time: written from the sentences and not from the code, long, dull and easy to check.

It shares nothing with `fingerpost.sharing.rules` but the words. Where the two differ, one of them is wrong.
"""

from dataclasses import dataclass, field
from datetime import date


@dataclass
class World:
    """A mother, a father who lives elsewhere, their child, one organisation, and one share with it."""

    purpose: str
    tier: str
    basis: str
    kind: str
    first: date
    last: date
    about_adults: set[str]
    about_children: set[str]
    agreement: set[str] = field(default_factory=set)  # the purposes it covers today
    said: dict[tuple[str, str], bool] = field(default_factory=dict)  # adult and question: the last answer
    members: set[str] = field(default_factory=lambda: {"mother", "father", "child"})
    speaks: set[str] = field(default_factory=lambda: {"mother"})  # adults who speak for the child
    ended: bool = False
    restricted: bool = False
    closed: bool = False


def agreed(world: World, adult: str) -> bool:
    """Asked whether they may be told, yes; for more, yes again; and never "not with this one"."""
    if adult not in world.members:
        return False
    if world.said.get((adult, "not with this one"), False):
        return False
    if not world.said.get((adult, "share"), False):
        return False
    if world.tier == "more":
        return world.said.get((adult, "share more"), False)
    return True


def reads_at_all(world: World, on: date) -> bool:
    """Whether there is anything to read on a day, whoever it is about."""
    if world.ended or world.restricted or world.closed:
        return False
    if on < world.first or on > world.last:
        return False
    needs_agreement = world.basis == "consent" or world.basis == "duty"  # noqa: PLR1714 - one sentence, one line
    if needs_agreement:
        return world.purpose in world.agreement
    return True


def somebody_spoke(world: World) -> bool:
    """Whether one of those who speak for the child agreed."""
    return any(agreed(world, adult) for adult in world.speaks)


def people_told_of(world: World, on: date) -> set[str]:
    """Whom the organisation reads about on a day; nobody where it reads nothing."""
    if not reads_at_all(world, on):
        return set()
    people = set()
    for adult in world.about_adults & world.members:
        if world.basis != "consent" or agreed(world, adult):
            people.add(adult)
    for child in world.about_children & world.members:
        if world.basis != "consent" or somebody_spoke(world):
            people.add(child)
    return people
