"""The list of centres as a visitor narrows it: by letter, district, group, or part of a name; on another day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from fingerpost.desks.public import wording
from fingerpost.places.queries import CentreCard

LONGEST = 100
YEARS = range(1990, 2101)


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for; a value that means nothing is empty, and `problem` says so in a sentence."""

    q: str
    letter: str
    district: str
    group: str
    day: date | None
    problem: str

    @property
    def narrows(self) -> bool:
        """Whether anything but the day was asked for."""
        return bool(self.q or self.letter or self.district or self.group)

    def without(self, *names: str) -> str:
        """The address of the same list without these filters."""
        return "?" + urlencode({name: value for name, value in self.filters().items() if name not in names})

    def with_letter(self, letter: str) -> str:
        return "?" + urlencode(self.filters() | {"letter": letter})

    def filters(self) -> dict[str, str]:
        """The filters in use, by the names of their parameters."""
        values = {"q": self.q, "letter": self.letter, "district": self.district, "group": self.group}
        if self.day:
            values["on"] = self.day.isoformat()
        return {name: value for name, value in values.items() if value}


def asked(query: QueryDict) -> Asked:
    """What the address asks for, read as what a stranger sends."""
    text = {name: _clean(query.get(name, "")) for name in ("q", "letter", "district", "group", "on")}
    day = read_day(text["on"])
    problem = ""
    if text["on"] and day is None:
        problem = _("“{text}” is not a day that we know. Write it as year, month, day: 2016-09-01.").format(
            text=text["on"][:30]
        )
    letter = text["letter"][:1].upper() if text["letter"][:1].isalpha() else ""
    return Asked(text["q"], letter, text["district"], text["group"], day, problem)


def _clean(text: str) -> str:
    return "".join(character for character in text if character.isprintable()).strip()[:LONGEST]


def read_day(text: str) -> date | None:
    """A day written as 2016-09-01, in a year that a centre could have been open in."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year in YEARS else None


def matching(centres: Iterable[CentreCard], wanted: Asked) -> list[CentreCard]:
    """The centres that pass every filter, by name."""
    return sorted((card for card in centres if _passes(card, wanted)), key=lambda card: card.name)


def _passes(card: CentreCard, wanted: Asked) -> bool:
    text = " ".join([card.name, card.town, card.postcode_shown, card.group_name, card.district]).casefold()
    return (
        all(word in text for word in wanted.q.casefold().split())
        and (not wanted.letter or card.name[:1].upper() == wanted.letter)
        and (not wanted.district or card.district == wanted.district)
        and (not wanted.group or card.group_slug == wanted.group)
    )


def chips(wanted: Asked, groups: Mapping[str, str]) -> list[tuple[str, str]]:
    """Each filter in use, in words, with the address that leaves it out."""
    said = {
        "q": _("Name or place: {text}").format(text=wanted.q),
        "letter": _("Beginning with {letter}").format(letter=wanted.letter),
        "district": wanted.district,
        "group": groups.get(wanted.group, wanted.group),
        "on": wording.day(wanted.day, year=True) if wanted.day else "",
    }
    return [(said[name], wanted.without(name)) for name in wanted.filters()]
