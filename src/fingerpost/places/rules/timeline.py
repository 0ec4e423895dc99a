"""What is known to hold from a day to a day, and how one more thing seen on a day fits in.

The register is looked at now and then. Between two looks nobody knows on which day a thing changed, so that what was
seen holds from the day of looking until the day before the next different thing was seen.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Generic, TypeVar

Value = TypeVar("Value", bound=Hashable)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span(Generic[Value]):
    """A value that holds from a day to a day, both included; no end means still. `row` names where it is kept."""

    start: date
    end: date | None
    value: Value
    row: int | None = None

    def holds_on(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)


def seen(spans: Sequence[Span[Value]], value: Value, day: date) -> list[Span[Value]]:
    """The spans, in order, once `value` was seen on `day`."""
    ordered = sorted(spans, key=lambda span: span.start)
    for index, span in enumerate(ordered):
        if span.holds_on(day):
            return [*ordered[:index], *_within(span, value, day), *ordered[index + 1 :]]
    return _into_gap(ordered, value, day)


def _within(span: Span[Value], value: Value, day: date) -> list[Span[Value]]:
    if span.value == value:
        return [span]
    if span.start == day:  # a correction of what was seen that very day
        return [replace(span, value=value)]
    return [replace(span, end=day - DAY), Span(day, span.end, value)]


def _into_gap(ordered: list[Span[Value]], value: Value, day: date) -> list[Span[Value]]:
    before = [span for span in ordered if span.start < day]
    after = ordered[len(before) :]
    if after and after[0].value == value:  # seen already on that day, so it began no later
        return [*before, replace(after[0], start=day), *after[1:]]
    return [*before, Span(day, after[0].start - DAY if after else None, value), *after]


def gone(spans: Sequence[Span[Value]], day: date) -> list[Span[Value]]:
    """The spans once nothing was seen on `day`: what held then had ended the day before.

    A span that something seen later follows stays as it is: to be missing once between is a gap of the register.
    """
    if any(span.start > day for span in spans):
        return list(spans)
    kept = [span for span in spans if span.start < day or not span.holds_on(day)]
    return [replace(span, end=day - DAY) if span.holds_on(day) else span for span in kept]
