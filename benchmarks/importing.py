"""`python -m benchmarks.importing`: taking a county's families over from another system, and finding one among them.

A table of make-believe families, some of them in it twice, is validated, encrypted, entered and put on record, and then
all are compared with all: at a tenth of the county first, so that one sees whether it grows as the table does.
`--families 6000` takes a smaller county.
"""

import argparse
import sys
import time
from collections.abc import Iterator
from datetime import date
from typing import Final

from benchmarks import country
from benchmarks.figures import Report, percentile
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
FEW: Final = 10  # a tenth first


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.importing", description=__doc__)
    parser.add_argument("--families", type=int, default=60_000)
    asked = parser.parse_args(words)
    report = Report()
    with country.postgres():
        _ready()
        few = asked.families // FEW
        spent = measure(report, Maker(SEED + 1).county(few, few // 11), "few", full=False)
        county = Maker(SEED).county(asked.families, asked.families // 11)
        whole = measure(report, county, "all", full=asked.families >= 60_000)
        for name in ("entering", "comparing"):
            report.tell(f"{name}: for ten times as many", whole[name] / spent[name], "times", at_most=13)
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


def measure(report: Report, county: County, name: str, *, full: bool) -> dict[str, float]:
    """How long it takes to enter them, and then to compare all."""
    from fingerpost.accounts.rules import Command
    from fingerpost.families.operations.importing import Outcome, import_registrations, places_of, source_of
    from tests.factories.places import make_group

    report.heading(f"{len(county.families):,} families from another system")
    rows, source = list(table(county)), source_of(name, make_group(f"Group {name}"))
    places, on = places_of(HEADINGS), date(2026, 11, 24)
    started, counted = time.perf_counter(), 0
    for result in import_registrations(rows=rows, places=places, source=source, by=Command("benchmark"), on=on):
        counted += result.outcome is Outcome.ENTERED
        entered = time.perf_counter()
    spent = {"entering": entered - started, "comparing": time.perf_counter() - entered}
    report.tell("entered", counted, "families")
    report.tell("entering", spent["entering"], "s", **({"at_most": 30} if full else {}))
    report.tell("comparing", spent["comparing"], "s", **({"at_most": 60} if full else {}))
    return spent


def measure_one(report: Report, county: County) -> None:
    """One new family against all that are kept."""
    from fingerpost.families.queries.doubles import likely_doubles, weighing

    on, maker = date(2026, 11, 24), Maker(SEED + 2)
    newcomers = [maker.again(county.families[place]) for place in range(0, len(county.families), 7)][:TIMES]
    weighing(on)
    spent = []
    for newcomer in newcomers:
        started = time.perf_counter()
        likely_doubles(newcomer, on=on)
        spent.append((time.perf_counter() - started) * 1_000)
    report.heading("One new family against all that are kept")
    report.tell("99 of 100 within", percentile(spent, 99), "ms", at_most=20)
    report.tell("half of them within", percentile(spent, 50), "ms")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
