"""Lines that are kept outside the database."""

from datetime import UTC, datetime

import pytest

from fingerpost.audit.rules import signing
from fingerpost.audit.rules.checkpoints import Checkpoint, read
from fingerpost.audit.rules.signing import NoKey, Signer, Trusted

OURS, THEIRS = (
    Signer("ours, and long enough to be taken for a key"),
    Signer("theirs, and long enough to be taken for one"),
)
TRUSTED = Trusted([OURS.public])
CHECKPOINT = Checkpoint(datetime(2026, 11, 24, 9, tzinfo=UTC), 7, 900, bytes(range(32)))
LINE = CHECKPOINT.line(OURS)


def test_a_line_is_read_back():
    assert read(f"{LINE}\n", TRUSTED) == CHECKPOINT


@pytest.mark.parametrize(
    "line",
    [
        "",
        "not a line of ours",
        CHECKPOINT.line(THEIRS),
        LINE.replace("seal=7", "seal=6"),
        LINE.replace("entries=900", "entries=90"),
        LINE.replace("fingerpost-audit-1", "fingerpost-audit-2"),
        LINE.replace(OURS.name, THEIRS.name),
        LINE[:-8],
    ],
)
def test_a_line_that_is_not_ours_is_refused(line):
    assert read(line, TRUSTED) is None


@pytest.mark.parametrize("place", range(0, len(LINE), 3))
def test_no_letter_of_a_line_can_be_changed(place):
    other = "1" if LINE[place] != "1" else "2"
    assert read(LINE[:place] + other + LINE[place + 1 :], TRUSTED) is None


def test_a_public_key_is_read_back():
    assert signing.name_of(signing.read(signing.written(OURS.public))) == OURS.name


def test_a_short_secret_is_no_key():
    with pytest.raises(NoKey, match="AUDIT_SIGNING_KEY"):
        Signer("short")
