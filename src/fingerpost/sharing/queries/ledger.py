"""What was decided about a family, for its centre: each telling and each refusal, with its reasons."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from fingerpost.accounts.models import User
from fingerpost.accounts.rules import Viewer, may
from fingerpost.accounts.vocabulary import Capability
from fingerpost.audit.operations import Who, record_read
from fingerpost.base.scope import Machinery, machinery
from fingerpost.base.verdict import Verdict
from fingerpost.families.models import Adult, Child, Family
from fingerpost.families.queries.facts import called
from fingerpost.families.rules.changing import may_change
from fingerpost.families.rules.seeing import Part, sight
from fingerpost.sharing.models import Decision, Share, Subject
from fingerpost.sharing.queries.agreements import purposes_agreed
from fingerpost.sharing.queries.facts import Known, homes_of
from fingerpost.sharing.queries.released import about_whom, facts_of
from fingerpost.sharing.rules.minimum import minimum
from fingerpost.sharing.rules.standing import Partner, may_be_second, stands
from fingerpost.sharing.vocabulary import DecisionState, Direction, Ended, LegalBasis

LEDGER = "what was decided about a family"


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision as the centre reads it. share: the reference of what came of it, "" for none; stands: today.

    running: whether it could be ended. waits_for_me: whether the viewer may be the second person.
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
    running: bool
    waits_for_me: bool


@dataclass(frozen=True, slots=True)
class _Around:
    """What is read beside the decisions of a family. users: by reference."""

    known: Known
    on: date
    users: Mapping[str, User]


@dataclass(frozen=True, slots=True)
class FamilySharing:
    """All that was decided about a family, the newest first. may: whether the viewer may decide more, or why not."""

    reference: str
    verdict: Verdict
    may: Verdict
    decisions: tuple[DecisionRow, ...]


@machinery(Machinery.FAMILIES)
def family_sharing(*, viewer: Viewer, reference: str, on: date, by: Who) -> FamilySharing | None:
    """What was decided about a family, for whoever sees its record in full; None for anybody else. On record."""
    seen = seen_in_full("open family sharing", viewer, reference, on, by)
    if seen is None:
        return None
    known, verdict = seen
    rows = list(_with_names(decisions_of([known.number], on)))
    users = {row.decided_by for row in rows} | {row.second_by for row in rows}
    called_so = (
        {user.reference: user for user in User.objects.told(LEDGER).filter(reference__in=users)} if users else {}
    )
    around = _Around(known, on, called_so)
    return FamilySharing(
        reference=known.reference,
        verdict=verdict,
        may=may_decide(viewer, known, on),
        decisions=tuple(_decided(row, around, viewer) for row in rows),
    )


def seen_in_full(what: str, viewer: Viewer, reference: str, on: date, by: Who) -> tuple[Known, Verdict] | None:
    """A family, and why the viewer sees all of it; None where they do not. The look is on record."""
    family = Family.objects.told(LEDGER).filter(called(reference)).first()
    if family is None:
        return None
    known = homes_of({family.pk}, on)[family.pk]
    seen = sight(viewer, known.seen, on)
    if not seen.shows(Part.NOTES):
        return None
    record_read(what, kind="family", references=[known.reference], by=by, because=seen.verdict.reason)
    return known, seen.verdict


def may_decide(viewer: Viewer, known: Known, on: date) -> Verdict:
    """Whether somebody may decide what is told of a family: whoever sees all of it and supports families."""
    verdict = may_change(viewer, known.seen, on, Part.NOTES)
    able = may(Capability.RECORD_INVOLVEMENT, viewer.postings, on)
    if verdict and able and not known.home.open:
        return Verdict(False, _("This family is no longer with us, so its record cannot be changed."))
    return verdict if not verdict or able else able


def decisions_of(families: Iterable[int], on: date) -> Any:
    """The decisions about families, by number, the newest first, each with whom it is about and with what the agreement
    with the organisation covers on a day."""
    rows = Decision.objects.told(LEDGER).filter(family__in=list(families)).select_related("organisation", "share")
    return rows.order_by("-decided_at", "-pk").annotate(
        **about_whom(OuterRef("pk")), agreed=ArraySubquery(purposes_agreed(OuterRef("organisation"), on))
    )


def partner_of(row: Any) -> Partner:
    """The organisation of a decision."""
    return Partner(row.organisation.reference, row.organisation.kind, frozenset(row.agreed))


def _with_names(rows: Any) -> Any:
    """The decisions with what those whom they are about are called, adults first."""
    subjects = Subject.objects.told(LEDGER).filter(decision=OuterRef("pk")).order_by("adult", "child")
    adult = JSONObject(given="adult__given_name", family="adult__family_name")
    child = JSONObject(given="child__given_name", family="child__family_name")
    return rows.annotate(
        adults=ArraySubquery(subjects.exclude(adult=None).values_list(adult)),
        children=ArraySubquery(subjects.exclude(child=None).values_list(child)),
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
        people=tuple(f"{each['given']} {each['family']}".strip() for each in (*row.adults, *row.children)),
        decided_by=_called(around.users, row.decided_by),
        decided_at=row.decided_at,
        second_by=_called(around.users, row.second_by),
        until=row.until,
        share=share.reference if share else "",
        stands=_stands(row, share, around),
        ended=str(Ended(share.ended_why).label) if share and share.ended_why else "",
        running=share is not None and share.ended_at is None and share.valid_to >= around.on,
        waits_for_me=row.state == DecisionState.WAITS and _may_be_second(row, viewer, around),
    )


def _may_be_second(row: Any, viewer: Viewer, around: _Around) -> bool:
    able = may(Capability.SEE_GROUP_FIGURES, viewer.postings, around.on)
    return bool(able and may_be_second(row.decided_by, viewer.user) and may_decide(viewer, around.known, around.on))


def _stands(row: Any, share: Share | None, around: _Around) -> Verdict:
    if share is None:
        return Verdict(False, "")
    return stands(minimum(), facts_of(row, share), partner_of(row), around.known.home, around.on)


def _called(users: Mapping[str, User], reference: str) -> str:
    user = users.get(reference)
    return f"{user.given_name} {user.family_name}".strip() if user else reference
