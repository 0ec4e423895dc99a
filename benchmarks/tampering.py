"""`python -m benchmarks.tampering 10000`: change the record behind its back, thousands of times, as its owner.

Each time the triggers are off, something random is changed, `fingerpost audit verify` looks, and the change is undone.
Every one must be found, and an entry that was touched must be named. Two controls: the untouched record is found in
order, and a verification that looks away is found out.
"""

import os
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import django
from psycopg import Connection, sql

SEALED, IN_A_SEAL = 240, 20
Luck = random.Random
Server = Connection[Any]

TEXTS = "verb operation actor posting desk origin subject_kind subject_reference because why".split()
OTHER_VALUES = {
    "at": "at + interval '1 microsecond'",
    "others": "others || 'zzzzzzzzzz'::varchar",
    "counts": """counts || '{"records": 99}'""",
    "transaction": "(transaction::text::bigint - 1)::text::xid8",
}
NUMBERS = ["form", "first_position", "last_position", "last_transaction", "last_event", "since_event"]
LISTS = ["events", "digests", "previous", "hash", "signature"]


def numbers(server: Server, query: str) -> list[int]:
    return [int(row[0]) for row in server.execute(query.encode())]


def entry(server: Server, luck: Luck) -> int:
    """Any sealed entry."""
    return luck.choice(numbers(server, "select id from audit_event order by id"))


def seal(server: Server, luck: Luck) -> int:
    """Any seal."""
    return luck.choice(numbers(server, "select number from audit_seal order by number"))


def other_text(server: Server, luck: Luck) -> int:
    """One letter of one column."""
    words = (
        "update audit_event set {0} = overlay({0} placing 'Z' from 1 + %s %% greatest(length({0}), 1)) where id = %s"
    )
    number = entry(server, luck)
    server.execute(sql.SQL(words).format(sql.Identifier(luck.choice(TEXTS))), [luck.randrange(50), number])
    return number


def other_value(server: Server, luck: Luck) -> int:
    """The smallest change of a column that is no text."""
    number, column = entry(server, luck), luck.choice(list(OTHER_VALUES))
    server.execute(f"update audit_event set {column} = {OTHER_VALUES[column]} where id = %s", [number])
    return number


def delete(server: Server, luck: Luck) -> int:
    number = entry(server, luck)
    server.execute("delete from audit_event where id = %s", [number])
    return number


def delete_many(server: Server, luck: Luck) -> int:
    number = entry(server, luck)
    server.execute("delete from audit_event where id between %s and %s", [number, number + luck.randrange(1, 40)])
    return number


def renumber(server: Server, luck: Luck) -> int:
    """The same entry under a number that nobody has."""
    number = entry(server, luck)
    server.execute("update audit_event set id = %s where id = %s", [luck.choice([-5, 0, 10**6, 2**62]), number])
    return number


def swap(server: Server, luck: Luck) -> int:
    """Two entries change places."""
    one, other = luck.sample(numbers(server, "select id from audit_event"), 2)
    for before, after in ((one, -one), (other, one), (-one, other)):
        server.execute("update audit_event set id = %s where id = %s", [after, before])
    return one


def slip_in(server: Server, luck: Luck) -> int:
    """A copy of an entry, as if it had been there at the time."""
    number, new = entry(server, luck), luck.choice([-7, 0, 10**7, 2**62])
    columns = "at verb operation actor posting desk origin subject_kind subject_reference others because why counts"
    names = ", ".join([*columns.split(), "transaction"])
    server.execute(
        f"insert into audit_event (id, {names}) select %s, {names} from audit_event where id = %s", [new, number]
    )
    return new


def twice(server: Server, luck: Luck) -> int:
    """The same entry once more, with the same number."""
    number = entry(server, luck)
    server.execute("alter table audit_event drop constraint audit_event_pkey")
    server.execute("insert into audit_event select * from audit_event where id = %s", [number])
    return number


def cover_up(server: Server, luck: Luck) -> None:
    """Change an entry, and make its seal and all after it fit; only the signatures cannot be made."""
    from fingerpost.audit.queries.copying import digests
    from fingerpost.audit.rules.sealing import FORM
    from fingerpost.audit.rules.signing import Signer

    forger = Signer("a key that is nobody's, and not trusted by anybody")
    other_text(server, luck)
    before, signing = None, luck.random() < 0.5
    for kept in _seals(server):
        ids = [
            row[0] for row in server.execute("select id from audit_event where id = any(%s) order by id", [_ids(kept)])
        ]
        facts = _again(kept.facts, digests(server, FORM, ids)[1], before)
        before = facts.hash()
        key, signature = (forger.name, forger.sign(before)) if signing else (kept.key, kept.signature)
        server.execute(
            "update audit_seal set digests = %s, previous = %s, hash = %s, key = %s, signature = %s where number = %s",
            [facts.digests, facts.previous, before, key, signature, facts.number],
        )


def _seals(server: Server) -> list[Any]:
    from fingerpost.audit.queries.verification import Verification
    from fingerpost.audit.rules.signing import Trusted

    return list(Verification(server, Trusted([])).seals())


def _ids(kept: Any) -> list[int]:
    raw = kept.facts.events
    return [int.from_bytes(raw[at : at + 8], "big") for at in range(0, len(raw), 8)]


def _again(facts: Any, sums: bytes, previous: bytes | None) -> Any:
    from dataclasses import replace

    return replace(facts, digests=sums, previous=facts.previous if previous is None else previous)


