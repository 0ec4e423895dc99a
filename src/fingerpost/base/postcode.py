"""Postcodes as people type them: `al1 3ld`, `AL13LD`, `ALI 3LD`, `AL1 3L D`, `AL1`.

Shapes follow BS 7666 (outward A9, A99, AA9, AA99, A9A, AA9A; inward 9AA). A postcode is kept compact
(`AL13LD`) and shown spaced (`AL1 3LD`).
"""

import re
from dataclasses import dataclass

_OUTWARD = r"[A-Z]{1,2}[0-9][A-Z0-9]?"
_FULL = re.compile(rf"^({_OUTWARD})([0-9][A-Z]{{2}})$")
_DISTRICT = re.compile(rf"^{_OUTWARD}$")
_SECTOR = re.compile(rf"^({_OUTWARD})([0-9])([A-Z]?)$")
_TO_DIGIT = str.maketrans("OILSZ", "01152")
_TO_LETTER = str.maketrans("0152", "OISZ")


@dataclass(frozen=True, slots=True)
class Typed:
    """What a typed text says as a postcode. `compact` may be partial; `whole` tells a full postcode."""

    compact: str
    whole: bool

    @property
    def shown(self) -> str:
        return spaced(self.compact) if self.whole else self.compact


def spaced(compact: str) -> str:
    """`AL13LD` as `AL1 3LD`."""
    return f"{compact[:-3]} {compact[-3:]}"


def outward(compact: str) -> str:
    """The first half of a whole postcode: `AL1`."""
    return compact[:-3]


def read(text: str) -> Typed | None:
    """The postcode or part of one that a text means, or None if it is not shaped like one."""
    letters = re.sub(r"[^A-Z0-9]", "", text.upper())
    if not 2 <= len(letters) <= 7 or len(text) > 20:
        return None
    for candidate in (letters, _straightened(letters)):
        if _FULL.match(candidate):
            return Typed(candidate, whole=True)
    for candidate in (letters, _district_straightened(letters)):
        if _DISTRICT.match(candidate) or _SECTOR.match(candidate):
            return Typed(candidate, whole=False)
    return None


def _straightened(letters: str) -> str:
    """Letters typed for digits and digits for letters, put right by their place in a whole postcode."""
    if len(letters) < 5:
        return letters
    out, inward = letters[:-3], letters[-3:]
    return (
        _district_straightened(out)
        + inward[0].translate(_TO_DIGIT)
        + inward[1:].translate(_TO_LETTER)
    )


def _district_straightened(out: str) -> str:
    """`ALI` as `AL1`, `ENO` as `EN0`, `0X1` as `OX1`: the area is letters, the last place of the district a digit."""
    area = out[:1].translate(_TO_LETTER)
    rest = out[1:]
    if not rest:
        return area
    if len(rest) > 1 and (rest[0].isalpha() or rest[0] in "0"):
        return (
            area
            + rest[0].translate(_TO_LETTER)
            + rest[1].translate(_TO_DIGIT)
            + rest[2:].translate(_TO_DIGIT)
        )
    return area + rest[0].translate(_TO_DIGIT) + rest[1:].translate(_TO_DIGIT)
