"""`python -m benchmarks.importing`: taking a county's families over from another system, and finding one among them.

A table of make-believe families, some of them in it twice, is validated, encrypted, entered and put on record, and then
all are compared with all: at a tenth of the county first, so that one sees whether it grows as the table does.
`--families 6000` takes a smaller county.
"""

import argparse
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Final

from benchmarks import country
from benchmarks.figures import Report, percentile
from benchmarks.looking import postgres_seconds
from benchmarks.synthetic_families import County, Maker
from fingerpost.families.rules.doubles import Household

HEADINGS: Final = (
    "Family ID",
    *(f"Adult {at} {what}" for at in (1, 2) for what in ("first name", "last name", "date of birth")),
    "Adult 1 mobile",
    "Adult 1 email",
    "Address",
    "Postcode",
    *(f"Child {at} {what}" for at in (1, 2, 3, 4) for what in ("first name", "last name", "date of birth")),
)
SEED: Final = 7
TIMES: Final = 1_000
ONE: Final = 20  # milliseconds
FEW: Final = 10  # a tenth first


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.importing", description=__doc__)
    parser.add_argument("--families", type=int, default=60_000)
    parser.add_argument("--hands", type=int, default=2, help="how many processes do it")
    asked = parser.parse_args(words)
    report = Report()
    with country.postgres():
        _ready()
        few = asked.families // FEW
        spent = measure(report, Maker(SEED + 1).county(few, few // 11), "few", hands=asked.hands, full=False)
        county = Maker(SEED).county(asked.families, asked.families // 11)
        whole = measure(report, county, "all", hands=asked.hands, full=asked.families >= 60_000)
        for name in ("entering", "comparing"):
            times = whole[name].processors / spent[name].processors
            report.tell(f"{name}: processor time for ten times as many", times, "times", at_most=13)
        tell_quality(report, county, "all")
        measure_one(report, county)
        country.let_go()
    return report.summary()


def _ready() -> None:
    import django

    django.setup()
    from django.core.management import call_command

    from fingerpost.base.scope import this_process_is_machinery

    this_process_is_machinery()
    call_command("migrate", verbosity=0)


def table(county: County) -> Iterator[list[str]]:
    """A county's families as rows of a table."""
    for number, family in enumerate(county.families):
        yield [f"BM{number}", *_cells(family)]


def _cells(family: Household) -> Iterator[str]:
    adults, children = ([each for each in family.people if each.child is child] for child in (False, True))
    for people, most in ((adults, 2), (children, 4)):
        if people is children:
            yield from (*family.phones[:1], *[""] * (1 - len(family.phones[:1])))
            yield from (*family.emails[:1], *[""] * (1 - len(family.emails[:1])))
            yield from (family.street, family.postcode if whole(family.postcode) else "AL1 1AA")
        for place in range(most):
            person = people[place] if place < len(people) else None
            day = f"{person.born[:2]}/{person.born[2:4]}/{person.born[4:]}" if person and person.born else ""
            yield from (person.given, person.family, day) if person else ("", "", "")


def whole(text: str) -> bool:
    """Whether a postcode, perhaps with a slip of the pen, can still be one."""
    from fingerpost.base import postcode

    typed = postcode.read(text)
    return bool(typed and typed.whole)


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds: on the clock, and of the processors, ours with all hands and PostgreSQL's."""

    clock: float
    ours: float
    postgres: float

    @classmethod
    def now(cls) -> "Spent":
        return cls(time.perf_counter(), sum(os.times()[:4]) + sum(map(used, hands())), postgres_seconds())

    def since(self, before: "Spent") -> "Spent":
        return Spent(self.clock - before.clock, self.ours - before.ours, self.postgres - before.postgres)

    @property
    def processors(self) -> float:
        return self.ours + self.postgres


def hands() -> list[str]:
    """The processes that work for this one now."""
    return Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()


def used(process: str) -> float:
    """Seconds of the processors."""
    return int(Path(f"/proc/{process}/schedstat").read_text().split()[0]) / 1e9


def measure(report: Report, county: County, name: str, *, hands: int, full: bool) -> dict[str, Spent]:
    """How long it takes to enter them, and then to compare all."""
    from fingerpost.accounts.rules import Command
    from fingerpost.families.operations.importing import Outcome, import_registrations, places_of, source_of
    from tests.factories.places import make_group

    report.heading(f"{len(county.families):,} families from another system, by {hands} processes")
    rows, source = list(table(county)), source_of(name, make_group(f"Group {name}"))
    places, on, by = places_of(HEADINGS), date(2026, 11, 24), Command("benchmark")
    began = Spent.now()
    coming = import_registrations(rows=rows, places=places, source=source, by=by, on=on, hands=hands)
    outcomes = [result.outcome for result in islice(coming, len(rows))]
    entered = Spent.now()
    more = len(list(coming))
    spent = {"entering": entered.since(began), "comparing": Spent.now().since(entered)}
    report.tell("rows with a result", len(outcomes) + more, at_least=len(rows), at_most=len(rows))
    report.tell("entered", outcomes.count(Outcome.ENTERED), "families")
    for what, most in (("entering", 30), ("comparing", 60)):
        report.tell(what, spent[what].clock, "s", **({"at_most": most} if full else {}))
        report.tell(f"{what}, processor time: ours", spent[what].ours, "s")
        report.tell(f"{what}, processor time: PostgreSQL's", spent[what].postgres, "s")
    return spent


def tell_quality(report: Report, county: County, source: str) -> None:
    """Whether those who stand in the table twice were found, in the database."""
    from fingerpost.families.models import OutsideNumber, PossibleDouble

    numbers = OutsideNumber.objects.told("a measurement").filter(source=source).values_list("number", "family")
    kept = {int(number.removeprefix("BM")): family for number, family in numbers}
    pairs = PossibleDouble.objects.told("a measurement").values_list("one", "other")
    found = {frozenset(pair) for pair in pairs}
    same = [frozenset((kept[one], kept[other])) for one, other in county.same if one in kept and other in kept]
    report.tell("of those entered twice, found and shown to staff", share(same, found), at_least=0.99)
    fewer = {pair for pair in found if min(pair) % 20}
    report.control("one pair in twenty left out", found=share(same, fewer) < 0.99)


def share(same: list[frozenset[int]], found: set[frozenset[int]]) -> float:
    return sum(pair in found for pair in same) / len(same)


def measure_one(report: Report, county: County) -> None:
    """One new family against all that are kept."""
    report.heading("One new family against all that are kept")
    began = Spent.now()
    spent = asked_one_by_one(county)
    cost = Spent.now().since(began)
    report.tell("99 of 100 within", percentile(spent, 99), "ms", at_most=ONE)
    report.tell("processor time of one: ours", cost.ours / len(spent) * 1e3, "ms")
    report.tell("processor time of one: PostgreSQL's", cost.postgres / len(spent) * 1e3, "ms")
    report.tell("half of them within", percentile(spent, 50), "ms")
    report.control("ten questions instead of one", found=percentile(asked_one_by_one(county, times=10), 99) > ONE)


def asked_one_by_one(county: County, *, times: int = 1) -> list[float]:
    """Milliseconds on the clock, for each of so many new families. times: how often each is asked for."""
    from fingerpost.families.queries.doubles import likely_doubles, weighing

    on, maker = date(2026, 11, 24), Maker(SEED + 2)
    newcomers = [maker.again(county.families[place]) for place in range(0, len(county.families), 7)][:TIMES]
    weighing(on)
    spent = []
    for newcomer in newcomers:
        started = time.perf_counter()
        for _time in range(times):
            likely_doubles(newcomer, on=on)
        spent.append((time.perf_counter() - started) * 1_000)
    return spent


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
