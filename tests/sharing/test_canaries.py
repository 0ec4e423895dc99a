"""A word that gives itself away stands in every field of a family: none is read that the table does not name."""

import re
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

import pytest
from django.db import models

from fingerpost.accounts.vocabulary import Desk, Role
from fingerpost.audit.operations import Who
from fingerpost.base.encrypted import EncryptedTextField
from fingerpost.base.scope import Machinery, machinery
from fingerpost.families.models import Address, Contact, Note
from fingerpost.families.vocabulary import NoteKind
from fingerpost.partners.models import Organisation
from fingerpost.partners.vocabulary import OrganisationKind
from fingerpost.sharing.models import Share
from fingerpost.sharing.operations import NewDecision, end_share, share_family
from fingerpost.sharing.queries import released, share_for, shared_with
from fingerpost.sharing.queries.details import READERS
from fingerpost.sharing.rules.minimum import minimum
from fingerpost.sharing.vocabulary import Ended, LegalBasis, Tier
from tests.factories.county import County
from tests.factories.families import TODAY, make_family, named, viewer_with
from tests.factories.sharing import acting, agrees, make_agreement, of_mother

pytestmark = pytest.mark.django_db
TEXTS = (models.CharField, models.TextField, EncryptedTextField)
LEAVE = {"reference", "state", "kind", "born_with", "living", "sought"}  # not words of the family, or made of them
# Each purpose and step on each basis, told to the first kind of partner; the rules are tried with every kind.
ALL = [
    (purpose, min(purpose.kinds), tier, basis)
    for purpose in minimum().purposes.values()
    for tier, basis in product(Tier, sorted(purpose.bases))
]


def canary(model: str, field: str) -> str:
    return f"canary-{model}-{field}"


def plant(family: Any) -> None:
    """Put a canary in each field of words of everybody and everything in the family."""
    mother, child = named(family, "Amara"), named(family, "Tobi")
    told: dict[str, Any] = {"written_by": "a test", "valid_from": TODAY, "child": child, "family": family}
    with machinery(Machinery.FAMILIES):
        note = Note(kind=NoteKind.NEEDS, text="", **told)
        Note(kind=NoteKind.SAFEGUARDING, text="canary-safety", **told).save()
        address = Address.objects.told("a test").get(family=family, adult=None)
        for row in (mother, child, Contact.objects.told("a test").get(adult=mother), address, note):
            _mark(row)


def _mark(row: Any) -> None:
    model = type(row).__name__.lower()
    for each in row._meta.concrete_fields:
        if isinstance(each, TEXTS) and each.name not in LEAVE:
            setattr(row, each.name, canary(model, each.name))
    row.save()


def seen(viewer: Any, share: str) -> str:
    """All that a page could show, as one text."""
    by = Who(viewer.user, desk=Desk.PARTNER.value)
    shown = share_for(viewer=viewer, reference=share, on=TODAY, by=by)
    text = repr((shown, shared_with(viewer=viewer, on=TODAY, by=by)))
    return text.replace("postc ode", "postcode")  # written as postcodes are


def allowed(purpose: Any, kind: str, tier: Tier, basis: LegalBasis) -> set[str]:
    named_so = minimum().released(purpose.key, kind, tier, basis, frozenset())
    return {canary(*each.split(".")) for each in named_so}


@dataclass(frozen=True)
class Planted:
    """A family full of canaries, what is decided about it, and an organisation of each kind with a worker of it."""

    family: Any
    lead: Any
    decision: NewDecision
    partners: dict[str, tuple[Organisation, Any]]


@pytest.fixture
def planted(county: County) -> Planted:
    family, lead = make_family(county.group), viewer_with(Role.GROUP_LEAD, county.group)
    partners = {kind: _partner(kind) for kind in {kind for _purpose, kind, _tier, _basis in ALL}}
    for kind in partners:
        agrees(named(family, "Amara"), family, kind, more=True)
    first = next(iter(partners.values()))[0]
    decision = of_mother(family, first)  # by name, before the names are canaries
    plant(family)
    return Planted(family, lead, decision, partners)


def _partner(kind: str) -> tuple[Organisation, Any]:
    organisation = Organisation.objects.create(kind=OrganisationKind(kind), name=f"Partner for {kind}")
    make_agreement(organisation)
    return organisation, viewer_with(Role.PARTNER_WORKER, organisation)


def read_of(planted: Planted, kind: str, **changes: Any) -> str:
    """All that the organisation can read of a share; "" where it waits for a second person."""
    organisation, viewer = planted.partners[kind]
    decided = replace(planted.decision, organisation=organisation.reference, **changes)
    row = share_family(reference=planted.family.reference, decision=decided, **acting(planted.lead))
    share = Share.objects.told("a test").filter(decision=row).first()
    if share is None:
        return ""
    text = seen(viewer, share.reference)
    end_share(share=share.reference, why=Ended.NOT_NEEDED, **acting(planted.lead))
    return text


EVERY = re.compile("canary-[a-z]+-[a-z_]+|canary-safety")


def test_of_every_share_that_can_be_made_exactly_the_named_details_are_read(planted):
    for purpose, kind, tier, basis in ALL:
        text = read_of(planted, kind, purpose=purpose.key, tier=tier, basis=basis)
        expected = {each for each in allowed(purpose, kind, tier, basis) if not each.startswith("canary-contact-safe")}
        expected -= {canary("adult", "date_of_birth"), canary("adult", "interpreter")}  # no words
        expected -= {canary("child", "date_of_birth"), canary("child", "due_on")}
        assert set(EVERY.findall(text)) == (expected if text else set()), (purpose.key, kind, tier, basis)


def test_a_detail_too_many_would_be_seen(planted, monkeypatch):
    monkeypatch.setattr(released, "released", lambda *_asked: READERS)
    assert canary("note", "text") in read_of(planted, "housing", purpose="housing", basis=LegalBasis.CONSENT)
