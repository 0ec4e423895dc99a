"""`python -m benchmarks.looking`: what it costs a page of people that every look at it is on record.

The page is drawn with the entry and without, by turns, through all of the middleware but without a server around it.
What is counted is processor time, this process's and all of PostgreSQL's apart: on a busy machine it says more than
the clock on the wall. Writing to the disk is waiting, not processor time; `benchmarks.keeping` tells the whole of it.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest import mock

from benchmarks import country
from benchmarks.figures import Report

MOST = 10.0  # per cent of the page's processor time
ROUNDS = 60
VISITS = 20  # of each kind in a round
RECORD = "fingerpost.audit.operations.record"


@dataclass
class Spent:
    """Processor time of one visit, in milliseconds, round by round."""

    ours: list[float] = field(default_factory=list)
    theirs: list[float] = field(default_factory=list)

    @property
    def both(self) -> list[float]:
        return [ours + theirs for ours, theirs in zip(self.ours, self.theirs, strict=True)]


def main(words: list[str]) -> int:
    rounds = int(words[0]) if words else ROUNDS
    report = Report()
    with country.postgres():
        import django

        django.setup()
        country.fill_county()
        report.heading(f"What a look on record costs its page, {rounds} rounds of {VISITS} visits each way")
        measure(report, rounds)
    return report.summary()


def measure(report: Report, rounds: int) -> None:
    for name, (address, role) in pages().items():
        visit = visitor(address, role)
        with_entry, without = by_turns(visit, as_it_is, unrecorded, rounds)
        tell(report, name, with_entry, without)
        same, again = by_turns(visit, unrecorded, unrecorded, rounds // 2)
        noise = abs(share(same.both, again.both))
        report.tell(f"{name}: the same page against itself", noise, "%")
        dear, plain = by_turns(visit, ten_times, unrecorded, max(rounds // 6, 3))
        report.control(f"{name}: ten entries instead of one", found=share(dear.both, plain.both) > MOST)


def pages() -> dict[str, tuple[str, str]]:
    """Pages of people, and the role of whoever looks."""
    return {"colleagues": ("/your-account/people/", "county_manager")}


def tell(report: Report, name: str, with_entry: Spent, without: Spent) -> None:
    report.tell(f"{name}: our processor time", statistics.median(with_entry.ours), "ms")
    report.tell(f"{name}: PostgreSQL's", statistics.median(with_entry.theirs), "ms")
    report.tell(f"{name}: of ours, for the entry", difference(with_entry.ours, without.ours), "ms")
    report.tell(f"{name}: of PostgreSQL's, for the entry", difference(with_entry.theirs, without.theirs), "ms")
    report.tell(f"{name}: the entry's share of all", share(with_entry.both, without.both), "%", at_most=MOST)


def difference(more: list[float], less: list[float]) -> float:
    """What is typical of the rounds, whose two halves ran one after the other."""
    return statistics.median(one - other for one, other in zip(more, less, strict=True))


def share(more: list[float], less: list[float]) -> float:
    """How much of `more` is over `less`, per cent."""
    return 100 * difference(more, less) / statistics.median(more)


@contextmanager
def as_it_is() -> Iterator[None]:
    yield


@contextmanager
def unrecorded() -> Iterator[None]:
    with mock.patch(RECORD, return_value=None):
        yield


@contextmanager
def ten_times() -> Iterator[None]:
    from fingerpost.audit.operations import record

    def often(*arguments: Any, **named: Any) -> Any:
        for _ in range(9):
            record(*arguments, **named)
        return record(*arguments, **named)

    with mock.patch(RECORD, often):
        yield


Arm = Callable[[], Any]


def by_turns(visit: Callable[[], None], one: Arm, other: Arm, rounds: int) -> tuple[Spent, Spent]:
    """Visits in one way and in the other, a round of each, and which comes first changes."""
    spent = (Spent(), Spent())
    for number in range(-2, rounds):
        order = (0, 1) if number % 2 else (1, 0)
        for which in order:
            ours, theirs = round_of(visit, (one, other)[which])
            if number >= 0:  # the first rounds warm up
                spent[which].ours.append(ours)
                spent[which].theirs.append(theirs)
    return spent


def round_of(visit: Callable[[], None], arm: Arm) -> tuple[float, float]:
    """Milliseconds of a visit: ours, PostgreSQL's."""
    with arm():
        theirs, ours = postgres_seconds(), time.process_time()
        for _ in range(VISITS):
            visit()
        return (time.process_time() - ours) / VISITS * 1e3, (postgres_seconds() - theirs) / VISITS * 1e3


def postgres_seconds() -> float:
    """What all of PostgreSQL's processes have used of the processors, those that have left included."""
    running = sum(int(Path(f"/proc/{one}/schedstat").read_text().split()[0]) for one in postgres_processes()) / 1e9
    left = Path(f"/proc/{_postmaster}/stat").read_text().rsplit(") ", 1)[1].split()[13:15]
    return running + sum(map(int, left)) / os.sysconf("SC_CLK_TCK")


def postgres_processes() -> list[str]:
    global _postmaster  # noqa: PLW0603 - one server for the whole run
    if not _postmaster:
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("select pg_backend_pid()")
            backend = cursor.fetchone()[0]
        _postmaster = Path(f"/proc/{backend}/stat").read_text().rsplit(") ", 1)[1].split()[1]
    return Path(f"/proc/{_postmaster}/task/{_postmaster}/children").read_text().split()


_postmaster = ""


def visitor(address: str, role: str) -> Callable[[], None]:
    """Somebody of the demonstration with a role, signed in, who asks for a page as a server hands it on."""
    from django.db import transaction
    from django.test import Client, RequestFactory

    from fingerpost.accounts.models import Posting
    from fingerpost.base.scope import machinery
    from fingerpost.wsgi import application

    with transaction.atomic(), machinery():
        email = Posting.objects.told("a measurement").filter(role=role).values_list("user__email", flat=True)[0]
    client = Client(headers={"host": "127.0.0.1"})
    client.post("/sign-in/as/", {"email": email})
    cookies = "; ".join(f"{name}={each.value}" for name, each in client.cookies.items())
    environ = RequestFactory(headers={"host": "127.0.0.1", "cookie": cookies}).get(address).environ

    def began(status: str, *_headers: Any) -> Callable[[bytes], object]:
        assert status == "200 OK", status
        return bytes

    def visit() -> None:
        answer = application(dict(environ), began)
        b"".join(answer)
        answer.close()

    return visit


if __name__ == "__main__":
    os.environ.setdefault("FINGERPOST_DEMO", "1")
    sys.exit(main(sys.argv[1:]))
