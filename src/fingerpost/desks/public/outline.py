"""A page drawn once for all who ask alike, with a seam wherever one visitor's page differs from another's.

Two families who look for play groups this week, each near her own postcode, get pages that differ in the place, the
sessions and the counts, and in nothing else. The rest is an outline: drawn by the templates with a mark for each thing
that differs, cut at the marks, and kept for the next who asks alike. No answer is kept, and nothing that anyone typed.
"""

import re
import secrets
from collections.abc import Callable, Hashable, Mapping
from typing import Final

from fingerpost.timetable.queries.remembered import Remembered

REMEMBERED: Final = 256
# Letters and digits only, so that a mark comes through escaping and addresses as it is; and not to be guessed, so that
# nobody can type one.
_MARK: Final = f"seam{secrets.token_hex(8)}"
_AT_MARKS: Final = re.compile(rf"{_MARK}([a-z]+)x")

_kept: Final[Remembered[Hashable, tuple[str, ...]]] = Remembered(REMEMBERED)


def filled(alike: Hashable, draw: Callable[[Mapping[str, str]], str], values: Mapping[str, str]) -> str:
    """The page. `alike` names everything that the outline depends on; `values` are HTML already.

    draw: makes the whole page from marks in the place of the values.
    """
    parts = _kept.get(alike)
    if parts is None:
        parts = tuple(_AT_MARKS.split(draw({name: f"{_MARK}{name}x" for name in values})))
        _kept.keep({alike: parts}, _kept.edition)
    page = list(parts)
    page[1::2] = [values[name] for name in page[1::2]]
    return "".join(page)
