"""What timers do on a server, the try-out does by itself."""

import time
from datetime import timedelta

import pytest
import time_machine
from django.db import OperationalError

from benchmarks.ledger import fill
from fingerpost.audit.models import Seal
from fingerpost.audit.operations.sealing import seal
from fingerpost.audit.queries import checkpoints
from fingerpost.base import clock
from fingerpost.base.verdict import Refused
from fingerpost.launch import upkeep
from fingerpost.launch.upkeep import DAILY, EVERY_SECONDS, Upkeep, checkpoint_if_due
from tests.audit.conftest import ledgers, log  # noqa: F401  a record on a server of its own


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def done(monkeypatch) -> list[str]:
    """The steps that were taken, none of them for real."""
    steps: list[str] = []
    monkeypatch.setattr(upkeep, "seal", lambda now: steps.append("seal"))
    monkeypatch.setattr(upkeep, "call_command", lambda name, **_options: steps.append(name))
    monkeypatch.setattr(upkeep, "checkpoint_if_due", lambda: steps.append("checkpoint"))
    monkeypatch.setattr("fingerpost.launch.upkeep.connection.close", lambda: steps.append("let go"))
    return steps


def after_a_minute(said: list[str], monkeypatch) -> Upkeep:
    work = Upkeep(said.append)
    started = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: started + EVERY_SECONDS + 1)
    return work


def test_nothing_is_done_before_the_minute_is_over(said, done):
    assert Upkeep(said.append).if_due() is False
    assert done == []


def test_each_minute_the_record_is_sealed_and_watched(said, done, monkeypatch):
    assert after_a_minute(said, monkeypatch).if_due()
    assert done == ["seal", "watch", "checkpoint", *DAILY, "let go"]


def test_once_a_day_what_need_not_be_kept_is_forgotten(said, done, monkeypatch):
    work = after_a_minute(said, monkeypatch)
    work._try()
    work._try()
    with time_machine.travel(clock.now() + timedelta(days=1)):
        work._try()
    assert [done.count(each) for each in (*DAILY, "watch")] == [2, 2, 2, 2, 3]


@pytest.mark.parametrize(
    ("problem", "words"),
    [(Refused("This database was restored."), ["This database was restored."]), (OperationalError(), [])],
)
def test_what_goes_wrong_is_said_once_and_tried_again(said, done, monkeypatch, problem, words):
    def fail(now):
        raise problem

    monkeypatch.setattr(upkeep, "seal", fail)
    work = after_a_minute(said, monkeypatch)
    work._try()
    work._try()
    assert said == words
    assert done == ["let go", "let go"]


def test_a_checkpoint_is_written_once_a_day(log, settings, tmp_path):  # noqa: F811
    settings.AUDIT_CHECKPOINTS = str(tmp_path / "checkpoints")
    fill(log.owner, 3)
    seal(now=clock.now())
    assert [checkpoint_if_due(), checkpoint_if_due()] == [True, False]
    with time_machine.travel(clock.now() + timedelta(days=1, minutes=1)):
        assert checkpoint_if_due()
    assert len(checkpoints.lines()) == 2
    assert Seal.objects.count() == 1


def test_without_a_place_for_them_no_checkpoint_is_written(settings):
    settings.AUDIT_CHECKPOINTS = ""
    assert checkpoint_if_due() is False
