"""An agreement, an organisation, and a mother who agreed that it is told."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from fingerpost.accounts.rules import Viewer
from fingerpost.accounts.vocabulary import Desk, Role
from fingerpost.audit.operations import Who
from fingerpost.base import clock
from fingerpost.families.models import Adult, Child, Family
from fingerpost.partners.models import Organisation
from fingerpost.partners.vocabulary import OrganisationKind
from fingerpost.places.models import CentreGroup
from fingerpost.sharing.models import Agreement, Decision
from fingerpost.sharing.operations import Made, NewAgreement, NewDecision, record_choices, share_family, sign_agreement
from fingerpost.sharing.rules.minimum import minimum
from fingerpost.sharing.vocabulary import LegalBasis, Purpose, Tier
from tests.factories.accounts import CONSOLE
from tests.factories.families import TODAY, make_family, named, viewer_with


@dataclass(frozen=True)
class Told:
    """A mother who agreed that health visitors are told, one of them, and a worker of her group. Nothing is shared."""

    family: Family
    mum: Adult
    tobi: Child
    visitors: Organisation
    visitor: Viewer
    worker: Viewer


def make_told(group: CentreGroup) -> Told:
    """Who is there before anything is shared."""
    family, visitors = make_family(group), make_organisation()
    make_agreement(visitors)
    mum, tobi = named(family, "Amara"), named(family, "Tobi")
    agrees(mum, family)
    visitor, worker = viewer_with(Role.PARTNER_WORKER, visitors), viewer_with(Role.OUTREACH_WORKER, group)
    return Told(family, mum, tobi, visitors, visitor, worker)


NEED = "The health visitor asked when the baby was born."


def make_organisation(
    kind: OrganisationKind = OrganisationKind.HEALTH_VISITING, name: str = "Wealdmoor Health Visiting"
) -> Organisation:
    return Organisation.objects.create(kind=kind, name=name)


def make_agreement(with_: Organisation, on: date = TODAY, **changes: Any) -> Agreement:
    """For everything that this kind of organisation can be told."""
    purposes = tuple(key for key, each in minimum().purposes.items() if with_.kind in each.kinds)
    told: dict[str, Any] = {
        "organisation": with_.reference,
        "purposes": purposes,
        "gateway": "Children Act 2004, section 10",
        "security": "Read here, with a second step; nothing is sent.",
        "assessment": "DPIA-7",
        "signed_by_us": "County manager",
        "signed_by_them": "Head of service",
        "review_on": on + timedelta(days=365),
    }
    return sign_agreement(agreed=NewAgreement(**(told | changes)), by=CONSOLE.name, on=on)


def agrees(
    adult: Adult,
    family: Family,
    kind: str = "health_visiting",
    *,
    given: bool = True,
    more: bool = False,
    wording: str = "wording234",
) -> None:
    """An adult says whether a kind of partner may be told. wording: of what they read."""
    made = [Made(purpose=Purpose.SHARE, given=given, detail=kind)]
    if more:
        made.append(Made(purpose=Purpose.SHARE_MORE, given=given, detail=kind))
    record_choices(family=family, adult=adult.reference, made=made, wording=wording, by="a test", now=clock.now())


def acting(viewer: Viewer, desk: Desk = Desk.CENTRE, on: date = TODAY) -> dict[str, Any]:
    """What an operation is told of whoever acts."""
    return {"by": viewer, "who": Who(viewer.user, desk=desk.value), "on": on, "now": clock.now()}


def of_mother(family: Family, organisation: Organisation, **changes: Any) -> NewDecision:
    """To tell an organisation about the mother and her child, since she agreed."""
    told: dict[str, Any] = {
        "organisation": organisation.reference,
        "purpose": "healthy_start",
        "tier": Tier.BASIC,
        "basis": LegalBasis.CONSENT,
        "adults": frozenset({named(family, "Amara").reference}),
        "children": frozenset({named(family, "Tobi").reference}),
        "necessity": NEED,
    }
    return NewDecision(**(told | changes))


def make_share(family: Family, organisation: Organisation, by: Viewer | None = None, **changes: Any) -> Decision:
    """Decided by an outreach worker of the group."""
    by = by or viewer_with(Role.OUTREACH_WORKER)
    decision = of_mother(family, organisation, **changes)
    return share_family(reference=family.reference, decision=decision, **acting(by))


def make_told_to(group: CentreGroup, organisation: Organisation, on: date = TODAY) -> Decision:
    """A family of the group, shared with an organisation that an agreement is made with if there is none."""
    if not Agreement.objects.filter(organisation=organisation).exists():
        make_agreement(organisation, on=on)
    family = make_family(group, on=on)
    agrees(named(family, "Amara"), family)
    worker = viewer_with(Role.OUTREACH_WORKER, on=on)
    decision = of_mother(family, organisation)
    return share_family(reference=family.reference, decision=decision, **acting(worker, on=on))
