"""What is shared about a parent, for the parent: nothing of it tells what another adult chose or fears.

"Be open": a family reads who may see what about it, since when, on what it stands, until when, and who looked.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from fingerpost.accounts.rules import Viewer
from fingerpost.audit.models import Event
from fingerpost.audit.operations import Who
from fingerpost.base.scope import Machinery, machinery
from fingerpost.families.queries.own import Belonging, looked_at, own_centres
from fingerpost.partners.queries import names_by_reference
from fingerpost.sharing.models import Share
from fingerpost.sharing.queries.details import labels
from fingerpost.sharing.queries.facts import Known, homes_of
from fingerpost.sharing.queries.ledger import decisions_of, partner_of
from fingerpost.sharing.queries.released import facts_of, told_of
from fingerpost.sharing.rules.minimum import minimum
from fingerpost.sharing.rules.standing import Answer, Partner, ShareFacts, stands
from fingerpost.sharing.rules.telling import BY_THE_CENTRE, home_as_told, is_mine, is_told
from fingerpost.sharing.vocabulary import Ended, LegalBasis, Purpose, Tier

LOOKS = ("open shared family",)
MOST = 500  # entries of the record that are gone through


@dataclass(frozen=True, slots=True)
class OwnShare:
    """Something about a parent, or a child they speak for, that an organisation may read, or could.

    with_: the organisation's reference. people: the parent and children they see, each with what it shows at most, in
    words. looked: the days of the last year on which somebody there looked. ended: why it did, "" where it did not.
    choice: where it stands on consent, the kind of partner; agreed: what the parent said yes to, which takes it back.
    """

    with_: str
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
    agreed: tuple[Purpose, ...]


@dataclass(frozen=True, slots=True)
class OwnSharing:
    """The shares of a parent, the newest first, and the organisations that they said no to: names, by reference.

    centres: the numbers of the centres of the home that they live in. known: whether they belong to a family at all.
    """

    shares: tuple[OwnShare, ...]
    not_with: Mapping[str, str]
    centres: frozenset[int]
    known: bool


@dataclass(frozen=True, slots=True)
class _Around:
    """What is read beside the shares of a family. mine: what the parent sees of it; known: as they may know it."""

    mine: Belonging
    known: Known
    looked: Mapping[str, set[date]]
    on: date

    @property
    def me(self) -> str:
        return self.mine.member.adult.reference


@machinery(Machinery.FAMILIES)
def own_sharing(*, viewer: Viewer, on: date, by: Who) -> OwnSharing:
    """What is or was shared about a parent, and with whom they want nothing shared. The look is on record. Raises
    Refused."""
    mine = {each.member.family_id: each for each in looked_at("open own sharing", viewer, on, by)}
    known = {number: _as_told(each, mine[number]) for number, each in homes_of(mine.keys(), on).items()}
    rows = decisions_of(mine.keys(), on).filter(share__isnull=False)
    told = [row for row in rows if _is_told(row, mine[row.family_id], known[row.family_id])]
    looked = _looked({row.share.reference for row in told})
    around = {number: _Around(mine[number], each, looked, on) for number, each in known.items()}
    return OwnSharing(
        shares=tuple(_own(row, around[row.family_id]) for row in told),
        not_with=names_by_reference({each for one in around.values() for each in _not_with(one)}),
        centres=frozenset(centre for each in mine.values() for centre in own_centres(each, on)),
        known=bool(mine),
    )


def _as_told(known: Known, mine: Belonging) -> Known:
    return replace(known, home=home_as_told(known.home, lives_there=mine.seen.household))


def _is_told(row: Any, mine: Belonging, known: Known) -> bool:
    me, lives_there = mine.member.adult.reference, mine.seen.household
    return is_told(me, facts_of(row, row.share), partner_of(row), known.home, told=row.told, lives_there=lives_there)


def _not_with(around: _Around) -> list[str]:
    answers = (each for each in around.known.home.answers if each.adult == around.me and each.given)
    return [each.detail for each in answers if each.purpose == Purpose.NOT_WITH]


def _looked(shares: Collection[str]) -> dict[str, set[date]]:
    """On which days somebody looked at each share."""
    found: dict[str, set[date]] = {each: set() for each in shares}
    looks = Event.objects.filter(operation__in=LOOKS, others__overlap=list(found), subject_kind="family")
    for event in looks.order_by("-id")[:MOST] if found else ():
        for reference in found.keys() & set(event.others):
            found[reference].add(localtime(event.at).date())
    return found


def _own(row: Any, around: _Around) -> OwnShare:
    table, share, basis = minimum(), row.share, LegalBasis(row.basis)
    partner, purpose, facts = partner_of(row), table.purposes[row.purpose], facts_of(row, share)
    mine = is_mine(around.me, facts, partner, around.known.home)
    return OwnShare(
        with_=partner.reference,
        organisation=row.organisation.name,
        kind=row.organisation.get_kind_display(),
        purpose=purpose.label,
        why=purpose.why,
        basis=table.bases[basis].label,
        since=share.valid_from,
        until=share.valid_to,
        stands=mine and bool(stands(table, facts, partner, around.known.home, around.on)),
        ended=_ended(_why(share, around.on) if mine else Ended.WITHDRAWN),
        people=tuple(_people(facts, partner, around)) if mine else (),
        looked=_days(row, around, mine=mine),
        choice=partner.kind if basis is LegalBasis.CONSENT else "",
        agreed=_agreed(facts, partner, around) if basis is LegalBasis.CONSENT else (),
    )


def _agreed(share: ShareFacts, partner: Partner, around: _Around) -> tuple[Purpose, ...]:
    """What the parent said yes to, of what a share stands on."""
    given = {each.purpose for each in around.known.home.answers if _is_given(each, partner, around)}
    steps = (Purpose.SHARE, Purpose.SHARE_MORE) if share.tier is Tier.MORE else (Purpose.SHARE,)
    return tuple(step for step in steps if step in given)


def _is_given(answer: Answer, partner: Partner, around: _Around) -> bool:
    return answer.given and answer.adult == around.me and answer.detail == partner.kind


def _why(share: Share, on: date) -> str:
    """Why a share ended, also where that was not written down yet."""
    return share.ended_why or (Ended.OVER if share.valid_to < on else "")


def _ended(why: str) -> str:
    if not why:
        return ""
    return _("Your centre ended it") if why in BY_THE_CENTRE else str(Ended(why).label)


def _people(share: ShareFacts, partner: Partner, around: _Around) -> Iterable[tuple[str, tuple[str, ...]]]:
    """The parent first, then the children that they see and, where it stands on consent, speak for themselves. Of
    another adult nothing, not even that they are in it."""
    told, home = told_of(share, partner, around.known), around.known.home
    consent = share.basis is LegalBasis.CONSENT
    seen = [who for who in told.children if who in around.mine.seen.children]
    children = [who for who in seen if not consent or (around.me, who) in home.cares]
    shown = {**told.adults, **told.children}
    for who in (*(me for me in told.adults if me == around.me), *children):
        yield _name(who, around), labels(shown[who])


def _name(who: str, around: _Around) -> str:
    child = around.mine.children.get(who)
    me = around.mine.member.adult
    return f"{child['given_name']} {child['family_name']}".strip() if child else me.name


def _days(row: Any, around: _Around, *, mine: bool) -> tuple[date, ...]:
    """When somebody looked: of what another adult is in too, only as long as the parent's own part stands."""
    alone = set(row.about_adults) <= {around.me}
    return tuple(sorted(around.looked[row.share.reference], reverse=True)) if mine or alone else ()
