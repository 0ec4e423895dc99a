"""A page drawn once for all who ask alike, with a seam wherever one visitor's page differs from another's.

Two families who look for play groups this week, each near her own postcode, get pages that differ in the place, the
sessions and the counts, and in nothing else. The rest is an outline: drawn by the templates with a mark for each thing
that differs, cut at the marks, and kept for the next who asks alike. No answer is kept, and nothing that anyone typed.
"""

import re
import secrets
from collections.abc import Callable, Hashable, Mapping, Sequence
from operator import itemgetter
from typing import Any, Final

from fingerpost.timetable.queries.remembered import Remembered

REMEMBERED: Final = 256
# Letters and digits only, so that a mark comes through escaping and addresses as it is; and not to be guessed, so that
# nobody can type one.
_MARK: Final = f"seam{secrets.token_hex(8)}"
_AT_MARKS: Final = re.compile(rf"{_MARK}([a-z]+)x")

# A value is HTML already; what is long comes as a list of pieces, so that it is copied once, into the page.
Value = bytes | list[bytes]
Values = Mapping[str, Value]
# What is always the same, how to get what stands in between from all values, and where in the page lists stand.
Outline = tuple[tuple[bytes, ...], Callable[[Values], tuple[Value, ...]], tuple[int, ...]]

_kept: Final[Remembered[Hashable, Outline]] = Remembered(REMEMBERED)


def filled(alike: Hashable, draw: Callable[[Mapping[str, str]], str], values: Values) -> bytes:
    """The page, as it is sent. `alike` names everything that the outline depends on, and which values are lists.

    draw: makes the whole page from marks in the place of the values.
    """
    outline = _kept.get(alike)
    if outline is None:
        outline = _cut(draw({name: f"{_MARK}{name}x" for name in values}), values)
        _kept.keep({alike: outline}, _kept.edition)
    same, between, lists = outline
    page: list[Any] = [b""] * (2 * len(same) - 1)
    page[::2] = same
    page[1::2] = between(values)
    for place in lists:
        page[place : place + 1] = page[place]
    return b"".join(page)


def whole(value: Value) -> str:
    """A value as a text."""
    return (value if isinstance(value, bytes) else b"".join(value)).decode()


def _cut(page: str, values: Values) -> Outline:
    """The page's outline. Lists are named from the last to the first, since putting one in moves what follows."""
    parts = _AT_MARKS.split(page)
    lists = (place for place in range(1, len(parts), 2) if isinstance(values[parts[place]], list))
    return tuple(part.encode() for part in parts[::2]), _values_of(parts[1::2]), tuple(lists)[::-1]


def _values_of(names: Sequence[str]) -> Callable[[Values], tuple[Value, ...]]:
    """What gets the values of these names, in one call: a page has some twenty."""
    if len(names) < 2:  # then itemgetter would answer with a value and no tuple
        return lambda values: tuple(values[name] for name in names)
    return itemgetter(*names)
