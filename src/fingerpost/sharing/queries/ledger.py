"""What was decided about a family, for its centre; and what is shared about a parent, for the parent.

"Be open": a family reads who may see what about it, since when, on what it stands, until when, and who looked.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.utils.timezone import localtime

from fingerpost.accounts.models import User
from fingerpost.accounts.rules import Viewer
from fingerpost.audit.models import Event
from fingerpost.audit.operations import Who, record_read
from fingerpost.base.scope import Machinery, machinery
from fingerpost.base.verdict import Verdict
from fingerpost.families.models import Adult, Child, Family
from fingerpost.families.queries.facts import called
from fingerpost.families.queries.own import Belonging, belongings, own_verdict
from fingerpost.families.rules.seeing import Part, sight
from fingerpost.sharing.models import Decision, Share, Subject
from fingerpost.sharing.queries.agreements import partners_of
from fingerpost.sharing.queries.details import labels
from fingerpost.sharing.queries.facts import Known, homes_of
from fingerpost.sharing.queries.released import facts_of, told_of
from fingerpost.sharing.rules.minimum import minimum
from fingerpost.sharing.rules.standing import Partner, stands
from fingerpost.sharing.rules.telling import is_told
from fingerpost.sharing.vocabulary import DecisionState, Direction, Ended, LegalBasis

LEDGER = "what was decided about a family"
LOOKS = ("open shared family",)
MOST = 500  # entries of the record that are gone through


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
    users: Mapping[str, User] = field(default_factory=dict)
    looked: Mapping[str, set[date]] = field(default_factory=dict)


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
    rows = list(_decisions(family))
    partners = partners_of([row.organisation.reference for row in rows], on)
    names = _names(known)
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


def _decisions(family: Family) -> Any:
    subjects = Subject.objects.told(LEDGER).filter(decision=OuterRef("pk"))
    rows = Decision.objects.told(LEDGER).filter(family=family).select_related("organisation", "share")
    return rows.order_by("-decided_at", "-pk").annotate(
        about_adults=ArraySubquery(subjects.exclude(adult=None).values("adult__reference")),
        about_children=ArraySubquery(subjects.exclude(child=None).values("child__reference")),
    )


def _names(known: Known) -> dict[str, str]:
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


@dataclass(frozen=True, slots=True)
class OwnShare:
    """Something about a parent, or a child they speak for, that an organisation may read, or could.

    details: what it shows of each person, in words. looked: the days of the last year on which somebody there looked.
    choice: where it stands on consent, the kind of partner, which names the choice that takes it back.
    """

    organisation: str
    kind: str
    purpose: str
    why: str
    basis: str
    since: date
    until: date
    stands: bool
    ended: str
    people: tuple[tuple[str, tuple[str, ...]], ...]
    looked: tuple[date, ...]
    choice: str


@machinery(Machinery.FAMILIES)
def own_sharing(*, viewer: Viewer, on: date, by: Who) -> tuple[OwnShare, ...]:
    """What is or was shared about a parent, the newest first. The look is on record. Raises Refused."""
    verdict = own_verdict(viewer, on)
    verdict.require()
    mine = {each.member.family_id: each for each in belongings(viewer.user, on)}
    references = [each.member.family.reference for each in mine.values()]
    record_read("open own sharing", kind="family", references=references, by=by, because=verdict.reason)
    known = homes_of(mine.keys(), on)
    rows = [row for each in mine.values() for row in _decisions(each.member.family) if getattr(row, "share", None)]
    partners = partners_of([row.organisation.reference for row in rows], on)
    told = [row for row in rows if _is_told(row, mine[row.family_id], known[row.family_id], partners)]
    looked = _looked({row.share.reference for row in told})
    around = {number: _Around(each, partners, _names(each), on, looked=looked) for number, each in known.items()}
    return tuple(_own(row, around[row.family_id]) for row in told)


def _is_told(row: Any, mine: Belonging, known: Known, partners: Mapping[str, Partner]) -> bool:
    partner, share = partners[row.organisation.reference], facts_of(row, row.share)
    me, lives_there = mine.member.adult.reference, mine.seen.household
    return is_told(me, share, partner, known.home, told=row.told, lives_there=lives_there)


def _looked(shares: Iterable[str]) -> dict[str, set[date]]:
    """On which days somebody looked at each share."""
    found: dict[str, set[date]] = {each: set() for each in shares}
    looks = Event.objects.filter(operation__in=LOOKS, others__overlap=list(found), subject_kind="family")
    for event in looks.order_by("-id")[:MOST] if found else ():
        for reference in found.keys() & set(event.others):
            found[reference].add(localtime(event.at).date())
    return found


def _own(row: Any, around: _Around) -> OwnShare:
    table, share, basis = minimum(), row.share, LegalBasis(row.basis)
    partner, purpose = around.partners[row.organisation.reference], table.purposes[row.purpose]
    told = told_of(facts_of(row, share), partner, around.known)
    shown = {**told.adults, **told.children}
    return OwnShare(
        organisation=row.organisation.name,
        kind=row.organisation.get_kind_display(),
        purpose=purpose.label,
        why=purpose.why,
        basis=table.bases[basis].label,
        since=share.valid_from,
        until=share.valid_to,
        stands=bool(_stands(row, share, around)),
        ended=str(Ended(share.ended_why).label) if share.ended_why else "",
        people=tuple((around.names[who], labels(fields)) for who, fields in shown.items() if who in around.names),
        looked=tuple(sorted(around.looked[share.reference], reverse=True)),
        choice=partner.kind if basis is LegalBasis.CONSENT else "",
    )
