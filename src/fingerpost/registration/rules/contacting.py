"""The clock of the first contact: a family that sent a form hears from a person within five working days.

Whoever was called and did not answer is still waiting: only a word with the family stops the clock.
"""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from fingerpost.registration.vocabulary import Show, Tried

WORKING_DAYS: Final = 5
SATURDAY: Final = 5
A_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Clock:
    """How long a family has waited. due: the last day in time. tries: how often somebody tried to reach them."""

    sent: date
    due: date
    tries: int = 0
    reached: bool = False

    def late(self, on: date) -> bool:
        return not self.reached and on > self.due


def clock_of(sent: date, tried: Iterable[Tried], holidays: Container[date]) -> Clock:
    """The clock of a form that was sent on a day, with what came of each try."""
    results = list(tried)
    return Clock(sent, last_day(sent, holidays), len(results), Tried.SPOKE in results)


def last_day(sent: date, holidays: Container[date]) -> date:
    """The fifth working day after the one on which a form was sent."""
    day, left = sent, WORKING_DAYS
    while left:
        day += A_DAY
        left -= day.weekday() < SATURDAY and day not in holidays
    return day


def shows(show: Show, signs: Mapping[Show, bool]) -> bool:
    """Whether a form is among those that were asked for."""
    return show is Show.ALL or signs[show]
