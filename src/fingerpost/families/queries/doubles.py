"""Families that are like another one: found by the keys that they share, weighed, and told with the reasons."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np
from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import Count, OuterRef
from django.db.models.functions import JSONObject

from fingerpost.base import bulk
from fingerpost.base.encrypted import Ciphertext, texts_of
from fingerpost.base.encryption import ring
from fingerpost.base.hands import undisturbed
from fingerpost.base.scope import Machinery, machinery
from fingerpost.families.models import (
    Address,
    Adult,
    AdultMembership,
    Child,
    ChildMembership,
    Compared,
    Contact,
    Family,
    FamilyKey,
)
from fingerpost.families.rules.beside import Beside
from fingerpost.families.rules.candidates import TOO_COMMON, Pair, candidate_keys, pairs_sharing
from fingerpost.families.rules.comparing import as_compared, household, in_line, person, read, spelt
from fingerpost.families.rules.doubles import Crowd, Household, Model, Pairs, Person, Question, weighed, weighed_pairs
from fingerpost.families.rules.entering import NewFamily
from fingerpost.families.rules.evidence import Rarity
from fingerpost.families.rules.model import fitted, shipped
from fingerpost.families.rules.pairs import signs_of
from fingerpost.families.vocabulary import SAFE, ContactKind, FamilyState, Sign
from fingerpost.places.models.dated import valid_on

DOUBLES: Final = "finding families that were entered twice"
PLACE: Final = "families_familykey.key"
LIKELY: Final = 0.0  # bits: more likely than not
MANY: Final = 1_000  # families: among fewer, how often a name was heard says nothing about how common it is
USUAL: Final = tuple(
    Rarity({}, shipped()[question]["strangers"][0]) for question in (Question.GIVEN_NAME, Question.FAMILY_NAME)
)
AT_ONCE: Final = 50_000  # pairs that are weighed together
FEW: Final = 12  # pairs that are weighed sooner one by one


@dataclass(frozen=True, slots=True)
class Found:
    """A pair of families, by number, with the odds that they are one, in bits, and what is alike."""

    one: int
    other: int
    bits: float
    signs: tuple[Sign, ...]


def numbers_of(family: Household) -> list[int]:
    """The keys of a family as it is compared, under the newest key of the ring."""
    return ring().numbers(candidate_keys(family), PLACE)[0]


@machinery(Machinery.FAMILIES)
def likely_doubles(family: NewFamily | Household, *, on: date, but: Collection[int] = (), mine: int = 0) -> list[Found]:
    """The families that one may be the same as, the likeliest first. but: numbers of families to leave out.

    mine: the family's own number, where it has one. One query.
    """
    asked = as_compared(family) if isinstance(family, NewFamily) else family
    others = {near.family: near.household for near in _near(_numbers(asked)) if near.family not in {mine, *but}}
    pairs = [(mine, number) for number in others]
    if not pairs:
        return []
    return sorted(_likely(pairs, others | {mine: asked}, weighing(on)), key=lambda found: -found.bits)


def weighed_pair(one: int, other: int, *, on: date) -> Found:
    """How likely two families are one, and what is alike, also where little is."""
    members = members_of((one, other), on=on)
    sides = [members[one].household], [members[other].household]
    return Found(one, other, float(weighed(*sides, weighing(on)).odds[0]), signs_of(*sides)[0])


@machinery(Machinery.FAMILIES)
def likely_doubles_of(families: Sequence[NewFamily], *, on: date) -> list[list[Found]]:
    """The same for several families that arrive, in their order. One query, however many they are."""
    asked = [as_compared(each) for each in families]
    keys = [_numbers(each) for each in asked]
    near = _near(set().union(*keys))
    everybody = {each.family: each.household for each in near}
    # Below nought no family has its number.
    placed = {-1 - place: each for place, each in enumerate(asked)}
    pairs = [(place, each.family) for place, key in zip(placed, keys, strict=True) for each in near if each.keys & key]
    if not pairs:
        return [[] for _place in placed]
    likely = sorted(_likely(pairs, everybody | placed, weighing(on)), key=lambda found: -found.bits)
    return [[found for found in likely if found.one == place] for place in placed]


def _numbers(family: Household) -> frozenset[int]:
    """The keys of a family under each key of the ring."""
    return frozenset(number for ones in ring().numbers(candidate_keys(family), PLACE) for number in ones)


@dataclass(frozen=True, slots=True)
class Near:
    """A family on record that shares some of the keys that were asked for, but for those that too many have."""

    family: int
    household: Household
    keys: frozenset[int]


# Written out: all that it takes to compare a family, in one statement. PostgreSQL looks into an index that row security
# lies over by one key at a time, and goes no further with a key than where it is too common.
_NEAR: Final = f"""
    select c.family_id, c.reference, c.told, near.keys from (
        select family_id, array_agg(asked.key) as keys from unnest(%s::bigint[]) as asked(key) cross join lateral (
            select array_agg(family_id) as families from (
                select family_id from families_familykey where key = asked.key limit {TOO_COMMON + 1}
            ) as holders
        ) as held cross join lateral unnest(held.families) as family_id
        where cardinality(held.families) <= {TOO_COMMON} group by family_id
    ) as near join families_compared c on c.family_id = near.family_id
    join families_family f on f.id = near.family_id and f.state <> '{FamilyState.MERGED}' order by c.family_id
