"""`python -m benchmarks.keeping`: what the record and the encryption cost, each figure beside its limit.

A million entries are sealed and verified; entries are written one by one; texts are encrypted and read.
"""

import os
import sys
import time
from collections.abc import Callable

import django

from benchmarks.figures import Report, percentile

ENTRIES = 1_000_000
FEWEST_A_SECOND = 100_000
TIMES = 3_000
NOTE = "Carries an inhaler; Nan collects on Thursdays. " * 6


def main(words: list[str]) -> int:
    """Measure; 1 if a limit was missed."""
    entries = int(words[0]) if words else ENTRIES
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fingerpost.settings")
    os.environ.setdefault("FINGERPOST_TRY_OUT", "1")
    django.setup()
    from benchmarks.ledger import fill, ledger

    report = Report()
    with ledger() as made, made.fresh() as name:
        report.heading("Writing the record")
        measure_writing(report)
        report.heading(f"Sealing and verifying {entries:,} entries")
        with made.superuser(name) as server:
            fill(server, entries)
        measure_chain(report)
    report.heading("Encrypted texts")
    measure_texts(report)
    return report.summary()


def measure_writing(report: Report) -> None:
    """What one look adds to a page: all of it, and this process's own part."""
    from fingerpost.audit.operations import Who, record_read

    anna = Who("7kq2mxw9tb", "p2mxw9tb7k", "centre", "192.0.2.77")

    def look() -> None:
        record_read("see family", kind="family", references=["f2mxw9tb7k"], by=anna, because="You work with them.")

    report.tell("one entry", _each(look, time.perf_counter), "µs")
    report.tell("one entry, our processor time", _each(look, time.process_time), "µs", at_most=500)


def measure_chain(report: Report) -> None:
    """Sealing everything at once, and verifying it three times."""
    from fingerpost.audit.operations import sealing
    from fingerpost.base import clock

    started = time.perf_counter()
    sealed = sealing.seal(now=clock.now())
    report.tell("sealed", sealed / (time.perf_counter() - started), "entries a second")
    speeds = []
    for _ in range(3):
        started = time.perf_counter()
        found = sealing.verify()
        speeds.append(found.entries / (time.perf_counter() - started))
        report.control("an untouched record is in order", found=not found.findings)
    report.tell("verified, the median of three", percentile(speeds, 50), "entries a second", at_least=FEWEST_A_SECOND)


def measure_texts(report: Report) -> None:
    """A note of 280 letters, encrypted and read; and a hash for a blind index."""
    from fingerpost.base.encryption import ring

    keys = ring()
    place = "families_child.note.7kq2mxw9tb"
    content = keys.encrypt(NOTE, place)
    report.tell("encrypt a note", _each(lambda: keys.encrypt(NOTE, place), time.perf_counter), "µs")
    report.tell("read a note", _each(lambda: keys.decrypt(content, place), time.perf_counter), "µs", at_most=50)
    report.tell(
        "find by a blind index", _each(lambda: keys.indexes("ada@home.example", "t.c"), time.perf_counter), "µs"
    )


def _each(do: Callable[[], object], clock: Callable[[], float]) -> float:
    """Microseconds that one takes, of many."""
    for _ in range(100):
        do()
    started = clock()
    for _ in range(TIMES):
        do()
    return (clock() - started) / TIMES * 1e6


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
