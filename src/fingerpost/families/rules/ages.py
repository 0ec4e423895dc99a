"""How old somebody is."""

from datetime import date


def months_old(born: date, on: date) -> int:
    """Whole months since a birth."""
    return (on.year - born.year) * 12 + on.month - born.month - (on.day < born.day)


def years_old(born: date, on: date) -> int:
    """Whole years since a birth."""
    return months_old(born, on) // 12