"""  # noqa: S608 - of our own constants


def _near(numbers: Collection[int]) -> list[Near]:
    """The families that stand by themselves and share any of these keys, in the order of their numbers."""
    with connection.cursor() as cursor:
        cursor.execute(_NEAR, [f"{{{','.join(map(str, numbers))}}}"])  # as PostgreSQL writes an array
        return [Near(family, _read(reference, told), frozenset(keys)) for family, reference, told, keys in cursor]


def _read(reference: str, told: bytes) -> Household:
    return read(ring().decrypt(told, _TOLD.place(reference)))


_TOLD: Final = texts_of(Compared)[0]


@machinery(Machinery.FAMILIES)
def doubles_among(families: Collection[int], *, on: date) -> list[Found]:
    """All likely pairs of which at least one is among these families: for many at once."""
    if len(families) <= 1:
        told = _told(families)
        return [found for number, each in told.items() for found in likely_doubles(each, on=on, mine=number)]
    with undisturbed():
        pairs = _pairs(frozenset(families))
        everybody = _told({number for pair in pairs for number in pair})
        known = [pair for pair in pairs if pair[0] in everybody and pair[1] in everybody]
        return _likely(known, everybody, weighing(on))


def _pairs(families: frozenset[int]) -> list[Pair]:
    """Every pair that shares a key which is not too common.

    All keys are read as they lie, and laid side by side here: however PostgreSQL would have planned to group them, and
    whether or not it has counted them, that takes no longer.
    """
    pairs = pairs_sharing(*bulk.read_numbers(FamilyKey, "key", "family_id"))
    among = np.isin(pairs, np.fromiter(families, np.int64, len(families))).any(axis=1)
    return [(one, other) for one, other in pairs[among].tolist()]


def _told(families: Collection[int]) -> dict[int, Household]:
    """What is compared of each family that stands by itself."""
    words = """
        select compared.family_id, compared.reference, compared.told
        from families_compared as compared join families_family as family on family.id = compared.family_id
        where compared.family_id = any(%s::bigint[]) and family.state <> %s
    """
    with connection.cursor() as cursor:
        cursor.execute(words, [list(families), FamilyState.MERGED])
        return {family: _read(row, told) for family, row, told in cursor.fetchall()}


def _likely(pairs: Sequence[Pair], families: Mapping[int, Household], model: Model) -> list[Found]:
    if len(pairs) <= FEW:
        beside = ((pair, Beside(families[pair[0]], families[pair[1]])) for pair in pairs)
        odds_of = ((pair, both, both.odds(model)) for pair, both in beside)
        return [Found(*pair, bits, both.signs()) for pair, both, bits in odds_of if bits >= LIKELY]
    places = {number: place for place, number in enumerate(families)}
    rows = np.array([(places[one], places[other]) for one, other in pairs], np.int64).reshape(len(pairs), 2)
    crowd, found = Crowd(list(families.values())), list[Found]()
    for start in range(0, len(pairs), AT_ONCE):
        some = rows[start : start + AT_ONCE]
        odds = weighed_pairs(Pairs(crowd, some[:, 0], some[:, 1]), model).odds
        likely = [(pairs[start + at], float(odds[at])) for at in np.flatnonzero(odds >= LIKELY).tolist()]
        found += _with_signs(likely, families)
    return found


def _with_signs(likely: Sequence[tuple[Pair, float]], families: Mapping[int, Household]) -> list[Found]:
    if not likely:
        return []
    signs = signs_of([families[one] for (one, _), _ in likely], [families[other] for (_, other), _ in likely])
    return [Found(*pair, bits, alike) for (pair, bits), alike in zip(likely, signs, strict=True)]


_kept: dict[date, Model] = {}


def weighing(on: date) -> Model:
    """What likeness weighs among the families of today. Worked out once a day."""
    return _kept[on] if on in _kept else _weighed_today(on)


@machinery(Machinery.FAMILIES)
def _weighed_today(on: date) -> Model:
    families = Family.objects.told(DOUBLES).exclude(state=FamilyState.MERGED).count()
    if families < MANY:
        return fitted(families, given=USUAL[0], family=USUAL[1])
    adults, children = Adult.objects.told(DOUBLES), Child.objects.told(DOUBLES)
    given = _rarity([*_counted(adults, "given_name"), *_counted(children, "given_name")])
    _kept.clear()
    _kept[on] = fitted(families, given, _rarity(_counted(adults, "family_name")))
    return _kept[on]


def _counted(people: Any, name: str) -> Iterable[tuple[str, int]]:
    rows: Iterable[tuple[str, int]] = people.order_by().values_list(name).annotate(times=Count("pk"))
    return rows


def _rarity(counted: Iterable[tuple[str, int]]) -> Rarity:
    names: Counter[str] = Counter()
    for name, times in counted:
        names[spelt(name)] += times
    del names[""]
    total = max(names.total(), 1)
    return Rarity({name: times / total for name, times in names.items()}, 1 / (total + 1))


@machinery(Machinery.FAMILIES)
def everybody() -> list[int]:
    """The numbers of all families that stand by themselves."""
    rows = Family.objects.told(DOUBLES).exclude(state=FamilyState.MERGED)
    return list(rows.order_by("pk").values_list("pk", flat=True))


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of some families today: who is in them, how they are reached, where they live. Three queries."""

    adults: tuple[AdultMembership, ...]
    children: tuple[ChildMembership, ...]
    contacts: tuple[Contact, ...]
    homes: tuple[Address, ...]


