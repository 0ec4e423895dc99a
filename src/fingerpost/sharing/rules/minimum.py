"""The least that a purpose needs: "the minimum amount of information will be shared".

Purpose, kind of partner, step, basis and what keeps a family safe give exactly the details that a share shows. The
table is data with a version (`data/minimum.toml`), and nothing that it does not name can be shown at all.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Final

from fingerpost.sharing.vocabulary import LegalBasis, Second, Tier, in_words

TABLE: Final = Path(__file__).parent.parent / "data" / "minimum.toml"


class WrongTable(ValueError):
    """The table says something that cannot be. The message says where."""


class Circumstance(StrEnum):
    """What of a family, or of one adult in it, takes details away whatever the purpose needs."""

    HIDDEN_ADDRESS = "hidden-address"


# A hidden address leaves by nobody's desk: who must know it is told by a person, who knows whom they are telling.
TAKEN: Final[Mapping[Circumstance, frozenset[str]]] = {
    Circumstance.HIDDEN_ADDRESS: frozenset({"address.lines", "address.postcode"}),
}


@dataclass(frozen=True, slots=True)
class SharedFor:
    """A purpose: whom it may be told, what it may stand on, how long it lasts, and the details of each step."""

    key: str
    label_written: str
    why_written: str
    kinds: frozenset[str]
    bases: frozenset[LegalBasis]
    months: int
    basic: tuple[str, ...]
    more: tuple[str, ...]

    @property
    def label(self) -> str:
        """What it is called, in the reader's language."""
        return in_words(self.label_written)

    @property
    def why(self) -> str:
        """Why anything is told for it, in the reader's language."""
        return in_words(self.why_written)


@dataclass(frozen=True, slots=True)
class InLaw:
    """What a basis is in law: articles 6 and 9 of the UK GDPR, and when a second person decides too."""

    key: LegalBasis
    label_written: str
    six: str
    nine: str
    second: Second

    @property
    def label(self) -> str:
        """What it is called, in the reader's language."""
        return in_words(self.label_written)


@dataclass(frozen=True, slots=True)
class Minimum:
    """The whole table."""

    version: str
    always: tuple[str, ...]
    purposes: Mapping[str, SharedFor]
    bases: Mapping[LegalBasis, InLaw]

    def released(
        self, purpose: str, kind: str, tier: Tier, basis: LegalBasis, circumstances: frozenset[Circumstance]
    ) -> frozenset[str]:
        """The details, as `model.field`, that a share may show; none where the table does not know such a share."""
        found = self.purposes.get(purpose)
        if found is None or kind not in found.kinds or basis not in found.bases:
            return frozenset()
        named = {*found.basic, *(found.more if tier is Tier.MORE else ())}
        if "contact.value" in named:
            named |= set(self.always)
        return frozenset(named.difference(*(TAKEN[each] for each in circumstances)))

    def named(self) -> frozenset[str]:
        """Every detail that stands anywhere in the table."""
        rows = self.purposes.values()
        return frozenset(self.always).union(*(each.basic for each in rows), *(each.more for each in rows))


@cache
def minimum() -> Minimum:
    """The table in force. Raises WrongTable."""
    return read(tomllib.loads(TABLE.read_text(encoding="utf-8")))


def read(told: Mapping[str, Any]) -> Minimum:
    """A table from its file. Raises WrongTable."""
    try:
        return Minimum(
            version=told["version"],
            always=tuple(told["always"]),
            purposes={key: _purpose(key, each) for key, each in told["purposes"].items()},
            bases={LegalBasis(key): _basis(LegalBasis(key), each) for key, each in told["bases"].items()},
        )
    except (KeyError, ValueError) as error:
        raise WrongTable(f"The table of what is shared cannot be read: {error}.") from error


def _purpose(key: str, each: Mapping[str, Any]) -> SharedFor:
    if twice := set(each["basic"]) & set(each["more"]):
        raise ValueError(f"{key} names twice: {', '.join(sorted(twice))}")
    if each["months"] <= 0:
        raise ValueError(f"{key} has no end")
    return SharedFor(
        key=key,
        label_written=each["label"],
        why_written=each["why"],
        kinds=frozenset(each["kinds"]),
        bases=frozenset(map(LegalBasis, each["bases"])),
        months=each["months"],
        basic=tuple(each["basic"]),
        more=tuple(each["more"]),
    )


def _basis(key: LegalBasis, each: Mapping[str, str]) -> InLaw:
    return InLaw(key, each["label"], each["six"], each["nine"], Second(each["second"]))
