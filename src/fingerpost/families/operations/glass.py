"""Opening a record in need, reviewing that it was, and passing on what nobody reviewed in time."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from fingerpost.accounts.adapter import mail_to
from fingerpost.accounts.models import User
from fingerpost.accounts.rules import FamilyFacts, Viewer, may_break_glass, may_review_opening
from fingerpost.audit.operations import record, record_broken_glass, record_refused
from fingerpost.audit.vocabulary import Outcome
from fingerpost.base.scope import Machinery, machinery
from fingerpost.base.verdict import Refused
from fingerpost.families.models import Family, Opening
from fingerpost.families.queries.facts import actor, facts_of
from fingerpost.families.queries.glass import data_protection, glass_policy, leads_of

LONGEST = 1_000


def break_glass(*, reference: str, by: Viewer, why: str, now: datetime) -> Opening:
    """Open a record for some hours, for a reason. Its leads are told at once. Raises Refused."""
    on = localdate(now)
    family = facts_of([reference], on=on).get(reference)
    if family is None or by.user in family.near:
        raise Refused(_("There is no family with this reference."))
    verdict = may_break_glass(by, family, on, glass_policy())
    if not verdict:
        who = actor(by, on)
        record_refused("break glass", kind="family", reference=reference, by=who, because=verdict.reason)
        raise Refused(verdict.reason)
    if not why.strip():
        raise Refused(_("Write down why you need to see this record."))
    with transaction.atomic(), machinery(Machinery.FAMILIES):
        row = Family.objects.told(by.actor(on)).select_for_update().get(reference=reference)
        mine = Opening.objects.told(by.actor(on)).filter(family=row, user__reference=by.user, ends_at__gt=now)
        return mine.first() or _open(row, family, by, why.strip()[:LONGEST], now)


def _open(family: Family, facts: FamilyFacts, by: Viewer, why: str, now: datetime) -> Opening:
    on, policy = localdate(now), glass_policy()
    opening = Opening.objects.create(
        family=family,
        user=User.objects.told("one's own").get(reference=by.user),
        posting=by.standing(on)[0].reference,
        groups=_groups(facts, by, now),
        why=why,
        opened_at=now,
        ends_at=now + timedelta(hours=policy.hours),
        review_by=now + timedelta(hours=policy.review_hours),
    )
    record_broken_glass(
        "break glass",
        kind="family",
        reference=family.reference,
        by=actor(by, on),
        because=may_break_glass(by, facts, on, policy).reason,
        why=why,
        names=_names(family),
    )
    _tell_leads(opening, now)
    return opening


def _groups(family: FamilyFacts, by: Viewer, now: datetime) -> list[str]:
    """The group that holds the family, and those of whoever opens its record."""
    mine = {posting.place.within_group for posting in by.standing(localdate(now))}
    return sorted((family.groups | mine) - {""})


def _names(family: Family) -> list[str]:
    """Whom the reason may name, and the record may not."""
    adults = family.adults.told("left out").values_list("adult__given_name", "adult__family_name")
    children = family.children.told("left out").values_list("child__given_name", "child__family_name")
    return [name for pair in (*adults, *children) for name in pair if name]


def _tell_leads(opening: Opening, now: datetime) -> None:
    """The leads; where there is none, data protection, as if it were overdue."""
    on, who = localdate(now), opening.user.reference
    leads = leads_of(opening.groups, on, but=who)
    if not leads:
        opening.escalated_at = now
        opening.save(update_fields=["escalated_at"])
    _tell(leads or data_protection(on, but=who))


def _tell(people: Iterable[User]) -> None:
    """By e-mail that something waits, and nothing of what: after all is written, and whether or not it arrives."""
    for email in [person.email for person in people]:
        transaction.on_commit(lambda to=email: mail_to("waiting", to, {}), robust=True)  # type: ignore[misc]


@transaction.atomic
@machinery(Machinery.FAMILIES)
def review_opening(*, reference: str, outcome: str, note: str, by: Viewer, now: datetime) -> Opening:
    """Say what came of an opening. What was passed on ends at once."""
    on = localdate(now)
    found = Opening.objects.told(by.actor(on)).select_for_update(of=("self",)).filter(reference=reference)
    opening = found.select_related("family", "user").first()
    if opening is None:
        raise Refused(_("There is no such opening."))
    family = facts_of([opening.family.reference], on=on)[opening.family.reference]
    escalated = opening.escalated_at is not None or opening.review_by <= now
    groups, whose = frozenset(opening.groups), opening.user.reference
    verdict = may_review_opening(by, whose, groups, family, on, escalated=escalated)
    verdict.require()
    if outcome not in Outcome.values:
        raise Refused(_("Choose what came of it."))
    if not note.strip():
        raise Refused(_("Write down how you know, or who has it now."))
    _reviewed(opening, outcome, note.strip(), by, now)
    because = verdict.reason
    record("review opening", kind="opening", reference=reference, by=actor(by, on), because=because, why=outcome)
    return opening


def _reviewed(opening: Opening, outcome: str, note: str, by: Viewer, now: datetime) -> None:
    opening.outcome, opening.note, opening.reviewed_by, opening.reviewed_at = outcome, note, by.user, now
    if outcome == Outcome.PASSED_ON:
        opening.ends_at = max(opening.opened_at, min(opening.ends_at, now))
    opening.save(update_fields=["outcome", "note", "reviewed_by", "reviewed_at", "ends_at"])


@transaction.atomic
@machinery(Machinery.FAMILIES)
def escalate_openings(*, by: str, now: datetime) -> int:
    """Pass on to data protection what no lead reviewed in time; how many."""
    late = Opening.objects.told(by).select_for_update(of=("self",)).select_related("user")
    late = late.filter(reviewed_at=None, escalated_at=None, review_by__lte=now)
    rows = list(late)
    for opening in rows:
        opening.escalated_at = now
        opening.save(update_fields=["escalated_at"])
        record("escalate opening", kind="opening", reference=opening.reference, by=by)
    on = localdate(now)
    _tell({person.pk: person for row in rows for person in data_protection(on, but=row.user.reference)}.values())
    return len(rows)