def kept_of(families: Collection[int], *, on: date) -> Kept:
    """Everything that families are compared by."""
    adults = AdultMembership.objects.told(DOUBLES).filter(valid_on(on), family__in=families)
    children = ChildMembership.objects.told(DOUBLES).filter(valid_on(on), family__in=families)
    ways = Contact.objects.told(DOUBLES).filter(valid_on(on), adult=OuterRef("adult")).order_by("-preferred", "pk")
    reached = adults.annotate(ways=ArraySubquery(ways.values_list(JSONObject(**{name: name for name in WAY}))))
    members = tuple(reached.select_related("adult").order_by("pk"))
    homes = Address.objects.told(DOUBLES).filter(valid_on(on), family__in=families)
    return Kept(
        members,
        tuple(children.select_related("child").order_by("child__date_of_birth", "pk")),
        tuple(_way(member.adult_id, each) for member in members for each in member.ways),
        tuple(homes.select_related("adult").order_by("pk")),
    )


WAY: Final = ("reference", "kind", "value", "preferred", *SAFE)


def _way(adult: int, each: dict[str, Any]) -> Contact:
    """A way to reach somebody that was read together with them: a text that is kept encrypted comes as hexadecimals."""
    return Contact(**each | {"adult_id": adult, "value": Ciphertext(bytes.fromhex(each["value"][2:]))})


@dataclass(frozen=True, slots=True)
class Members:
    """A family as it is compared, with whose membership stands for whom, in the same order."""

    household: Household
    people: tuple[AdultMembership | ChildMembership, ...]


@machinery(Machinery.FAMILIES)
def members_of(families: Collection[int], *, on: date) -> dict[int, Members]:
    """Families as they are today, read anew from all that is kept, for one or many."""
    return told_of(kept_of(families, on=on), families)


def told_of(kept: Kept, families: Collection[int]) -> dict[int, Members]:
    """Each of these families as it is compared."""
    ways: dict[int, list[tuple[ContactKind, str]]] = {}
    for way in kept.contacts:
        ways.setdefault(way.adult_id, []).append((ContactKind(way.kind), way.value.shown()))
    shown = (home for home in kept.homes if home.adult_id is None and not home.hidden)
    homes = {home.family_id: (home.postcode.shown(), home.lines.shown()) for home in shown}
    people: dict[int, list[tuple[AdultMembership | ChildMembership, Person]]] = {family: [] for family in families}
    rows: list[AdultMembership | ChildMembership] = [*kept.adults, *kept.children]
    for row in rows:
        people[row.family_id].append((row, _person(row)))
    return {family: _members(each, *homes.get(family, ("", "")), ways) for family, each in people.items()}


def _person(row: AdultMembership | ChildMembership) -> Person:
    who: Adult | Child = row.child if isinstance(row, ChildMembership) else row.adult
    return person(who.given_name, who.family_name, who.date_of_birth, child=isinstance(who, Child))


def _members(
    people: list[tuple[AdultMembership | ChildMembership, Person]],
    code: str,
    lines: str,
    ways: Mapping[int, list[tuple[ContactKind, str]]],
) -> Members:
    known = sorted(((row, each) for row, each in people if each.given or each.born), key=lambda pair: in_line(pair[1]))
    reached = [way for row, _ in people if isinstance(row, AdultMembership) for way in ways.get(row.adult_id, [])]
    return Members(household([each for _, each in known], code, lines, reached), tuple(row for row, _ in known))
