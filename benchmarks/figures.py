"""Figures with their limits, and controls that show that a measurement can fail."""

from dataclasses import dataclass, field
from typing import Literal

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing measured. Without a limit it is told for the record only."""

    name: str
    value: float
    unit: str = ""
    limit: float | None = None
    wanted: Literal["at most", "at least"] = "at most"

    @property
    def kept(self) -> bool:
        if self.limit is None:
            return True
        return self.value <= self.limit if self.wanted == "at most" else self.value >= self.limit

    @property
    def bound(self) -> str:
        return "" if self.limit is None else f"{self.wanted} {self.limit:g} {self.unit}".strip()


@dataclass(frozen=True, slots=True)
class Control:
    """A fault that was made on purpose, and whether the measurement found it."""

    fault: str
    found: bool


@dataclass
class Report:
    """Everything measured in one run."""

    figures: list[Figure] = field(default_factory=list)
    controls: list[Control] = field(default_factory=list)
    console: Console = field(default_factory=lambda: Console(highlight=False, soft_wrap=True))

    def tell(self, name: str, value: float, unit: str = "", **bound: float) -> None:
        """Note a figure and print it: `at_most=` or `at_least=` is its limit."""
        wanted: Literal["at most", "at least"] = "at least" if "at_least" in bound else "at most"
        figure = Figure(name, value, unit, next(iter(bound.values()), None), wanted)
        self.figures.append(figure)
        mark = "✓" if figure.kept else "✗"
        limit = f"  (limit: {figure.bound})" if figure.bound else ""
        self.console.print(f"  {mark} {name}: {value:,.4g} {unit}{limit}", markup=False)

    def control(self, fault: str, *, found: bool) -> None:
        """Note whether a fault made on purpose was found."""
        self.controls.append(Control(fault, found))
        self.console.print(f"  {'✓' if found else '✗'} control: {fault}: {'found' if found else 'NOT FOUND'}")

    def heading(self, text: str) -> None:
        self.console.print(f"\n{text}", style="bold")

    @property
    def failures(self) -> list[str]:
        missed = [f"{figure.name}: {figure.value:g}, {figure.bound}" for figure in self.figures if not figure.kept]
        return missed + [f"control not found: {control.fault}" for control in self.controls if not control.found]

    def summary(self) -> int:
        """Print all figures once more; the status to exit with."""
        table = Table("figure", "measured", "limit", "")
        for one in self.figures:
            table.add_row(one.name, f"{one.value:,.4g} {one.unit}", one.bound, "" if one.kept else "MISSED")
        self.console.print(table)
        for failure in self.failures:
            self.console.print(f"✗ {failure}", style="bold red", markup=False)
        return 1 if self.failures else 0


def percentile(values: list[float], part: float) -> float:
    """The value that so many of a hundred do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part / 100))]
