"""Two hundred random tamperings by the database's owner: each is found, and the entry is named."""

from random import Random
from typing import Any

import pytest

from benchmarks.tampering import TAMPERINGS, drill, prepared
from fingerpost.audit.operations import sealing
from fingerpost.audit.queries.verification import Verification, Verified

pytestmark = pytest.mark.both_engines
TRIALS = 200


def looker(log: Any, lines: list[str], kind: type[Verification] = Verification) -> Any:
    """A look at what the database's owner sees."""

    def look() -> Verified:
        return kind(log.owner, sealing.trusted()).run(lines)

    return look


def test_every_tampering_is_found(log):
    look = looker(log, prepared(log.owner))
    done = drill(log.owner, look, TRIALS, Random(2026))
    assert not done.missed
    assert done.tried.total() == TRIALS
    with log.owner.transaction():
        assert not look().findings


@pytest.mark.parametrize("tampering", TAMPERINGS, ids=lambda tampering: tampering.__name__)
def test_each_kind_of_tampering_is_found(log, tampering):
    look = looker(log, prepared(log.owner))
    with log.owner.transaction(force_rollback=True):
        log.owner.execute("set local session_replication_role = replica")
        tampering(log.owner, Random(7))
        assert look().findings


class BlindToEntries(Verification):
    def entry_faults(self, seals):
        for _ in super().entry_faults(seals):
            pass
        return iter(())


class BlindToSeals(Verification):
    def seal_faults(self, kept, before):
        return iter(())


class BlindToAdditions(Verification):
    def slipped_in(self):
        return iter(())


@pytest.mark.parametrize("blind", [BlindToEntries, BlindToSeals, BlindToAdditions])
def test_a_verification_that_looks_away_is_found_out(log, blind):
    done = drill(log.owner, looker(log, prepared(log.owner), blind), TRIALS // 2, Random(1))
    assert done.missed


def test_without_a_checkpoint_a_lost_end_is_not_found(log):
    lines = prepared(log.owner)
    with log.owner.transaction(force_rollback=True):
        log.owner.execute("set local session_replication_role = replica")
        log.owner.execute("delete from audit_seal where number > 9")
        log.owner.execute("delete from audit_event where id > 180")
        assert not looker(log, [])().findings
        (found,) = looker(log, lines)().findings
    assert found.says.endswith("Now there are 180.")
