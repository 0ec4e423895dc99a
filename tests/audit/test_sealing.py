"""Entries are sealed once each, whatever the order of commits, and nobody waits for it."""

from dataclasses import replace
from datetime import UTC, datetime
from threading import Thread
from typing import Any

import pytest
from django.db import connection, transaction
from psycopg import Connection

from benchmarks.ledger import FILL, fill
from fingerpost.audit.models import Event, Seal
from fingerpost.audit.operations import sealing
from fingerpost.audit.queries.unsealed import sealed_ids
from fingerpost.audit.queries.verification import Verification
from fingerpost.audit.rules.signing import NoKey, Trusted, written
from fingerpost.base.verdict import Refused

pytestmark = pytest.mark.both_engines
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


def seal(**more: int) -> int:
    return sealing.seal(now=NOW, **more)


def sealed() -> list[int]:
    return sorted(sealed_ids(sealing.raw_connection()).tolist())


def entries() -> list[int]:
    return sorted(Event.objects.values_list("id", flat=True))


def in_order() -> bool:
    return not sealing.verify().findings


def test_everything_is_sealed_once(log):
    fill(log.owner, 25)
    assert (seal(most=10), seal()) == (25, 0)
    assert sealed() == entries()
    assert [(one.first_position, one.last_position) for one in Seal.objects.order_by("number")] == [
        (1, 10),
        (11, 20),
        (21, 25),
    ]
    assert in_order()


@pytest.mark.parametrize("most", [1, 5, 10])
def test_an_entry_that_is_committed_late_is_sealed_once(log, most):
    """Its number is lower than numbers that were sealed before it was there."""
    with log.writer() as slow:
        slow.execute(FILL, [5])
        fill(log.owner, 5)
        first = seal(most=most)
        slow.commit()
    assert first + seal(most=most) == 10
    assert sealed() == entries()
    assert in_order()


def test_an_older_transaction_holds_back_the_younger_ones_only(log):
    fill(log.owner, 3)
    with log.writer() as slow:
        slow.execute(FILL, [2])
        fill(log.owner, 4)
        assert seal() == 3
        slow.rollback()
    assert seal() == 4
    assert in_order()


def test_a_gap_left_by_a_rollback_is_no_fault(log):
    with log.writer() as writer:
        writer.execute(FILL, [7])
        writer.rollback()
    fill(log.owner, 3)
    assert seal() == 3
    assert in_order()


def test_sealing_waits_for_nobody_and_nobody_for_it(log):
    fill(log.owner, 20)
    with log.writer() as writer:
        writer.execute("set lock_timeout = '1ms'")
        writer.execute(FILL, [1])
        seal()
        with transaction.atomic():
            assert sealing._one_batch(sealing.signer(), NOW, 5) == 0
            held = _locks()
            writer.execute(FILL, [1])
    assert held <= {"AccessShareLock"}


def _locks() -> set[str]:
    """What this connection holds on the events and their indexes."""
    words = """select mode from pg_locks join pg_class on pg_class.oid = relation
               where pid = pg_backend_pid() and relname like 'audit_event%'"""
    with connection.cursor() as cursor:
        cursor.execute(words)
        return {row[0] for row in cursor.fetchall()}


def test_of_two_that_seal_at_once_one_does_nothing(log):
    fill(log.owner, 5)
    with log.owner.transaction():
        log.owner.execute("select pg_advisory_xact_lock(%s)", [sealing._ALONE])
        assert seal() == 0
    assert seal() == 5


def test_writers_in_a_crowd_are_all_sealed_once(log):
    def write() -> None:
        with log.writer() as writer:
            for _ in range(15):
                writer.execute(FILL, [2])
                writer.commit()

    crowd = [Thread(target=write) for _ in range(4)]
    for thread in crowd:
        thread.start()
    while any(thread.is_alive() for thread in crowd):
        seal(most=7)
    seal()
    assert sealed() == entries()
    assert len(entries()) == 120
    assert in_order()


def test_without_a_key_nothing_is_sealed(log, settings):
    settings.AUDIT_SIGNING_KEY = ""
    fill(log.owner, 1)
    with pytest.raises(NoKey, match="AUDIT_SIGNING_KEY"):
        seal()


def test_a_key_that_was_changed_is_still_trusted_where_it_is_named(log, settings):
    fill(log.owner, 1)
    seal()
    settings.AUDIT_FORMER_KEYS = [written(sealing.signer().public)]
    settings.AUDIT_SIGNING_KEY = "the key of a later year, as long as it must be"
    fill(log.owner, 1)
    seal()
    assert in_order()
    settings.AUDIT_FORMER_KEYS = []
    assert not in_order()


@pytest.fixture
def restored(log):
    """Three entries sealed, two not; and the server counts transactions from another beginning."""
    fill(log.owner, 3)
    seal()
    fill(log.owner, 2)
    _made_elsewhere(log.owner)
    return log


def _made_elsewhere(owner: Connection[Any]) -> None:
    """As if the seal had been made by another server, which had counted a million transactions."""
    with owner.transaction():
        (kept,) = Verification(owner, Trusted([])).seals()
        facts = replace(kept.facts, cluster="elsewhere", last_transaction=10**6)
        owner.execute("set local session_replication_role = replica")
        owner.execute(
            "update audit_seal set cluster = %s, last_transaction = %s, hash = %s, signature = %s",
            [facts.cluster, facts.last_transaction, facts.hash(), sealing.signer().sign(facts.hash())],
        )


def test_after_a_restore_sealing_says_what_to_do(restored):
    with pytest.raises(Refused, match="--after-restore"):
        seal()


def test_after_a_restore_what_was_left_is_sealed_and_it_goes_on(restored):
    assert sealing.seal_after_restore(now=NOW) == 2
    fill(restored.owner, 4)
    assert seal() == 4
    assert sealed() == entries()
    assert in_order()


def test_after_a_restore_with_nothing_left_it_goes_on_too(restored):
    sealing.seal_after_restore(now=NOW)
    assert sealing.seal_after_restore(now=NOW) == 0
    fill(restored.owner, 1)
    assert seal() == 1
    assert in_order()
