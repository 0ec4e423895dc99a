"""Before something is shared: with whom it could be, who agreed to what, and exactly which details would be read.

"The minimum amount of information will be shared": whoever decides sees it before they do, by the rules that show it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.utils.translation import gettext as _

from fingerpost.accounts.rules import Viewer
from fingerpost.audit.operations import Who
from fingerpost.base.scope import Machinery, machinery
from fingerpost.base.verdict import Verdict
from fingerpost.partners.models import Organisation
from fingerpost.sharing.queries.agreements import partners_of, purposes_agreed
from fingerpost.sharing.queries.details import PersonShared, labels, people_of
from fingerpost.sharing.queries.facts import Known
from fingerpost.sharing.queries.ledger import may_decide, names_of, seen_in_full
from fingerpost.sharing.queries.released import told_of
from fingerpost.sharing.rules.minimum import SharedFor, minimum
from fingerpost.sharing.rules.standing import Partner, ShareFacts, agrees, needs_second, stands
from fingerpost.sharing.vocabulary import LegalBasis, Purpose, Tier


@dataclass(frozen=True, slots=True, kw_only=True)
class Intended:
    """What is to be told, about people of a family, by references. why_untold: "" where the family is told."""

    organisation: str
    purpose: str
    tier: Tier
    basis: LegalBasis
    adults: frozenset[str]
    children: frozenset[str]
    why_untold: str = ""


@dataclass(frozen=True, slots=True)
class CouldBeTold:
    """An organisation that some purpose needs. agreed: whether there is an agreement with it today."""

    reference: str
    name: str
    kind_called: str
    agreed: bool


@dataclass(frozen=True, slots=True)
class PurposeThere:
    """A purpose that needs this kind of partner. basic, more: the details of each step, in words.

    agreed: whether the agreement covers it today.
    """

    key: str
    label: str
    why: str
    basic: tuple[str, ...]
    more: tuple[str, ...]
    agreed: bool


@dataclass(frozen=True, slots=True)
class PersonThere:
    """Somebody who could be told of. agreed: the step that an adult agreed to; against: "not with this one".

    speakers: of a child, the names of those who agreed and may speak for it.
    """

    reference: str
    name: str
    child: bool
    agreed: Tier | None
    against: bool
    speakers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What somebody has to know who decides. organisation: None before one is chosen. may: whether they may decide."""

    reference: str
    verdict: Verdict
    may: Verdict
    organisation: CouldBeTold | None
    purposes: tuple[PurposeThere, ...]
    people: tuple[PersonThere, ...]

    @property
    def with_(self) -> str:
        """The organisation's reference."""
        return self.organisation.reference if self.organisation else ""


@dataclass(frozen=True, slots=True)
class WouldShow:
    """What the organisation would read today. verdict: whether it could stand at all, and if not why not.

    left_out: the names of those who were chosen and are not told of, since nobody agreed who speaks for them.
    waits: whether a second person decides too.
    """

    verdict: Verdict
    people: tuple[PersonShared, ...]
    left_out: tuple[str, ...]
    until: date
    waits: bool


def could_be_told(on: date) -> list[CouldBeTold]:
    """Every organisation that some purpose needs: those with an agreement first. They name no person."""
    kinds = {kind for each in minimum().purposes.values() for kind in each.kinds}
    rows = Organisation.objects.filter(kind__in=kinds).annotate(
        agreed=ArraySubquery(purposes_agreed(OuterRef("pk"), on))
    )
    found = [CouldBeTold(row.reference, row.name, row.get_kind_display(), bool(row.agreed)) for row in rows]
    return sorted(found, key=lambda each: (not each.agreed, each.name))


@machinery(Machinery.FAMILIES)
def sharing_plan(*, viewer: Viewer, reference: str, organisation: str, on: date, by: Who) -> Plan | None:
    """What somebody has to know who decides whether an organisation is told of a family; None for whoever does not see
    its record in full. organisation: a reference; one that there is not is as good as none. The look is on record."""
    seen = seen_in_full("plan family sharing", viewer, reference, on, by)
    if seen is None:
        return None
    known, verdict = seen
    chosen = next((each for each in could_be_told(on) if each.reference == organisation), None)
    partner = partners_of([organisation], on)[organisation] if chosen else None
    return Plan(
        reference=known.reference,
        verdict=verdict,
        may=may_decide(viewer, known, on),
        organisation=chosen,
        purposes=tuple(_purposes(partner)) if partner else (),
        people=tuple(_people(known, partner)) if partner else (),
    )


def _purposes(partner: Partner) -> Iterable[PurposeThere]:
    for key, each in minimum().purposes.items():
        if partner.kind in each.kinds:
            yield _purpose(each, agreed=key in partner.agreed)


def _purpose(each: SharedFor, *, agreed: bool) -> PurposeThere:
    return PurposeThere(each.key, each.label, each.why, labels(each.basic), labels(each.more), agreed)


def _people(known: Known, partner: Partner) -> Iterable[PersonThere]:
    names = names_of(known)
    agreed = {adult: _agreed(adult, partner, known) for adult in known.home.adults}
    against = {each.adult for each in known.home.answers if _against(each.purpose, each.detail, partner) and each.given}
    for who, name in names.items():
        speak = sorted(names[adult] for adult, child in known.home.cares if child == who and agreed.get(adult))
        yield PersonThere(who, name, who in known.home.children, agreed.get(who), who in against, tuple(speak))


def _against(purpose: str, detail: str, partner: Partner) -> bool:
    return purpose == Purpose.NOT_WITH and detail == partner.reference


def _agreed(adult: str, partner: Partner, known: Known) -> Tier | None:
    steps = (each for each in (Tier.MORE, Tier.BASIC) if agrees(adult, partner, each, known.home.answers))
    return next(steps, None)


@machinery(Machinery.FAMILIES)
def would_show(*, viewer: Viewer, reference: str, intended: Intended, on: date, by: Who) -> WouldShow | None:
    """Exactly what an organisation would read, person by person; None for whoever does not see the record in full.
    Organisation and purpose are those of the plan. The look is on record."""
    seen = seen_in_full("plan family sharing", viewer, reference, on, by)
    if seen is None:
        return None
    known, _verdict = seen
    share = planned(intended, on)
    partner = partners_of([intended.organisation], on)[intended.organisation]
    told = told_of(share, partner, known)
    chosen, shown = intended.adults | intended.children, {*told.adults, *told.children}
    return WouldShow(
        verdict=can_stand(share, partner, known, on),
        people=tuple(people_of({0: told}, on)[0]),
        left_out=tuple(name for who, name in names_of(known).items() if who in chosen - shown),
        until=share.valid_to,
        waits=needs_second(minimum(), intended.basis, told=not intended.why_untold.strip()),
    )


def planned(intended: Intended, on: date) -> ShareFacts:
    """A share as it would be, from a day on. Its purpose stands in the table."""
    until = on + relativedelta(months=minimum().purposes[intended.purpose].months)
    facts = (intended.purpose, intended.tier, intended.basis, intended.adults, intended.children)
    return ShareFacts(*facts, valid_from=on, valid_to=until)


def can_stand(share: ShareFacts, partner: Partner, known: Known, on: date) -> Verdict:
    """Whether a share that is about to be made would stand."""
    if not (share.adults <= known.home.adults and share.children <= known.home.children):
        return Verdict(False, _("Choose people who belong to this family today."))
    return stands(minimum(), share, partner, known.home, on)
