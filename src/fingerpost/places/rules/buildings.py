"""When two addresses mean one building."""

import re
from collections.abc import Sequence

_NUMBER = re.compile(r"^(?:unit\s+)?(\d+[a-z]?)\b", re.IGNORECASE)


def same_building(lines: Sequence[str], others: Sequence[str]) -> bool:
    """Whether addresses with the same postcode mean the same building.

    A postcode holds some 15 doors and the register writes a school's name differently from year to year, so that
    they mean the same unless each begins a line with a number of its own.
    """
    numbers, other_numbers = _numbers(lines), _numbers(others)
    return not numbers or not other_numbers or bool(numbers & other_numbers)


def _numbers(lines: Sequence[str]) -> set[str]:
    return {found[1].lower() for found in map(_NUMBER.match, lines) if found}
