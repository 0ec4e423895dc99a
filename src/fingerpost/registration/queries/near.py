"""Forms that may be of a family that somebody stands near as a private person are not there for them: not in a list,
and not in a count, which would say the same."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from fingerpost.accounts.rules import Viewer
from fingerpost.families.queries.facts import near_to
from fingerpost.families.queries.pairs import Arriving, alike_on_record
from fingerpost.families.rules.entering import NewFamily
from fingerpost.registration.models import FilledForm
from fingerpost.registration.queries.filled import Filled, as_filled
from fingerpost.registration.rules.meaning import family_of


@dataclass(frozen=True, slots=True)
class Read:
    """A form that was read, the family that it tells about, and who on record that may be."""

    row: FilledForm
    filled: Filled
    family: NewFamily
    arriving: Arriving


def read(rows: Iterable[FilledForm], viewer: Viewer, on: date) -> list[Read]:
    """These forms with whom they may be of. Two queries, however many they are."""
    kept = list(rows)
    filled = [as_filled(row) for row in kept]
    told = [family_of(each.filling(on)) for each in filled]
    arriving = alike_on_record(told, viewer=viewer, on=on)
    return [Read(*each) for each in zip(kept, filled, told, arriving, strict=True)]


def stands_near_any(viewer: Viewer) -> bool:
    """Whether there is any family that somebody stands near. Most who work here stand near none."""
    return bool(near_to(viewer.user))


def not_near(rows: Iterable[FilledForm], viewer: Viewer, on: date) -> list[FilledForm]:
    """Those of these forms that the viewer may know of."""
    return [each.row for each in read(rows, viewer, on) if not each.arriving.near]
