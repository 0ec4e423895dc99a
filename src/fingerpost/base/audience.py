"""Who may come in: each view says so, and a house test holds every URL to it.

Until people can sign in, every page is open to anyone and shows nothing personal.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


class Audience(StrEnum):
    """Who a page is for."""

    ANYONE = "anyone"


def open_to(audience: Audience) -> Callable[[View], View]:
    """Declare on the view who may come in."""

    def declare(view: View) -> View:
        view.audience = audience  # type: ignore[attr-defined]
        return view

    return declare
