"""What an organisation reads of a family that was shared with it: the details that its purpose needs, and no other.

"The minimum amount of information will be shared." Whether a share stands is asked at each look; a look at one that
ended, at one of somebody else's, and at one that never was, is answered alike.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.utils.translation import gettext as _

from fingerpost.accounts.rules import Viewer, may_see_family
from fingerpost.accounts.rules.table import OPENS
from fingerpost.accounts.vocabulary import Desk
from fingerpost.audit.operations import Who, record_read, record_refused
from fingerpost.base.scope import Machinery, machinery
from fingerpost.base.verdict import Verdict
from fingerpost.sharing.models import Share, ShareNotice, Subject
from fingerpost.sharing.queries.agreements import partners_of
from fingerpost.sharing.queries.details import NAMES, PersonShared, Told, people_of
from fingerpost.sharing.queries.facts import Known, homes_of
from fingerpost.sharing.rules.minimum import minimum
from fingerpost.sharing.rules.standing import Partner, ShareFacts, about, released, stands
from fingerpost.sharing.vocabulary import LegalBasis, Tier

SHARED = "an organisation, what was shared with it"


@dataclass(frozen=True, slots=True)
class SharedLine:
    """A share in a list. new: something about it was not read yet, and what."""

    reference: str
    names: tuple[str, ...]
    purpose: str
    since: date
    until: date
    news: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SharedList:
    """The families that are shared with an organisation."""

    verdict: Verdict
    lines: tuple[SharedLine, ...]


@dataclass(frozen=True, slots=True)
class Shared:
    """One share as its organisation reads it: whom it is about, what for, on what it stands, and until when."""

    reference: str
    purpose: str
    why: str
    basis: str
    tier: str
    nature: str
    since: date
    until: date
    people: tuple[PersonShared, ...]
    verdict: Verdict


@machinery(Machinery.FAMILIES)
def shared_with(*, viewer: Viewer, on: date, by: Who) -> SharedList:
    """Everything that stands with the viewer's organisations, the newest first. The look is on record."""
    mine = _organisations(viewer, on)
    rows = list(_shares(mine, on).order_by("-valid_from", "-pk"))
    known, partners = homes_of({row.family_id for row in rows}, on), partners_of(mine, on)
    standing = [row for row in rows if _may(row, known[row.family_id], partners, viewer, on)]
    references = list(dict.fromkeys(known[row.family_id].reference for row in standing))
    because = str(_("Shared with your organisation."))
    record_read("list shared families", kind="family", references=references, by=by, because=because)
    people = people_of({row.pk: _told(row, known[row.family_id], partners) for row in standing}, on, NAMES)
    return SharedList(Verdict(True, because), tuple(_line(row, people[row.pk]) for row in standing))


def _organisations(viewer: Viewer, on: date) -> list[str]:
    return [each.place.key for each in viewer.standing(on) if OPENS[each.role] is Desk.PARTNER]


def _shares(organisations: list[str], on: date) -> Any:
    subjects = Subject.objects.told(SHARED).filter(decision=OuterRef("decision"))
    unread = ShareNotice.objects.told(SHARED).filter(share=OuterRef("pk"), for_centre=False, read_at=None)
    rows = Share.objects.told(SHARED).filter(
        organisation__reference__in=organisations, ended_at=None, valid_from__lte=on, valid_to__gte=on
    )
    return rows.select_related("decision", "organisation").annotate(
        about_adults=ArraySubquery(subjects.exclude(adult=None).values("adult__reference")),
        about_children=ArraySubquery(subjects.exclude(child=None).values("child__reference")),
        news=ArraySubquery(unread.order_by("pk").values("kind")),
    )


def facts_of(decision: Any, share: Share) -> ShareFacts:
    """A share as the rules know it. decision: with `about_adults` and `about_children`, references."""
    return ShareFacts(
        purpose=decision.purpose,
        tier=Tier(decision.tier),
        basis=LegalBasis(decision.basis),
        adults=frozenset(decision.about_adults),
        children=frozenset(decision.about_children),
        valid_from=share.valid_from,
        valid_to=share.valid_to,
        ended=share.ended_at is not None,
    )


def _facts(row: Any) -> ShareFacts:
    row.decision.about_adults, row.decision.about_children = row.about_adults, row.about_children
    return facts_of(row.decision, row)


def _may(row: Any, known: Known, partners: Mapping[str, Partner], viewer: Viewer, on: date) -> Verdict:
    """Whether the viewer may read a share: it stands, and they do not stand near the family themselves."""
    partner = partners[row.organisation.reference]
    verdict = stands(minimum(), _facts(row), partner, known.home, on)
    if not verdict:
        return verdict
    seen = may_see_family(viewer, replace(known.seen, shared_basic=frozenset({partner.reference})), on)
    return verdict if seen else seen


def told_of(share: ShareFacts, partner: Partner, known: Known) -> Told:
    """Whom a share is about today, and which details of each it shows."""
    adults, children = about(share, partner, known.home)
    shown = {each: released(minimum(), share, partner, known.home, each) for each in adults | children}
    return Told(known.number, {each: shown[each] for each in adults}, {each: shown[each] for each in children})


def _told(row: Any, known: Known, partners: Mapping[str, Partner]) -> Told:
    return told_of(_facts(row), partners[row.organisation.reference], known)


def _line(row: Any, people: Iterable[PersonShared]) -> SharedLine:
    ordered = sorted(people, key=lambda each: not each.child)
    return SharedLine(
        reference=row.reference,
        names=tuple(filter(None, (each.name for each in ordered))),
        purpose=minimum().purposes[row.decision.purpose].label,
        since=row.valid_from,
        until=row.valid_to,
        news=tuple(row.news),
    )


@machinery(Machinery.FAMILIES)
def share_for(*, viewer: Viewer, reference: str, on: date, by: Who) -> Shared | None:
    """One share, for the organisation that it is with; None for anybody else, and once it ended. The look is on
    record, the refusal of one that ended too."""
    row = _shares(_organisations(viewer, on), on).filter(reference=reference).first()
    if row is None:
        return None
    known = homes_of({row.family_id}, on)[row.family_id]
    partners = partners_of([row.organisation.reference], on)
    verdict = _may(row, known, partners, viewer, on)
    if not verdict:
        record_refused("open shared family", kind="family", reference=known.reference, by=by, because=verdict.reason)
        return None
    references = [known.reference, reference]
    record_read("open shared family", kind="family", references=references, by=by, because=verdict.reason)
    people = people_of({row.pk: _told(row, known, partners)}, on)[row.pk]
    return _shared(row, people, verdict)


def _shared(row: Any, people: list[PersonShared], verdict: Verdict) -> Shared:
    decision, table = row.decision, minimum()
    purpose = table.purposes[decision.purpose]
    return Shared(
        reference=row.reference,
        purpose=purpose.label,
        why=purpose.why,
        basis=table.bases[LegalBasis(decision.basis)].label,
        tier=decision.get_tier_display(),
        nature=decision.get_nature_display(),
        since=row.valid_from,
        until=row.valid_to,
        people=tuple(people),
        verdict=verdict,
    )