def seal_number(server: Server, luck: Luck) -> None:
    """One number that a seal says."""
    column = sql.Identifier(luck.choice(NUMBERS))
    words = sql.SQL("update audit_seal set {0} = {0} + %s where number = %s").format(column)
    server.execute(words, [luck.choice([-1, 1, 7]), seal(server, luck)])


def seal_bytes(server: Server, luck: Luck) -> None:
    """One bit of what a seal holds."""
    column = sql.Identifier(luck.choice(LISTS))
    words = (
        "update audit_seal set {0} = set_bit({0}, %s %% (8 * length({0})), 1 - get_bit({0}, %s %% (8 * length({0}))))"
    )
    at = luck.randrange(10**6)
    server.execute(sql.SQL(words + " where number = %s").format(column), [at, at, seal(server, luck)])


def seal_words(server: Server, luck: Luck) -> None:
    """When it was sealed, where, or by which key."""
    what = luck.choice(["sealed_at = sealed_at - interval '1 hour'", "cluster = '1'", "key = 'beef'"])
    server.execute(f"update audit_seal set {what} where number = %s", [seal(server, luck)])


def seal_deleted(server: Server, luck: Luck) -> None:
    server.execute("delete from audit_seal where number = %s", [seal(server, luck)])


def seals_swapped(server: Server, luck: Luck) -> None:
    one, other = luck.sample(numbers(server, "select number from audit_seal"), 2)
    for before, after in ((one, -one), (other, one), (-one, other)):
        server.execute("update audit_seal set number = %s where number = %s", [after, before])


def seal_repeated(server: Server, luck: Luck) -> None:
    """A seal once more, at the end."""
    rest = "sealed_at, form, first_position, last_position, cluster, last_transaction, last_event, since_event, events"
    rest += ", digests, previous, hash, key, signature"
    words = f"insert into audit_seal (number, {rest}) select (select max(number) + 1 from audit_seal), {rest}"
    server.execute(f"{words} from audit_seal where number = %s", [seal(server, luck)])


def end_cut_off(server: Server, luck: Luck) -> None:
    """The last seals, with or without their entries."""
    first = seal(server, luck)
    (position,) = server.execute("select first_position from audit_seal where number = %s", [first]).fetchone() or (1,)
    server.execute("delete from audit_seal where number >= %s", [first])
    if luck.random() < 0.7:
        server.execute(
            "delete from audit_event where id in (select id from audit_event order by id offset %s)", [position - 1]
        )


def everything_gone(server: Server, _luck: Luck) -> None:
    server.execute("truncate audit_event, audit_seal")


Tampering = Callable[[Server, Luck], int | None]
TAMPERINGS: dict[Tampering, int] = {
    other_text: 20,
    other_value: 12,
    delete: 8,
    delete_many: 4,
    renumber: 6,
    swap: 8,
    slip_in: 8,
    twice: 3,
    cover_up: 3,
    seal_number: 6,
    seal_bytes: 8,
    seal_words: 4,
    seal_deleted: 4,
    seals_swapped: 3,
    seal_repeated: 2,
    end_cut_off: 5,
    everything_gone: 1,
}


@dataclass
class Drilled:
    """How many tamperings of each kind were made, and which were not found or not named."""

    tried: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)


def drill(server: Server, verify: Callable[[], Any], trials: int, luck: Luck) -> Drilled:
    """Tamper and look, so many times. `verify` looks at what `server` sees and gives what it found."""
    done = Drilled()
    for chosen in luck.choices(list(TAMPERINGS), weights=list(TAMPERINGS.values()), k=trials):
        done.tried[chosen.__name__] += 1
        with server.transaction(force_rollback=True):
            server.execute("set local session_replication_role = replica")
            touched = chosen(server, luck)
            found = verify().findings
        if not found or (touched is not None and touched not in {finding.entry for finding in found}):
            done.missed.append(f"{chosen.__name__} of {touched}")
    return done


def prepared(server: Server) -> list[str]:
    """A record of some seals, and the checkpoint that was written down after it."""
    from benchmarks.ledger import fill
    from fingerpost.audit.operations import sealing
    from fingerpost.base import clock

    for _ in range(SEALED // IN_A_SEAL):
        fill(server, IN_A_SEAL)
        sealing.seal(now=clock.now(), most=IN_A_SEAL)
    return [sealing.checkpoint(now=clock.now()) or ""]


def main(words: list[str]) -> int:
    """Drill; 1 if anything was missed."""
    trials = int(words[0]) if words else 10_000
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fingerpost.settings")
    os.environ.setdefault("FINGERPOST_TRY_OUT", "1")
    django.setup()
    from benchmarks.ledger import ledger
    from fingerpost.audit.operations import sealing
    from fingerpost.audit.queries.verification import Verification

    with ledger() as made, made.fresh() as name, made.superuser(name) as server:
        checkpoints = prepared(server)

        def verify() -> Any:
            return Verification(server, sealing.trusted()).run(checkpoints)

        started = time.perf_counter()
        with server.transaction():
            untouched = verify().findings
        done = drill(server, verify, trials, Luck(trials))
        with server.transaction():
            afterwards = verify().findings
    for kind, times in done.tried.most_common():
        print(f"{times:>7} {kind}")
    print(f"{trials} tamperings in {time.perf_counter() - started:.0f} s, {len(done.missed)} missed (limit 0)")
    print("\n".join(done.missed[:20]))
    print(f"untouched: {len(untouched)} findings, afterwards: {len(afterwards)} (limit 0)")
    return int(bool(done.missed or untouched or afterwards))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
