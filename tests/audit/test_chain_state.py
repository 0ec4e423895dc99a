"""How far the record is sealed, and how old what is not: what the audit desk shows."""

from datetime import UTC, datetime, timedelta

from benchmarks.ledger import fill
from fingerpost.audit.operations import sealing
from fingerpost.audit.queries import checkpoints
from fingerpost.audit.queries.chain import chain, last_look

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def test_an_empty_record_has_nothing_sealed_and_nothing_waiting(log):
    found = chain()
    assert (found.seals, found.sealed, found.waiting, found.waiting_since) == (0, 0, 0, None)


def test_what_waits_is_counted_from_the_oldest(log):
    fill(log.owner, 5)
    sealing.seal(now=NOW)
    fill(log.owner, 3)
    found = chain()
    assert (found.seals, found.sealed, found.sealed_at, found.waiting) == (1, 5, NOW, 3)
    assert found.waiting_since


def test_a_checkpoint_is_read_back_from_its_file(log, settings, tmp_path):
    settings.AUDIT_CHECKPOINTS = str(tmp_path / "checkpoints")
    assert checkpoints.last_checkpoint() is None
    fill(log.owner, 5)
    sealing.seal(now=NOW)
    sealing.write_checkpoint(tmp_path / "checkpoints", now=NOW)
    sealing.write_checkpoint(tmp_path / "checkpoints", now=NOW + timedelta(days=1))
    with (tmp_path / "checkpoints").open("a") as file:
        file.write("somebody else's line\n")
    found = checkpoints.last_checkpoint()
    assert found
    assert (found.at, found.entries) == (NOW + timedelta(days=1), 5)


def test_no_file_is_no_checkpoint(settings):
    settings.AUDIT_CHECKPOINTS = ""
    assert checkpoints.lines() == []


def test_what_verification_found_is_on_record(log):
    fill(log.owner, 5)
    sealing.seal(now=NOW)
    assert last_look() is None
    sealing.note_verified(sealing.verify(), by="audit verify")
    found = last_look()
    assert found
    assert (found.entries, found.findings) == (5, 0)
