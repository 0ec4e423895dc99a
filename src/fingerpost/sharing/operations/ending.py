"""Ending shares: by a worker, by the family that takes back what it agreed to, by time. Both sides are told.

What ends is not read at the next look whether or not it was written down: here it is written, and told.
"""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import OuterRef
from django.utils.translation import gettext as _

from fingerpost.accounts.rules import Viewer
from fingerpost.accounts.rules.table import OPENS
from fingerpost.accounts.vocabulary import Desk
from fingerpost.audit.operations import Who, record
from fingerpost.base.scope import Machinery, machinery
from fingerpost.base.verdict import Refused
from fingerpost.families.operations.opening import opened
from fingerpost.families.rules.seeing import Part
from fingerpost.sharing.models import Share, ShareNotice
from fingerpost.sharing.queries.agreements import partners_of
from fingerpost.sharing.queries.facts import homes_of
from fingerpost.sharing.queries.released import about_whom, facts_of_share
from fingerpost.sharing.rules.standing import SOON, is_withdrawn
from fingerpost.sharing.vocabulary import Ended, LegalBasis, Notice

ENDING = "sharing, to end what is over"
BY_HAND = (Ended.NOT_NEEDED, Ended.UNSAFE)


@transaction.atomic
@machinery(Machinery.FAMILIES)
def end_share(*, share: str, why: str, by: Viewer, who: Who, on: date, now: datetime) -> None:
    """A worker ends a share today. why: a value of `Ended` that somebody decides by hand. Raises Refused."""
    row = _open_shares().filter(reference=share).first()
    if row is None:
        raise Refused(_("This share ended already."))
    change = opened(row.family.reference, by, on, Part.NOTES)
    if why not in BY_HAND:
        raise Refused(_("Choose why it ends."))
    _end([row], Ended(why), now)
    others = [row.reference, row.organisation.reference]
    record("end share", kind="family", reference=row.family.reference, by=who, others=others, because=change.because)


def _open_shares() -> Any:
    rows = Share.objects.told(ENDING).filter(ended_at=None).select_related("decision", "family", "organisation")
    return rows.annotate(**about_whom(OuterRef("decision")))


def _end(rows: Collection[Any], why: Ended, now: datetime) -> None:
    """End them, and tell both sides."""
    Share.objects.told(ENDING).filter(pk__in=[row.pk for row in rows]).update(ended_at=now, ended_why=why)
    _tell(rows, Notice.ENDED, now)


def _tell(rows: Iterable[Any], kind: Notice, now: datetime) -> None:
    notices = [
        ShareNotice(share_id=row.pk, kind=kind, for_centre=for_centre, made_at=now)
        for row in rows
        for for_centre in (False, True)
    ]
    ShareNotice.objects.bulk_create(notices)


def end_withdrawn(families: Collection[int], *, on: date, now: datetime) -> list[str]:
    """End the shares on consent that nobody of whom they are about agrees to any more; their references. For an
    operation that wrote down what somebody chose, within its transaction."""
    rows = list(_open_shares().filter(family__in=families, decision__basis=LegalBasis.CONSENT))
    if not rows:
        return []
    known, partners = homes_of(families, on), partners_of([row.organisation.reference for row in rows], on)
    over = [
        row
        for row in rows
        if is_withdrawn(facts_of_share(row), partners[row.organisation.reference], known[row.family_id].home)
    ]
    _end(over, Ended.WITHDRAWN, now)
    return [row.reference for row in over]


@transaction.atomic
@machinery(Machinery.FAMILIES)
def end_what_is_over(*, by: str, on: date, now: datetime) -> tuple[int, int]:
    """End the shares whose last day is past, and say of those that end soon that they do; how many of each."""
    rows = list(_open_shares().filter(valid_to__lte=on + SOON))
    over = [row for row in rows if row.valid_to < on]
    _end(over, Ended.OVER, now)
    told = set(
        ShareNotice.objects.told(ENDING).filter(share__in=rows, kind=Notice.ENDS_SOON).values_list("share", flat=True)
    )
    soon = [row for row in rows if row.valid_to >= on and row.pk not in told]
    _tell(soon, Notice.ENDS_SOON, now)
    counts = {"ended": len(over), "ending soon": len(soon)}
    if over or soon:
        record("end shares", kind="shares", reference="all", by=by, counts=counts)
    return len(over), len(soon)


@transaction.atomic
@machinery(Machinery.FAMILIES)
def mark_read(*, share: str, by: Viewer, who: Who, on: date, now: datetime) -> None:
    """Somebody of the organisation read what is new about a share, also of one that ended. Raises Refused."""
    mine = [each.place.key for each in by.standing(on) if OPENS[each.role] is Desk.PARTNER]
    row = Share.objects.told(ENDING).filter(reference=share, organisation__reference__in=mine).first()
    if row is None:
        raise Refused(_("There is no such share."))
    ShareNotice.objects.told(ENDING).filter(share=row, for_centre=False, read_at=None).update(read_at=now)
    record("read share notices", kind="share", reference=share, by=who)
