"""The families that are shared with an organisation: their names, what for, until when, and what is new.

Only what stands today is in the list, in a search in it and in any count: nothing gives away that more was shared once.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from math import ceil
from typing import Any, Final

from django.db.models import Q
from django.utils.translation import gettext as _

from fingerpost.accounts.rules import Viewer, may_see_family
from fingerpost.audit.operations import Who, record_read
from fingerpost.base.scope import Machinery, machinery
from fingerpost.base.verdict import Verdict
from fingerpost.families.rules.names import sought
from fingerpost.sharing.models import ShareNotice
from fingerpost.sharing.queries.details import NAMES, PersonShared, people_of
from fingerpost.sharing.queries.facts import Known, homes_of
from fingerpost.sharing.queries.released import SHARED, live, may_read, organisations_of, shares_with, told_by
from fingerpost.sharing.rules.minimum import minimum
from fingerpost.sharing.rules.standing import SOON
from fingerpost.sharing.vocabulary import Notice

PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class SharedLine:
    """A share in a list. names: children first; empty for a baby without one. news: what nobody there has read yet."""

    reference: str
    names: tuple[str, ...]
    purpose: str
    since: date
    until: date
    ends_soon: bool
    news: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class EndedLine:
    """A share that ended, and nobody there has read that it did. It says nothing of whom it was about."""

    reference: str
    purpose: str
    since: date


@dataclass(frozen=True, slots=True)
class SharedList:
    """The families that are shared with an organisation: a page of them, or those that what was typed finds."""

    verdict: Verdict
    lines: tuple[SharedLine, ...]
    ended: tuple[EndedLine, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class SharedCount:
    """How many shares stand, and of how many, with those that ended, something was not read yet."""

    total: int
    news: int


@dataclass(frozen=True, slots=True)
class _Found:
    """What somebody may read today, and what ended without being read of. known: families, by number."""

    standing: list[Any]
    ended: list[Any]
    known: Mapping[int, Known]

    def people(self, rows: Iterable[Any], on: date) -> dict[int, list[PersonShared]]:
        """The names of whom shares are about, by the shares' number."""
        told = {row.pk: told_by(row, self.known[row.family_id]) for row in rows}
        return people_of(told, on, NAMES)


@machinery(Machinery.FAMILIES)
def shared_with(*, viewer: Viewer, on: date, by: Who, text: str = "", page: int = 1) -> SharedList:
    """What stands with the viewer's organisations: what is new first, then the newest. The look is on record.

    text: a part of the names that are shown; then those whom it finds, as far as they go on a page.
    """
    found = _found(viewer, on)
    rows = sorted(found.standing, key=lambda row: not row.news)
    people = found.people(rows, on) if text else {}
    rows = [row for row in rows if _is_called(people[row.pk], text)] if text else rows
    pages = max(1, ceil(len(rows) / PAGE))
    here = min(max(1, page), pages)
    shown = rows[(here - 1) * PAGE : here * PAGE]
    people = people or found.people(shown, on)
    because = str(_("Shared with your organisation."))
    references = list(dict.fromkeys(found.known[row.family_id].reference for row in shown))
    record_read("list shared families", kind="family", references=references, by=by, because=because)
    return SharedList(
        verdict=Verdict(True, because),
        lines=tuple(_line(row, people[row.pk], on) for row in shown),
        ended=tuple(EndedLine(row.reference, _purpose(row), row.valid_from) for row in found.ended),
        total=len(rows),
        page=here,
        pages=pages,
    )


@machinery(Machinery.FAMILIES)
def how_many_shared(*, viewer: Viewer, on: date) -> SharedCount:
    """For the front page of a desk. It names nobody."""
    found = _found(viewer, on)
    return SharedCount(len(found.standing), sum(bool(row.news) for row in found.standing) + len(found.ended))


def _found(viewer: Viewer, on: date) -> _Found:
    unread = ShareNotice.objects.told(SHARED).filter(kind=Notice.ENDED, for_centre=False, read_at=None)
    over = Q(ended_at__isnull=False, pk__in=unread.values("share"))
    rows = list(shares_with(organisations_of(viewer, on), on).filter(live(on) | over).order_by("-valid_from", "-pk"))
    known = homes_of({row.family_id for row in rows}, on)
    standing = [row for row in rows if may_read(row, known[row.family_id], viewer, on)]
    ended = [row for row in rows if row.ended_at and _may_be_told(row, known[row.family_id], viewer, on)]
    return _Found(standing, ended, known)


def _may_be_told(row: Any, known: Known, viewer: Viewer, on: date) -> Verdict:
    """Whoever stands near a family is not told that something about it ended; nobody is, of one for named workers."""
    shared = frozenset({row.organisation.reference})
    return may_see_family(viewer, replace(known.seen, shared_basic=shared), on)


def _is_called(people: Iterable[PersonShared], text: str) -> bool:
    """Whether each word that was typed begins a word of the names."""
    words = sought(*(each.name for each in people)).split()
    return all(any(word.startswith(part) for word in words) for part in sought(text).split())


def _line(row: Any, people: Iterable[PersonShared], on: date) -> SharedLine:
    ordered = sorted(people, key=lambda each: not each.child)
    return SharedLine(
        reference=row.reference,
        names=tuple(filter(None, (each.name for each in ordered))),
        purpose=_purpose(row),
        since=row.valid_from,
        until=row.valid_to,
        ends_soon=row.valid_to - on <= SOON,
        news=tuple(map(Notice, row.news)),
    )


def _purpose(row: Any) -> str:
    """What a share is for; a purpose that left the table is said by its key."""
    purpose = minimum().purposes.get(row.decision.purpose)
    return purpose.label if purpose else str(row.decision.purpose)
