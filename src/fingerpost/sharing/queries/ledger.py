"""What was decided about a family, for its centre: each telling and each refusal, with its reasons."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from fingerpost.accounts.models import User
from fingerpost.accounts.rules import Viewer
from fingerpost.audit.operations import Who, record_read
from fingerpost.base.scope import Machinery, machinery
from fingerpost.base.verdict import Verdict
from fingerpost.families.models import Adult, Child, Family
from fingerpost.families.queries.facts import called
from fingerpost.families.rules.seeing import Part, sight
from fingerpost.sharing.models import Decision, Share, Subject
from fingerpost.sharing.queries.agreements import partners_of
from fingerpost.sharing.queries.facts import Known, homes_of
from fingerpost.sharing.queries.released import facts_of
from fingerpost.sharing.rules.minimum import minimum
from fingerpost.sharing.rules.standing import Partner, stands
from fingerpost.sharing.vocabulary import DecisionState, Direction, Ended, LegalBasis

LEDGER = "what was decided about a family"


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision as the centre reads it. share: the reference of what came of it, "" for none; stands: today.

    waits_for_me: whether the viewer may be the second person.
    """

    reference: str
    organisation: str
    recipient: str
    direction: Direction
    state: DecisionState
    purpose: str
    tier: str
    basis: LegalBasis
    law: str
    nature: str
    told: bool
    why_untold: str
    necessity: str
    people: tuple[str, ...]
    decided_by: str
    decided_at: datetime
    second_by: str
    until: date | None
    share: str
    stands: Verdict
    ended: str
    waits_for_me: bool


@dataclass(frozen=True, slots=True)
class _Around:
    """What is read beside the decisions of a family. names, users: by reference."""

    known: Known
    partners: Mapping[str, Partner]
    names: Mapping[str, str]
    on: date
    users: Mapping[str, User]


@dataclass(frozen=True, slots=True)
class FamilySharing:
    """All that was decided about a family, the newest first. known: what the rules know of it, to decide more."""

    reference: str
    verdict: Verdict
    decisions: tuple[DecisionRow, ...]
    known: Known
    people: tuple[tuple[str, str, bool], ...]  # reference, name, whether a child: those who could be told of


@machinery(Machinery.FAMILIES)
def family_sharing(*, viewer: Viewer, reference: str, on: date, by: Who) -> FamilySharing | None:
    """What was decided about a family, for whoever sees its record in full; None for anybody else. On record."""
    family = Family.objects.told(LEDGER).filter(called(reference)).first()
    if family is None:
        return None
    known = homes_of({family.pk}, on)[family.pk]
    seen = sight(viewer, known.seen, on)
    if not seen.shows(Part.NOTES):
        return None
    record_read("open family sharing", kind="family", references=[family.reference], by=by, because=seen.verdict.reason)
    rows = list(decisions_of(family))
    partners = partners_of([row.organisation.reference for row in rows], on)
    names = names_of(known)
    users = {row.decided_by for row in rows} | {row.second_by for row in rows}
    called_so = {user.reference: user for user in User.objects.told(LEDGER).filter(reference__in=users)}
    around = _Around(known, partners, names, on, users=called_so)
    return FamilySharing(
        reference=family.reference,
        verdict=seen.verdict,
        decisions=tuple(_decided(row, around, viewer) for row in rows),
        known=known,
        people=tuple((who, name, who in known.home.children) for who, name in names.items()),
    )


def decisions_of(family: Family) -> Any:
    """The decisions about a family, the newest first, each with whom it is about."""
    subjects = Subject.objects.told(LEDGER).filter(decision=OuterRef("pk"))
    rows = Decision.objects.told(LEDGER).filter(family=family).select_related("organisation", "share")
    return rows.order_by("-decided_at", "-pk").annotate(
        about_adults=ArraySubquery(subjects.exclude(adult=None).values("adult__reference")),
        about_children=ArraySubquery(subjects.exclude(child=None).values("child__reference")),
    )


def names_of(known: Known) -> dict[str, str]:
    """Everybody who belongs to the family today, adults first."""
    adults = Adult.objects.told(LEDGER).filter(reference__in=known.home.adults).order_by("pk")
    children = Child.objects.told(LEDGER).filter(reference__in=known.home.children).order_by("date_of_birth", "pk")
    return {each.reference: each.name for each in (*adults, *children)}


def _decided(row: Any, around: _Around, viewer: Viewer) -> DecisionRow:
    share = getattr(row, "share", None)
    table = minimum()
    purpose = table.purposes.get(row.purpose)
    return DecisionRow(
        reference=row.reference,
        organisation=row.organisation.name,
        recipient=row.recipient,
        direction=Direction(row.direction),
        state=DecisionState(row.state),
        purpose=purpose.label if purpose else row.purpose,
        tier=row.get_tier_display(),
        basis=LegalBasis(row.basis),
        law=f"{row.article_six}, {row.article_nine}",
        nature=row.get_nature_display(),
        told=row.told,
        why_untold=row.why_untold.shown() if row.why_untold else "",
        necessity=row.necessity.shown(),
        people=tuple(around.names[who] for who in (*row.about_adults, *row.about_children) if who in around.names),
        decided_by=_called(around.users, row.decided_by),
        decided_at=row.decided_at,
        second_by=_called(around.users, row.second_by),
        until=row.until,
        share=share.reference if share else "",
        stands=_stands(row, share, around),
        ended=str(Ended(share.ended_why).label) if share and share.ended_why else "",
        waits_for_me=row.state == DecisionState.WAITS and row.decided_by != viewer.user,
    )


def _stands(row: Any, share: Share | None, around: _Around) -> Verdict:
    if share is None:
        return Verdict(False, "")
    partner = around.partners[row.organisation.reference]
    return stands(minimum(), facts_of(row, share), partner, around.known.home, around.on)


def _called(users: Mapping[str, User], reference: str) -> str:
    user = users.get(reference)
    return f"{user.given_name} {user.family_name}".strip() if user else reference
