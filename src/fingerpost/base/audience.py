"""Who may come in: each view says so with `@open_to(...)`, and sign-in is required unless it says ANYONE.

A view that says nothing is open to nobody. A house test holds every URL to its declaration.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


class Audience(StrEnum):
    """Who a page is for."""

    ANYONE = "anyone"
    SIGNED_IN = "signed_in"
    CENTRE = "centre"
    PARTNER = "partner"
    PHARMACY = "pharmacy"
    COUNTY = "county"
    DATA_PROTECTION = "data_protection"
    SYSTEM = "system"
    FAMILY = "family"

    @property
    def is_desk(self) -> bool:
        """Whether a role is needed to come in, and which: a desk's audience has the desk's name."""
        return self not in {Audience.ANYONE, Audience.SIGNED_IN}

    @property
    def needs_second_factor(self) -> bool:
        """Every desk that shows other people's personal data, or power over who sees it. A parent sees their own."""
        return self.is_desk and self is not Audience.FAMILY


def open_to(audience: Audience) -> Callable[[View], View]:
    """Declare on the view who may come in."""

    def declare(view: View) -> View:
        view.audience = audience  # type: ignore[attr-defined]
        return view

    return declare


def audience_of(view: Callable[..., Any]) -> Audience | None:
    """What a view declares, or None: open to nobody."""
    declared = getattr(view, "audience", None)
    return declared if isinstance(declared, Audience) else None
