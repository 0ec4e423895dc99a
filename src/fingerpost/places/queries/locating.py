"""One box: a postcode or part of one, a town or village, or the name of a centre.

Never an error, always a next step.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.db import connection
from django.utils.translation import gettext as _

from fingerpost.base import postcode
from fingerpost.base.grid import GridPoint
from fingerpost.base.postcode import Typed
from fingerpost.places.models import LocalAuthority
from fingerpost.places.queries.snapshot import Snapshot, snapshot
from fingerpost.places.rules import names

Kind = Literal["postcode", "district", "sector", "place", "centre", "nowhere"]
SUGGESTED = 4

_EXACT = """
SELECT code, easting, northing, district_code, small_area_code FROM places_postcode WHERE code = ANY(%s)
"""
_ALIKE = """
SELECT %s AS rank, code, easting, northing, district_code, small_area_code FROM places_postcode WHERE code LIKE %s
"""
_FAR = """
SELECT %s AS rank, code, easting, northing, '' AS district_code, '' AS small_area_code
FROM places_outwardcode WHERE code = %s
"""
_MIDDLE = """
WITH near AS ({near}), best AS (SELECT min(rank) AS rank FROM near),
middle AS (SELECT avg(easting) AS e, avg(northing) AS n FROM near JOIN best USING (rank))
SELECT near.rank, easting, northing, district_code, small_area_code FROM near JOIN best USING (rank), middle
ORDER BY (easting - e) * (easting - e) + (northing - n) * (northing - n), code LIMIT 1
"""  # the postcode in the middle of those that begin alike, so that the answer is where people live


@dataclass(frozen=True, slots=True)
class Located:
    """Where a typed text leads.

    note: a sentence when the nearest sensible answer was taken, else "". suggestions: texts that would be understood.
    small_area_code: only of a place in the authority's own area; "" where it is not known or not one.
    """

    kind: Kind
    label: str
    point: GridPoint | None = None
    small_area_code: str = ""
    note: str = ""
    postcode: str = ""
    suggestions: tuple[str, ...] = ()
    centre_id: int | None = None

    @property
    def found(self) -> bool:
        return self.point is not None


def locate(authority: LocalAuthority, text: str, day: date) -> Located:
    """Understand what was typed, with at most two queries."""
    places = snapshot(authority, day)
    typed = names.clean(text)
    if not typed:
        return _nowhere(places, "", "")
    if len(typed) > names.LONGEST:
        return _nowhere(places, "", _("That is longer than any place name. Try a postcode or a town."))
    if any(letter.isdigit() for letter in typed):
        return _as_postcode(places, typed) or _as_name(places, typed) or _as_nearly(places, typed)
    return _as_name(places, typed) or _as_postcode(places, typed) or _as_nearly(places, typed)


def _as_postcode(places: Snapshot, text: str) -> Located | None:
    found = postcode.find(text)
    readings = postcode.readings(text) or ([found] if found else [])
    if not readings:
        return None
    return _known(places, [typed for typed in readings if typed.whole]) or _near(places, readings)


def _known(places: Snapshot, readings: Sequence[Typed]) -> Located | None:
    """A whole postcode that is on the list, as typed or put right."""
    if not readings:
        return None
    with connection.cursor() as cursor:
        cursor.execute(_EXACT, [[typed.compact for typed in readings]])
        rows = {row[0]: row[1:] for row in cursor.fetchall()}
    typed = next((typed for typed in readings if typed.compact in rows), None)
    if typed is None:
        return None
    easting, northing, district, small_area = rows[typed.compact]
    ours = district in places.district_codes
    return Located(
        kind="postcode",
        label=typed.shown,
        point=GridPoint(easting, northing),
        small_area_code=small_area if ours else "",
        note="" if ours else _outside(places, typed.shown),
        postcode=typed.compact,
    )


def _near(places: Snapshot, readings: Sequence[Typed]) -> Located | None:
    """The middle of the smallest known part of a postcode: the sector, else the district, else the far district."""
    parts = _parts(readings, places)
    near = " UNION ALL ".join(_FAR if part.is_far else _ALIKE for part in parts)
    values = [value for rank, part in enumerate(parts) for value in (rank, part.pattern)]
    with connection.cursor() as cursor:
        cursor.execute(_MIDDLE.format(near=near), values)
        row = cursor.fetchone()
    if row is None:
        return None
    rank, easting, northing, district, small_area = row
    part = parts[rank]
    ours = district in places.district_codes
    return Located(
        kind="sector" if part.typed.inward else "district",
        label=part.typed.shown if not part.asked.whole else part.asked.shown,
        point=GridPoint(easting, northing),
        small_area_code=small_area if ours else "",
        note=_about(places, part, ours),
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a postcode to look for: what was asked, what is looked for, and how it stands in the table."""

    asked: Typed
    typed: Typed
    is_far: bool = False

    @property
    def pattern(self) -> str:
        return self.typed.compact if self.is_far else self.typed.compact + "_" * (3 - len(self.typed.inward))


