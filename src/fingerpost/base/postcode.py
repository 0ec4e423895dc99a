"""Postcodes as people type them: `al1 3ld`, `AL13LD`, `ALI 3LD`, `AL1 3L D`, `AL1`, `12 High Street, AL1 3LD`.

Shapes follow BS 7666 (outward A9, A99, AA9, AA99, A9A, AA9A; inward 9AA, whose letters are never C I K M O V). A
postcode is kept compact (`AL13LD`) and shown spaced (`AL1 3LD`).
"""

import re
import unicodedata
from dataclasses import dataclass

LONGEST = 20  # typed letters, spaces and all, of anything that is only a postcode
MOST_PUT_RIGHT = 2  # characters; more would make a postcode of anything
_OUTWARD = r"[A-Z]{1,2}[0-9][A-Z0-9]?"
_INWARD = r"[0-9][ABD-HJLNP-UW-Z]{2}"
_FULL = re.compile(rf"^{_OUTWARD}{_INWARD}$")
_DISTRICT = re.compile(rf"^{_OUTWARD}$")
_SECTOR = re.compile(rf"^({_OUTWARD})([0-9][ABD-HJLNP-UW-Z]?)$")
_IN_TEXT = re.compile(rf"(?<![A-Z0-9])({_OUTWARD})\s*({_INWARD})(?![A-Z0-9])")
_TO_DIGIT = str.maketrans("OILSZ", "01152")
_TO_AREA = str.maketrans("0152", "OISZ")
_TO_INWARD = str.maketrans("152", "LSZ")


@dataclass(frozen=True, slots=True)
class Typed:
    """What a typed text says as a postcode: a district (no `inward`), a sector (`3` or `3L`), or a whole one."""

    outward: str
    inward: str = ""
    straightened: bool = False

    @property
    def compact(self) -> str:
        return self.outward + self.inward

    @property
    def whole(self) -> bool:
        return len(self.inward) == 3

    @property
    def shown(self) -> str:
        return f"{self.outward} {self.inward}".strip()


def spaced(compact: str) -> str:
    """`AL13LD` as `AL1 3LD`."""
    return f"{compact[:-3]} {compact[-3:]}"


def outward(compact: str) -> str:
    """The first half of a whole postcode: `AL1`."""
    return compact[:-3]


def read(text: str) -> Typed | None:
    """The likeliest postcode or part of one that a text means, or None if it is not shaped like one."""
    return next(iter(readings(text)), None)


def readings(text: str) -> list[Typed]:
    """All that a text can mean as a postcode, likeliest first: as typed, then with letters and digits put right.

    `AL13` can be the district AL13 or the sector AL1 3; a space tells which.
    """
    plain = unicodedata.normalize("NFKC", text).upper()
    letters = re.sub(r"[\s.,\-]", "", plain)
    if len(text) > LONGEST or not 2 <= len(letters) <= 7 or not re.fullmatch(r"[A-Z0-9]+", letters):
        return []
    typed = _shapes(letters)
    right = [shape for text in _straightened(letters) for shape in _shapes(text, straightened=True)]
    shapes = {shape.compact + shape.outward: shape for shape in [*right, *typed]}.values()
    as_spaced = plain.split()
    return sorted(shapes, key=lambda each: (each.shown.split() != as_spaced, not each.whole, each.straightened))


def find(text: str) -> Typed | None:
    """The last whole postcode in a longer text, such as an address."""
    found = _IN_TEXT.findall(unicodedata.normalize("NFKC", text[:300]).upper())
    return Typed(*found[-1]) if found else None


def _shapes(letters: str, straightened: bool = False) -> list[Typed]:
    if _FULL.match(letters):
        return [Typed(letters[:-3], letters[-3:], straightened)]
    sector = _SECTOR.match(letters)
    shapes = [Typed(letters, "", straightened)] if _DISTRICT.match(letters) else []
    return [*shapes, Typed(sector[1], sector[2], straightened)] if sector else shapes


def _straightened(letters: str) -> list[str]:
    """Letters typed for digits and digits for letters, put right by their place in a postcode."""
    if letters.isdigit():
        return []
    inward = letters[-3].translate(_TO_DIGIT) + letters[-2:].translate(_TO_INWARD) if len(letters) > 4 else ""
    right = [_straightened_outward(letters[:-3]) + inward] if inward else []
    right.append(_straightened_outward(letters))
    return [each for each in right if sum(a != b for a, b in zip(each, letters, strict=True)) <= MOST_PUT_RIGHT]


def _straightened_outward(out: str) -> str:
    """`ALI` as `AL1`, `ENO` as `EN0`, `0X1` as `OX1`: the area is letters, the place after it a digit."""
    area, rest = out[:1].translate(_TO_AREA), out[1:]
    if len(rest) > 1 and (rest[0].isalpha() or rest[0] == "0"):
        return area + rest[0].translate(_TO_AREA) + rest[1:].translate(_TO_DIGIT)
    return area + rest.translate(_TO_DIGIT)
