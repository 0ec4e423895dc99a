"""What a family chose: as it stands, and as it came to be. Row security says whose family it may be."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from fingerpost.accounts.rules import Viewer
from fingerpost.base.scope import Machinery, machinery
from fingerpost.families.queries.own import OWN, own_verdict
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


@machinery(Machinery.FAMILIES)
def own_choices(*, viewer: Viewer, on: date, children: Collection[str]) -> list[Chosen]:
    """What a parent chose themselves, the newest first: never what another adult chose. Raises Refused.

    children: the references of those whom the parent sees; what was chosen for another one is not told.
    """
    own_verdict(viewer, on).require()
    rows = Choice.objects.told(OWN).filter(
        Q(child=None) | Q(child__reference__in=children), adult__user__reference=viewer.user
    )
    rows = rows.order_by("-chosen_at", "-pk")
    return [
        Chosen(each.purpose, each.detail, each.given, each.adult.reference, _child(each), each.chosen_at, each.wording)
        for each in rows.select_related("adult", "child")
    ]


def as_it_stands(history: list[Chosen]) -> dict[tuple[str, str, str], Chosen]:
    """Of one adult's choices, the newest first: the latest for each purpose, detail and child."""
    latest: dict[tuple[str, str, str], Chosen] = {}
    for each in history:
        latest.setdefault((each.purpose, each.detail, each.child), each)
    return latest


def _child(choice: Choice) -> str:
    return choice.child.reference if choice.child else ""
