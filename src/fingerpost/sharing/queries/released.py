"""What an organisation reads of a family that was shared with it: the details that its purpose needs, and no other.

"The minimum amount of information will be shared." Whether a share stands is asked at each look; a look at one that
ended, at one of somebody else's, and at one that never was, is answered alike.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q

from fingerpost.accounts.rules import Viewer, may_see_family
from fingerpost.accounts.rules.table import OPENS
from fingerpost.accounts.vocabulary import Desk
from fingerpost.audit.operations import Who, record_read, record_refused
from fingerpost.base.scope import Machinery, machinery
from fingerpost.base.verdict import Verdict
from fingerpost.sharing.models import Share, ShareNotice, Subject
from fingerpost.sharing.queries.agreements import purposes_agreed
from fingerpost.sharing.queries.details import PersonShared, Told, people_of
from fingerpost.sharing.queries.facts import Known, homes_of
from fingerpost.sharing.rules.minimum import minimum
from fingerpost.sharing.rules.standing import SOON, Partner, ShareFacts, about, released, stands
from fingerpost.sharing.vocabulary import LegalBasis, Nature, Notice, Tier

SHARED = "an organisation, what was shared with it"


@dataclass(frozen=True, slots=True)
class Shared:
    """One share as its organisation reads it: whom it is about, what for, on what it stands, and until when.

    news: what happened to it that nobody there has read yet.
    """

    reference: str
    purpose: str
    why: str
    basis: str
    tier: str
    nature: Nature
    since: date
    until: date
    ends_soon: bool
    news: tuple[Notice, ...]
    people: tuple[PersonShared, ...]
    verdict: Verdict


def organisations_of(viewer: Viewer, on: date) -> list[str]:
    """Where somebody works today, of those that families are shared with."""
    return [each.place.key for each in viewer.standing(on) if OPENS[each.role] is Desk.PARTNER]


def shares_with(organisations: list[str], on: date) -> Any:
    """The shares with organisations: with whom they are about, what the agreement covers today and what is unread."""
    unread = ShareNotice.objects.told(SHARED).filter(share=OuterRef("pk"), for_centre=False, read_at=None)
    rows = Share.objects.told(SHARED).filter(organisation__reference__in=organisations)
    return rows.select_related("decision", "organisation").annotate(
        **about_whom(OuterRef("decision")),
        agreed=ArraySubquery(purposes_agreed(OuterRef("organisation"), on)),
        news=ArraySubquery(unread.order_by("pk").values("kind")),
    )


def live(on: date) -> Q:
    """Shares that nothing ended and whose time it is."""
    return Q(ended_at=None, valid_from__lte=on, valid_to__gte=on)


def about_whom(decision: OuterRef) -> dict[str, ArraySubquery]:
    """Whom a decision is about, by reference: what `facts_of` and `facts_of_share` ask for."""
    subjects = Subject.objects.told(SHARED).filter(decision=decision)
    return {
        "about_adults": ArraySubquery(subjects.exclude(adult=None).values("adult__reference")),
        "about_children": ArraySubquery(subjects.exclude(child=None).values("child__reference")),
    }


def facts_of(decision: Any, share: Share) -> ShareFacts:
    """A share as the rules know it. decision: read with `about_whom`."""
    return _facts(decision, share, decision)


def facts_of_share(row: Any) -> ShareFacts:
    """The same, of a share that was itself read with `about_whom`."""
    return _facts(row.decision, row, row)


def _facts(decision: Any, share: Share, whom: Any) -> ShareFacts:
    return ShareFacts(
        purpose=decision.purpose,
        tier=Tier(decision.tier),
        basis=LegalBasis(decision.basis),
        adults=frozenset(whom.about_adults),
        children=frozenset(whom.about_children),
        valid_from=share.valid_from,
        valid_to=share.valid_to,
        ended=share.ended_at is not None,
    )


def _partner(row: Any) -> Partner:
    return Partner(row.organisation.reference, row.organisation.kind, frozenset(row.agreed))


def may_read(row: Any, known: Known, viewer: Viewer, on: date) -> Verdict:
    """Whether the viewer may read a share: it stands, and they do not stand near the family themselves."""
    partner = _partner(row)
    verdict = stands(minimum(), facts_of_share(row), partner, known.home, on)
    if not verdict:
        return verdict
    seen = may_see_family(viewer, replace(known.seen, shared_basic=frozenset({partner.reference})), on)
    return verdict if seen else seen


def told_of(share: ShareFacts, partner: Partner, known: Known) -> Told:
    """Whom a share is about today, and which details of each it shows."""
    adults, children = about(share, partner, known.home)
    shown = {each: released(minimum(), share, partner, known.home, each) for each in adults | children}
    seen_adults, seen_children = ({each: shown[each] for each in those} for those in (adults, children))
    return Told(known.number, seen_adults, seen_children, known.at_home)


def told_by(row: Any, known: Known) -> Told:
    """Whom a row of `shares_with` is about today, and which details of each it shows."""
    return told_of(facts_of_share(row), _partner(row), known)


@machinery(Machinery.FAMILIES)
def share_for(*, viewer: Viewer, reference: str, on: date, by: Who) -> Shared | None:
    """One share, for the organisation that it is with; None for anybody else, and once it ended. The look is on
    record, the refusal of one that ended too."""
    row = shares_with(organisations_of(viewer, on), on).filter(live(on), reference=reference).first()
    if row is None:
        return None
    known = homes_of({row.family_id}, on)[row.family_id]
    verdict = may_read(row, known, viewer, on)
    if not verdict:
        record_refused("open shared family", kind="family", reference=known.reference, by=by, because=verdict.reason)
        return None
    references = [known.reference, reference]
    record_read("open shared family", kind="family", references=references, by=by, because=verdict.reason)
    people = people_of({row.pk: told_by(row, known)}, on)[row.pk]
    return _shared(row, people, verdict, on)


def _shared(row: Any, people: list[PersonShared], verdict: Verdict, on: date) -> Shared:
    decision, table = row.decision, minimum()
    purpose = table.purposes[decision.purpose]
    return Shared(
        reference=row.reference,
        purpose=purpose.label,
        why=purpose.why,
        basis=table.bases[LegalBasis(decision.basis)].label,
        tier=decision.get_tier_display(),
        nature=Nature(decision.nature),
        since=row.valid_from,
        until=row.valid_to,
        ends_soon=row.valid_to - on <= SOON,
        news=tuple(map(Notice, row.news)),
        people=tuple(people),
        verdict=verdict,
    )
