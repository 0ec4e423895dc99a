"""Entering the organisations that centres work with."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from fingerpost.audit.operations import record
from fingerpost.base.identifiers import new_reference
from fingerpost.base.verdict import Refused
from fingerpost.partners.models import Organisation
from fingerpost.partners.vocabulary import OrganisationKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """An organisation to be entered. A kind and a name together are used once."""

    kind: OrganisationKind
    name: str
    telephone: str = ""
    website: str = ""
    email: str = ""
    reference: str = ""


@transaction.atomic
def add_organisation(*, partner: Partner, by: str) -> Organisation:
    """Enter one organisation; one that stands already is refused."""
    name = partner.name.strip()
    if not name:
        raise Refused(_("Give the organisation a name."))
    if Organisation.objects.filter(kind=partner.kind, name=name).exists():
        raise Refused(_("%(name)s has been entered already.") % {"name": name})
    organisation = _organisation(partner)
    organisation.save()
    record("add organisation", kind="organisation", reference=organisation.reference, by=by)
    return organisation


@transaction.atomic
def load_organisations(*, partners: Sequence[Partner], by: str, reference: str) -> list[Organisation]:
    """Enter those organisations that do not stand yet. Returns all, in the order given."""
    known = _standing()
    new = [partner for partner in partners if (partner.kind, partner.name.strip()) not in known]
    made = Organisation.objects.bulk_create([_organisation(partner) for partner in new])
    if made:
        counts = {"organisations": len(made)}
        record("load organisations", kind="organisation", reference=reference, by=by, counts=counts)
    standing = _standing()
    return [standing[partner.kind, partner.name.strip()] for partner in partners]


def _standing() -> dict[tuple[str, str], Organisation]:
    return {(each.kind, each.name): each for each in Organisation.objects.all()}


def _organisation(partner: Partner) -> Organisation:
    return Organisation(
        reference=partner.reference or new_reference(),
        kind=partner.kind,
        name=partner.name.strip(),
        telephone=partner.telephone,
        website=partner.website,
        email=partner.email,
    )
