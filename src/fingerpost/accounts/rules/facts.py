"""What the rules are told: plain values about places, postings, people and families."""

from dataclasses import dataclass, field
from datetime import date

from fingerpost.accounts.vocabulary import PlaceKind, Role


@dataclass(frozen=True, slots=True)
class Place:
    """Where a role is held. `key` names it among its kind; `group` is the key of the group that a centre is in."""

    kind: PlaceKind
    key: str
    group: str = ""

    @property
    def within_group(self) -> str:
        """The group that this is, or is part of; empty for what stands outside the groups."""
        return self.key if self.kind is PlaceKind.GROUP else self.group

    def covers(self, other: "Place") -> bool:
        """The county covers everything, a group its centres, any other place itself alone."""
        if self.kind is PlaceKind.COUNTY:
            return True
        if self.kind is PlaceKind.GROUP:
            return other.within_group == self.key
        return (self.kind, self.key) == (other.kind, other.key)


@dataclass(frozen=True, slots=True)
class PostingFacts:
    """A role at a place, from a day to a day (both included; an open end means still).

    called, centre_id: how people call the place, and which centre it is; no rule asks for them.
    """

    reference: str
    role: Role
    place: Place
    valid_from: date
    valid_to: date | None = None
    called: str = field(default="", compare=False)
    centre_id: int | None = field(default=None, compare=False)

    def holds(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody who is looking: who they are, the postings they ever held, and the one they chose to act in."""

    user: str
    postings: tuple[PostingFacts, ...]
    chosen: str = ""

    def standing(self, on: date) -> tuple[PostingFacts, ...]:
        """The postings that hold on a day, the chosen one first."""
        held = [posting for posting in self.postings if posting.holds(on)]
        return tuple(sorted(held, key=lambda posting: posting.reference != self.chosen))

    def actor(self, on: date) -> str:
        """Whom the record names: a role and a reference, never a name."""
        held = self.standing(on)
        return f"{held[0].role.value} {self.user}" if held else f"user {self.user}"


@dataclass(frozen=True, slots=True)
class Command:
    """Somebody at the server's own console, such as whoever invites the first colleague."""

    name: str

    def actor(self, _on: date) -> str:
        return self.name


Doer = Viewer | Command


@dataclass(frozen=True, slots=True)
class FamilyFacts:
    """What of a family decides who may see it.

    groups: keys of the groups that it is registered with. adults: users who are parents or carers in it.
    near: users who stand near it in another way: once in it, a parent of one of its children, or kept from somebody.
    shared_basic, shared_more: organisations that a sharing decision released it to, and how much.
    restricted: only `workers`, by name, and the safeguarding lead may open it.
    """

    groups: frozenset[str] = frozenset()
    adults: frozenset[str] = frozenset()
    shared_basic: frozenset[str] = frozenset()
    shared_more: frozenset[str] = frozenset()
    restricted: bool = False
    workers: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()
