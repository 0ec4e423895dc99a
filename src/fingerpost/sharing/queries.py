"""What a family chose: as it stands, and as it came to be. Row security says whose family it may be."""

from dataclasses import dataclass
from datetime import datetime

from fingerpost.sharing.models import Choice


@dataclass(frozen=True, slots=True)
class Chosen:
    """A choice. adult, child: references; child is "" for the whole family."""

    purpose: str
    detail: str
    given: bool
    adult: str
    child: str
    chosen_at: datetime
    wording: str


def history_of(family: str, *, viewer: str) -> list[Chosen]:
    """Every choice of a family that the viewer may see, the newest first. viewer: as the audit trail names them."""
    rows = Choice.objects.told(viewer).filter(family__reference=family).order_by("-chosen_at", "-pk")
    return [
        Chosen(each.purpose, each.detail, each.given, each.adult.reference, _child(each), each.chosen_at, each.wording)
        for each in rows.select_related("adult", "child")
    ]


def standing(family: str, *, viewer: str) -> list[Chosen]:
    """What holds now: of each adult, for each purpose, detail and child, the latest answer."""
    latest: dict[tuple[str, ...], Chosen] = {}
    for each in history_of(family, viewer=viewer):
        latest.setdefault((each.adult, each.purpose, each.detail, each.child), each)
    return list(latest.values())


def _child(choice: Choice) -> str:
    return choice.child.reference if choice.child else ""
