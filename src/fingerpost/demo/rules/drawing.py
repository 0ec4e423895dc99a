"""Chance that can be had again: the same seed and the same names always draw the same."""

from collections.abc import Iterable
from random import Random
from typing import TypeVar

Thing = TypeVar("Thing")


def draw(*parts: object) -> Random:
    """A generator of its own for whatever the parts name."""
    return Random("/".join(str(part) for part in parts))  # noqa: S311 - nothing here is secret


def shuffled(things: Iterable[Thing], luck: Random) -> list[Thing]:
    """The things in another order."""
    order = list(things)
    luck.shuffle(order)
    return order
