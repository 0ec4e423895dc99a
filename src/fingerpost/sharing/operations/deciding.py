"""Deciding to tell an organisation about a family, or not to: each with its reasons, its basis in law and its end.

"The best interests of the child are the most important consideration." Refusing is decided and recorded alike.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from fingerpost.accounts.rules import Viewer, may
from fingerpost.accounts.vocabulary import Capability
from fingerpost.audit.operations import Who, record
from fingerpost.base.scope import Machinery, machinery
from fingerpost.base.verdict import Refused
from fingerpost.families.models import Adult, Child
from fingerpost.families.operations.opening import Change, opened
from fingerpost.families.rules.seeing import Part
from fingerpost.partners.models import Organisation
from fingerpost.sharing.models import Decision, Share, ShareNotice, Subject
from fingerpost.sharing.queries.agreements import partners_of
from fingerpost.sharing.queries.facts import homes_of
from fingerpost.sharing.queries.planning import Intended, can_stand, planned
from fingerpost.sharing.rules.minimum import minimum
from fingerpost.sharing.rules.standing import about, may_be_second, needs_second
from fingerpost.sharing.vocabulary import DecisionState, Direction, LegalBasis, Nature, Notice, Tier

SHORTEST = 10  # letters of a reason


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDecision(Intended):
    """To tell an organisation about people of a family, and why that is needed."""

    necessity: str
    nature: Nature = Nature.FACT
    direction: Direction = Direction.OUT
    recipient: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRefusal:
    """Not to tell an organisation, by reference, what it asked, or what could have been told."""

    organisation: str
    purpose: str
    why: str
    recipient: str = ""
    direction: Direction = Direction.ASKED


@transaction.atomic
@machinery(Machinery.FAMILIES)
def share_family(*, reference: str, decision: NewDecision, by: Viewer, who: Who, on: date, now: datetime) -> Decision:
    """Decide to tell an organisation. It may read from now on or, where a second person decides too, from then.
    Raises Refused."""
    change = _changing(reference, by, on)
    organisation = _organisation(decision.organisation)
    _sound(decision)
    known = homes_of({change.family.pk}, on)[change.family.pk]
    partner = partners_of([organisation.reference], on)[organisation.reference]
    share = planned(decision, on)
    can_stand(share, partner, known, on).require()
    waits = needs_second(minimum(), decision.basis, told=not decision.why_untold.strip())
    row = _written(change, organisation, decision, share.valid_to, waits=waits, by=by, now=now)
    _subjects(row, *about(share, partner, known.home))
    _on_record("ask to share family" if waits else "share family", change, row, who)
    if not waits:
        _begin(row, on, now)
    return row


def _changing(reference: str, by: Viewer, on: date) -> Change:
    """The family, held, if whoever acts sees all of it and supports families. Raises Refused."""
    change = opened(reference, by, on, Part.NOTES)
    may(Capability.RECORD_INVOLVEMENT, by.postings, on).require()
    return change


def _organisation(reference: str) -> Organisation:
    found = Organisation.objects.filter(reference=reference).first()
    if found is None:
        raise Refused(_("Choose an organisation."))
    return found


def _sound(decision: NewDecision) -> None:
    """Raise Refused with every sentence."""
    said = []
    if decision.purpose not in minimum().purposes:
        said.append(_("Choose what it is for."))
    if not (decision.adults or decision.children):
        said.append(_("Choose whom it is about."))
    if len(decision.necessity.strip()) < SHORTEST:
        said.append(_("Write in a sentence why this is needed, and why no less would do."))
    if decision.why_untold.strip() and decision.basis is LegalBasis.CONSENT:
        said.append(_("Who agreed knows of it: choose another basis, or tell the family."))
    if said:
        raise Refused(" ".join(said))


def _written(
    change: Change,
    organisation: Organisation,
    decision: NewDecision,
    until: date,
    *,
    waits: bool,
    by: Viewer,
    now: datetime,
) -> Decision:
    table, untold = minimum(), decision.why_untold.strip()
    law = table.bases[decision.basis]
    return Decision.objects.create(
        family=change.family,
        organisation=organisation,
        recipient=decision.recipient.strip(),
        direction=decision.direction,
        state=DecisionState.WAITS if waits else DecisionState.SHARED,
        purpose=decision.purpose,
        tier=decision.tier,
        basis=decision.basis,
        article_six=law.six,
        article_nine=law.nine,
        nature=decision.nature,
        told=not untold,
        why_untold=untold or None,
        necessity=decision.necessity.strip(),
        minimum=table.version,
        until=until,
        decided_by=by.user,
        decided_at=now,
    )


def _subjects(row: Decision, adults: frozenset[str], children: frozenset[str]) -> None:
    """Those of whom it would be read today: what somebody agrees to later begins nothing that nobody looked at."""
    adult_rows = Adult.objects.told("sharing").filter(reference__in=adults)
    child_rows = Child.objects.told("sharing").filter(reference__in=children)
    rows = [Subject(decision=row, adult=each) for each in adult_rows]
    rows += [Subject(decision=row, child=each) for each in child_rows]
    Subject.objects.bulk_create(rows)


def _begin(row: Decision, on: date, now: datetime) -> None:
    """From now on the organisation may read, and is told that there is something."""
    until = row.until or on
    share = Share.objects.create(
        decision=row, family=row.family, organisation=row.organisation, valid_from=on, valid_to=until
    )
    ShareNotice.objects.create(share=share, kind=Notice.BEGAN, for_centre=False, made_at=now)


def _on_record(what: str, change: Change, row: Decision, who: Who, more: Iterable[str] = ()) -> None:
    others = [row.reference, row.organisation.reference, *more]
    record(what, kind="family", reference=change.family.reference, by=who, others=others, because=change.because)


@transaction.atomic
@machinery(Machinery.FAMILIES)
def refuse_to_share(*, reference: str, refusal: NewRefusal, by: Viewer, who: Who, on: date, now: datetime) -> Decision:
    """Decide not to tell an organisation, and say why. Raises Refused."""
    change = _changing(reference, by, on)
    organisation = _organisation(refusal.organisation)
    if refusal.purpose not in minimum().purposes:
        raise Refused(_("Choose what it is for."))
    if len(refusal.why.strip()) < SHORTEST:
        raise Refused(_("Write in a sentence why it is not told."))
    row = Decision.objects.create(
        family=change.family,
        organisation=organisation,
        recipient=refusal.recipient.strip(),
        direction=refusal.direction,
        state=DecisionState.REFUSED,
        purpose=refusal.purpose,
        tier=Tier.BASIC,
        basis=LegalBasis.OTHER,
        article_six="",
        article_nine="",
        nature=Nature.FACT,
        told=True,
        necessity=refusal.why.strip(),
        minimum=minimum().version,
        decided_by=by.user,
        decided_at=now,
    )
    _on_record("refuse to share family", change, row, who)
    return row


@transaction.atomic
@machinery(Machinery.FAMILIES)
def decide_second(*, decision: str, agree: bool, by: Viewer, who: Who, on: date, now: datetime) -> Decision:
    """The second person decides: it may be read from now on, or is not shared. Raises Refused."""
    found = Decision.objects.told("sharing").select_related("family", "organisation").filter(reference=decision)
    row = found.select_for_update(of=("self",)).first()
    if row is None:
        raise Refused(_("There is no decision with this reference."))
    change = _changing(row.family.reference, by, on)
    may(Capability.SEE_GROUP_FIGURES, by.postings, on).require()
    may_be_second(row.decided_by, by.user).require()
    if row.state != DecisionState.WAITS:
        raise Refused(_("This was decided already."))
    row.state = DecisionState.SHARED if agree else DecisionState.REFUSED
    row.second_by, row.second_at = by.user, now
    row.save(update_fields=["state", "second_by", "second_at"])
    _on_record("agree to share family" if agree else "object to share family", change, row, who)
    if agree:
        _begin(row, on, now)
    return row