def _parts(readings: Sequence[Typed], places: Snapshot) -> list[_Part]:
    """Smaller parts before larger ones, known postcodes before the far districts, a centre's code before those."""
    sectors = [_Part(asked, asked) for asked in readings if len(asked.inward) == 2]
    sectors += [_Part(asked, Typed(asked.outward, asked.inward[0])) for asked in readings if asked.inward]
    districts = [_Part(asked, Typed(asked.outward)) for asked in readings]
    exact = [part for part in districts if not part.asked.inward]
    far = [
        _Part(part.asked, part.typed, is_far=True) for part in districts if not places.names.exactly(part.asked.compact)
    ]
    return [*exact, *sectors, *districts, *far]


def _about(places: Snapshot, part: _Part, ours: bool) -> str:
    if not ours:
        return _outside(places, part.asked.shown)
    if part.asked.whole:
        return _(
            "We do not know the postcode %(asked)s. It may be new, old or mistyped, so this is the middle of %(part)s."
        ) % {"asked": part.asked.shown, "part": part.typed.shown}
    if part.asked.inward != part.typed.inward:
        return _("We do not know %(asked)s, so this is the middle of %(part)s.") % {
            "asked": part.asked.shown,
            "part": part.typed.shown,
        }
    return ""


def _outside(places: Snapshot, label: str) -> str:
    return _("%(place)s is outside %(authority)s. We show what is nearest to it.") % {
        "place": label,
        "authority": places.authority.name,
    }


def _as_name(places: Snapshot, text: str) -> Located | None:
    """A name as it is written, alone or in an address, or one that has a word beginning so."""
    exact = next((name for part in _parts_of(places, text) if (name := places.names.exactly(part))), None)
    if exact:
        return _at(places, exact, text, ())
    fitting = places.names.beginning(text)
    return _at(places, fitting[0], text, fitting[1 : SUGGESTED + 1]) if fitting else None


def _parts_of(places: Snapshot, text: str) -> list[str]:
    """The whole text; without the county's name; and what stands between commas, the last first."""
    without = re.sub(rf"[\s,]*\b{re.escape(places.authority.name)}\b\W*$", "", text, flags=re.IGNORECASE)
    return [text, without, *reversed(without.split(","))] if without else [text]


def _as_nearly(places: Snapshot, text: str) -> Located:
    """A name nearly spelt so; else nowhere, with names that come near."""
    alike = places.names.alike(text)
    if alike and alike[0][0] >= names.ALIKE:
        others = [name for score, name in alike[1 : SUGGESTED + 1] if score >= names.ALIKE]
        return _at(places, alike[0][1], text, others)
    note = _("We could not find “%(text)s” in %(authority)s.") % {
        "text": text[:40],
        "authority": places.authority.name,
    }
    return _nowhere(places, text, note)


def _at(places: Snapshot, name: names.Name, text: str, others: Sequence[names.Name]) -> Located:
    card = places.by_id.get(name.centre) if name.centre else None
    label = card.name if card else name.text
    note = ""
    if name.centre and card is None:
        note = _("%(name)s is not open any more. We show what is nearest to where it was.") % {"name": name.text}
    elif names.key_of(text) not in names.key_of(name.text) and names.key_of(name.text) not in names.key_of(text):
        note = _("We took “%(text)s” to mean %(name)s.") % {"text": text[:40], "name": label}
    return Located(
        kind=name.kind,
        label=label,
        point=card.point if card else name.point,
        note=note,
        suggestions=tuple(dict.fromkeys(other.text for other in others)),
        centre_id=card.id if card else None,
    )


def _nowhere(places: Snapshot, text: str, note: str) -> Located:
    near = [name.text for _score, name in places.names.alike(text)[:SUGGESTED]]
    towns = [name.text for name in places.names.heaviest(SUGGESTED)]
    return Located(kind="nowhere", label="", note=note, suggestions=tuple(dict.fromkeys(near or towns)))
