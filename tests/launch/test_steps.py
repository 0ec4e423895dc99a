"""What the watcher of a first start reads."""

import io
import re

import pytest
from rich.console import Console

from fingerpost.launch.steps import Step, Steps


@pytest.fixture
def steps():
    return Steps(Console(file=io.StringIO(), highlight=False))


def said(steps):
    return steps.console.file.getvalue()


def test_a_step_is_announced_and_timed(steps):
    with steps.step("Database tables"):
        assert said(steps) == "… Database tables\n"
    assert re.search(r"^✓ Database tables \(\d+\.\d s\)$", said(steps), re.MULTILINE)


def test_a_needless_step_says_why(steps):
    with steps.step("Static files") as step:
        step.skip("unchanged")
    assert "✓ Static files (unchanged)" in said(steps)


def test_the_longest_step_comes_first(steps):
    steps.done = [Step("short", 1), Step("long", 9)]
    assert steps.summary().splitlines() == ["   9.0 s  long", "   1.0 s  short", "  10.0 s  in all"]


def test_what_make_did_before_is_counted_once(steps, tmp_path):
    noted = tmp_path / "steps"
    noted.write_text("41 Locked dependencies\n")
    steps.take_over(str(noted))
    assert steps.done == [Step("Locked dependencies", 41)]
    assert not noted.exists()


def test_a_step_that_fails_is_not_called_done(steps):
    with pytest.raises(OSError, match="disk full"), steps.step("Database tables"):
        raise OSError("disk full")
    assert "✓" not in said(steps)
