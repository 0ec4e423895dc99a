"""Which families are worth comparing: those that share one of a few keys. Comparing all with all would take days.

Each key is built so that a slip in one answer leaves another key whole. Keys are texts of what a family wrote, so
they are kept only as keyed hashes.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from fingerpost.families.rules.doubles import Household, Person
from fingerpost.families.rules.spelling import may_stand_for, sound

DAY, MONTH, YEAR = slice(0, 2), slice(2, 4), slice(4, 8)
# A key that more families share than this says only that a name is common; another key finds those who are the same.
TOO_COMMON: Final = 50

Pair = tuple[int, int]
Numbers = NDArray[np.int64]


def candidates(keys: Sequence[Iterable[str]]) -> list[Pair]:
    """Every pair of families, by their places, that shares a key which is not too common."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for place, theirs in enumerate(keys):
        for key in theirs:
            holders[key].append(place)
    found: set[Pair] = set()
    for places in holders.values():
        if len(places) <= TOO_COMMON:
            found.update((one, other) for at, other in enumerate(places) for one in places[:at])
    return sorted(found)


def pairs_sharing(keys: Numbers, families: Numbers) -> Numbers:
    """The same for millions of keys as numbers, each beside a family that has it: a pair in each row, in order."""
    named, places = np.unique(families, return_inverse=True)
    order = np.lexsort((places, keys))
    places = places[order]
    begins = np.flatnonzero(np.r_[True, np.diff(keys[order]) != 0]) if len(keys) else np.empty(0, np.int64)
    holders = np.diff(begins, append=len(keys))
    found = [np.empty(0, np.int64)]
    for many in range(2, TOO_COMMON + 1):
        rows = places[begins[holders == many, None] + np.arange(many)]
        ones, others = np.triu_indices(many, 1)
        found.append(np.unique(rows[:, ones] * len(named) + rows[:, others]))
    pairs: Numbers = named[np.stack(np.divmod(np.unique(np.concatenate(found)), max(len(named), 1)), axis=1)]
    return pairs


def candidate_keys(household: Household) -> frozenset[str]:
    """The keys of a family: of each of its people, of its home, and of its ways to be reached."""
    return frozenset(_of_home(household)) | {key for each in household.people for key in _of_person(each, household)}


def _of_home(household: Household) -> Iterator[str]:
    yield from (f"t{phone}" for phone in household.phones)
    yield from (f"@{email}" for email in household.emails)
    if household.postcode and household.street:
        yield f"h{household.postcode}{household.street}"
    for name in household.family_names:
        heard = sound(name) or name
        if household.postcode:
            yield f"f{heard} {household.postcode}"
        if household.street:
            yield f"s{heard} {household.street}"


def _of_person(person: Person, household: Household) -> Iterator[str]:
    kind = "c" if person.child else "a"
    given, family = sound(person.given) or person.given, sound(person.family) or person.family
    forms = may_stand_for(person.given)
    yield f"g{kind}{' '.join(sorted((given, family)))}"
    if household.postcode:
        yield from (f"p{kind}{form} {household.postcode}" for form in (given, *forms))
    if person.born:
        yield from _of_birth(person, kind, (given, family), forms)


def _of_birth(person: Person, kind: str, heard: tuple[str, str], forms: tuple[int, ...]) -> Iterator[str]:
    born, (given, family) = person.born, heard
    yield f"d{kind}{born} {''.join(sorted((given[:1], family[:1])))}"
    parts = (born[MONTH] + born[YEAR], born[DAY] + born[MONTH], f"{born[DAY]} {born[YEAR]}")
    yield from (f"b{kind}{given} {family[:1]} {part}" for part in parts)
    yield from (f"b{kind}{family} {given[:1]} {part}" for part in parts)
    yield from (f"b{kind}{form} {family[:1]} {part}" for form in forms for part in parts[:1])
