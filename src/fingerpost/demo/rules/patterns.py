"""The patterns that a make-believe programme is put together from: what is typical of a group, and how often."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any

from fingerpost.timetable.vocabulary import Access, Audience, Category, Language

TERMS = ("spring", "summer", "autumn")
LONG_LIVED = frozenset({"weekly", "fortnightly", "first-and-third", "first", "last"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """Something that centres put on. `how` names its recurrence, `share` how common it is among groups (0 to 1)."""

    key: str
    titles: tuple[str, ...]
    summary: str
    category: Category
    service: str
    per: str
    how: str
    days: tuple[int, ...]
    starts: tuple[time, ...]
    minutes: int
    venues: tuple[str, ...]
    staple: str = ""
    share: float = 1.0
    seasons: tuple[str, ...] = TERMS
    ages: tuple[int | None, int | None] = (None, None)
    audiences: tuple[Audience, ...] = ()
    access: Access = Access.DROP_IN
    booking: str = ""
    price: int = 0
    unit: str = ""
    concession: str = ""
    run_by: str = ""
    term_time: bool = False
    languages: tuple[Language, ...] = ()
    many_languages: bool = False
    capacity: int | None = None

    @property
    def lasting(self) -> bool:
        """Whether it goes on from season to season at the same time and place, as a course does not."""
        return self.how in LONG_LIVED


def pattern_from(told: Mapping[str, Any]) -> Pattern:
    """A pattern from what its file says."""
    values = dict(told)
    values["titles"] = tuple(values["titles"])
    values["category"] = Category(values["category"])
    values["days"] = tuple(values["days"])
    values["starts"] = tuple(time.fromisoformat(start) for start in values["starts"])
    values["venues"] = tuple(values["venues"])
    values["ages"] = tuple(values.get("ages", (None, None)))
    values["seasons"] = tuple(values.get("seasons", TERMS))
    values["audiences"] = tuple(Audience(audience) for audience in values.get("audiences", ()))
    values["languages"] = tuple(Language(language) for language in values.get("languages", ()))
    values["access"] = Access(values.get("access", Access.DROP_IN))
    return Pattern(**values)
