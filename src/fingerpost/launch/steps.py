"""Saying step by step what is being done, and how long each step took: a stranger watches the first start."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn


@dataclass
class Step:
    """One step while it runs."""

    name: str
    seconds: float = 0.0
    skipped: str = ""

    def skip(self, reason: str) -> None:
        """Say that there was nothing to do."""
        self.skipped = reason


@dataclass
class Steps:
    """The steps of one start, in order."""

    console: Console = field(default_factory=lambda: Console(highlight=False))
    done: list[Step] = field(default_factory=list)

    def take_over(self, noted: str | None) -> None:
        """Count in what was done before this program could run: a file of lines "seconds name"."""
        if not noted or not Path(noted).is_file():
            return
        for line in Path(noted).read_text().splitlines():
            seconds, _, name = line.partition(" ")
            self.done.append(Step(name, float(seconds)))
        Path(noted).unlink()

    @contextmanager
    def step(self, name: str, *, watched: bool = True) -> Iterator[Step]:
        """Announce a step, show that it is under way (unless it does so itself), and say what it took."""
        step = Step(name)
        started = time.monotonic()
        with self._under_way(name, live=watched and self.console.is_terminal):
            yield step
        step.seconds = time.monotonic() - started
        self.done.append(step)
        self._say(step)

    def say(self, text: str, style: str = "") -> None:
        """Print a line as it is, however narrow the terminal."""
        self.console.print(text, style=style, markup=False, soft_wrap=True)

    def summary(self) -> str:
        """Each step with its seconds, the longest first to catch the eye of whoever wants to shorten it."""
        by_length = sorted(self.done, key=lambda step: -step.seconds)
        total = sum(step.seconds for step in self.done)
        return "\n".join([*(f"{step.seconds:6.1f} s  {step.name}" for step in by_length), f"{total:6.1f} s  in all"])

    @contextmanager
    def _under_way(self, name: str, *, live: bool) -> Iterator[None]:
        if not live:
            self.say(f"… {name}")
            yield
            return
        columns = (
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(pulse_style="green"),
            TimeElapsedColumn(),
        )
        with Progress(*columns, console=self.console, transient=True) as progress:
            progress.add_task(name, total=None)
            yield

    def _say(self, step: Step) -> None:
        remark = step.skipped or f"{step.seconds:.1f} s"
        self.say(f"✓ {step.name} ({remark})")
