"""The table of what may be told, in words: for the page on which anybody reads it, and whoever protects data checks it.

"The minimum amount of information will be shared": what stands on the page is what the software can show, from the same
file, in the same version.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _

from fingerpost.partners.vocabulary import OrganisationKind
from fingerpost.sharing.queries.details import labels
from fingerpost.sharing.rules.minimum import InLaw, SharedFor, minimum
from fingerpost.sharing.vocabulary import Second

# Of whom a detail is told: a model of the families' records belongs to a child, or to an adult.
WHOM: Final = ((_("Of a child"), ("child", "note")), (_("Of a parent or carer"), ("adult", "contact", "address")))

Details = tuple[tuple[str, tuple[str, ...]], ...]
"""Of whom, and what."""


@dataclass(frozen=True, slots=True)
class PurposeTold:
    """A purpose: who may be told, on what it may stand, how long, and the details of each step."""

    key: str
    label: str
    why: str
    kinds: tuple[str, ...]
    bases: tuple[str, ...]
    months: int
    basic: Details
    more: Details


@dataclass(frozen=True, slots=True)
class BasisTold:
    """What a share may stand on: the articles of the UK GDPR, and when a second person decides too."""

    label: str
    six: str
    nine: str
    second: str


@dataclass(frozen=True, slots=True)
class TableTold:
    """The whole table, with its version."""

    version: str
    purposes: tuple[PurposeTold, ...]
    bases: tuple[BasisTold, ...]

    def called(self, key: str) -> str:
        """A purpose in words; by its key if it left the table."""
        return next((each.label for each in self.purposes if each.key == key), key)


def what_may_be_told() -> TableTold:
    """The table in force. It names no person, so anybody may read it."""
    table = minimum()
    return TableTold(
        version=table.version,
        purposes=tuple(_purpose(each) for each in table.purposes.values()),
        bases=tuple(_basis(each) for each in table.bases.values()),
    )


def _purpose(each: SharedFor) -> PurposeTold:
    bases = [row.label for key, row in minimum().bases.items() if key in each.bases]
    return PurposeTold(
        key=each.key,
        label=each.label,
        why=each.why,
        kinds=tuple(str(kind.label) for kind in OrganisationKind if kind in each.kinds),
        bases=tuple(bases),
        months=each.months,
        basic=_details(each.basic),
        more=_details(each.more),
    )


def _details(fields: Iterable[str]) -> Details:
    """Details in words, by of whom they are told."""
    named = list(fields)
    told = ((str(whom), [each for each in named if each.split(".")[0] in models]) for whom, models in WHOM)
    return tuple((whom, labels(those)) for whom, those in told if those)


def _basis(each: InLaw) -> BasisTold:
    return BasisTold(each.label, each.six, each.nine, str(Second(each.second).label))
