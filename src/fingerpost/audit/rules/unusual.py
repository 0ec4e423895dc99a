"""Which looks at families' records are unusual, and put before the data-protection officer. A look listed is no guilt.

Each rule is given plain facts: who looked, at what, when (where the centres are), and what is known of the two.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import chain

from fingerpost.audit.vocabulary import Unusual

Reference = str


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody looked at a record. What `own` and `outside` say is found out by whoever knows families and postings.

    entry: its number on record. posting: the one that the looker acted in. desk: where they looked.
    """

    who: Reference
    record: Reference
    at: datetime
    entry: int = 0
    posting: Reference = ""
    desk: str = ""
    broke_glass: bool = False
    own: bool = False  # the record has the looker's own name or address
    outside: bool = False  # the family is in no group of the looker's posting


@dataclass(frozen=True, slots=True)
class Limits:
    """What is still usual here; each authority may set its own."""

    records: int = 30
    within: timedelta = timedelta(minutes=30)
    opens: time = time(7)
    closes: time = time(20)
    weekdays: frozenset[int] = frozenset(range(5))


@dataclass(frozen=True, slots=True)
class Finding:
    """An unusual look, and how many records it is about."""

    kind: Unusual
    who: Reference
    at: datetime
    record: Reference
    records: int = 1
    entry: int = 0
    posting: Reference = ""


@dataclass(frozen=True, slots=True)
class Day:
    """All that was unusual in one way about one person's looks on one day: what is put before somebody at once."""

    kind: Unusual
    who: Reference
    on: date
    findings: tuple[Finding, ...]

    @property
    def records(self) -> tuple[Reference, ...]:
        """The records looked at, each once, in the order of looking."""
        return tuple(dict.fromkeys(finding.record for finding in self.findings))

    @property
    def counted(self) -> int:
        """How many records it is about: of many in a short time, only the one that was too much is named."""
        return max(len(self.records), *(finding.records for finding in self.findings))

    def since(self, entry: int) -> "Day | None":
        """What came after an entry, if anything: the rest was looked at before."""
        later = tuple(finding for finding in self.findings if finding.entry > entry)
        return Day(self.kind, self.who, self.on, later) if later else None


def unusual(looks: Iterable[Look], limits: Limits) -> list[Finding]:
    """Everything unusual among the looks, in the order of time."""
    ordered = sorted(looks, key=lambda look: look.at)
    single = (_finding(kind, look) for look in ordered for kind in _alone(look, limits))
    return sorted(chain(single, many(ordered, limits)), key=lambda finding: (finding.at, finding.kind))


def by_day(findings: Iterable[Finding]) -> list[Day]:
    """Findings of one kind about one person on one day belong together: twenty looks of an evening are one question."""
    found: dict[tuple[Unusual, Reference, date], list[Finding]] = defaultdict(list)
    for finding in findings:
        found[finding.kind, finding.who, finding.at.date()].append(finding)
    return [Day(*key, tuple(each)) for key, each in found.items()]


def _finding(kind: Unusual, look: Look, records: int = 1) -> Finding:
    return Finding(kind, look.who, look.at, look.record, records, look.entry, look.posting)


def _alone(look: Look, limits: Limits) -> Iterator[Unusual]:
    if look.broke_glass:
        yield Unusual.BROKE_GLASS
    if look.own:
        yield Unusual.OWN
    if look.outside:
        yield Unusual.OUTSIDE
    if out_of_hours(look.at, limits):
        yield Unusual.OUT_OF_HOURS


def out_of_hours(at: datetime, limits: Limits) -> bool:
    """Whether nobody is at work then. `at` is the time where the centres are."""
    return at.weekday() not in limits.weekdays or not limits.opens <= at.time() < limits.closes


def many(looks: Iterable[Look], limits: Limits) -> Iterator[Finding]:
    """Once for each run of looks in which one person saw more records than usual; looking twice counts once."""
    recent: dict[Reference, deque[Look]] = defaultdict(deque)
    told: set[Reference] = set()
    for look in looks:
        window = recent[look.who]
        window.append(look)
        while look.at - window[0].at > limits.within:
            window.popleft()
        records = len({each.record for each in window})
        if records <= limits.records:
            told.discard(look.who)
        elif look.who not in told:
            told.add(look.who)
            yield _finding(Unusual.MANY, look, records)
