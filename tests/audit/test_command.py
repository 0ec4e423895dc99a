"""`fingerpost audit`: what whoever runs the service types."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from benchmarks.ledger import fill


def audit(*words: str) -> str:
    said = StringIO()
    call_command("audit", *words, stdout=said)
    return said.getvalue()


@pytest.fixture
def sealed(log):
    fill(log.owner, 30)
    audit("seal")
    return log


def tamper(log, words: str) -> None:
    with log.owner.transaction():
        log.owner.execute("set local session_replication_role = replica")
        log.owner.execute(words.encode())


def test_seal_says_how_many(log):
    fill(log.owner, 3)
    assert [audit("seal"), audit("seal")] == ["3 entries sealed.\n", "0 entries sealed.\n"]


def test_an_untouched_record_is_in_order(sealed):
    assert "30 entries under 1 seals" in audit("verify")


def test_a_changed_entry_is_named_and_the_command_fails(sealed):
    tamper(sealed, "update audit_event set actor = 'somebody else' where id = 17")
    said = StringIO()
    with pytest.raises(CommandError, match="1 findings"):
        call_command("audit", "verify", stdout=said)
    assert "An entry was changed: entry 17, number 17 in the order of sealing, sealed by seal 1." in said.getvalue()


def test_a_checkpoint_is_added_to_its_file_and_finds_a_lost_end(sealed, tmp_path):
    file = tmp_path / "checkpoints"
    audit("checkpoint", str(file))
    fill(sealed.owner, 5)
    audit("seal")
    line = audit("checkpoint", str(file))
    assert file.read_text().endswith(line)
    assert (len(file.read_text().splitlines()), file.stat().st_mode & 0o777) == (2, 0o600)
    audit("verify", "--checkpoint", str(file))
    tamper(sealed, "delete from audit_seal where number = 2")
    tamper(sealed, "delete from audit_event where id > 30")
    audit("verify")
    with pytest.raises(CommandError, match="1 findings"):
        audit("verify", "--checkpoint", str(file))


def test_a_checkpoint_of_nothing_is_refused(log):
    with pytest.raises(CommandError, match="Nothing is sealed yet"):
        audit("checkpoint")


def test_whoever_has_the_public_key_alone_can_verify(sealed, settings):
    key = audit("key").strip()
    settings.AUDIT_SIGNING_KEY = ""
    audit("verify", "--public-key", key)
    with pytest.raises(CommandError, match="AUDIT_SIGNING_KEY"):
        audit("verify")


def test_another_key_is_not_believed(sealed):
    with pytest.raises(CommandError, match="findings"):
        audit("verify", "--public-key", "A" * 43)


def test_a_checkpoint_file_that_is_not_there_is_said_in_words(sealed):
    with pytest.raises(CommandError, match="No such file"):
        audit("verify", "--checkpoint", "/nowhere/at/all")
