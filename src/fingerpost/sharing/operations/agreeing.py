"""Agreements with organisations: signed, and ended. With one ends what stood on it, at the next look."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from fingerpost.audit.operations import Who, record
from fingerpost.base.verdict import Refused
from fingerpost.partners.models import Organisation
from fingerpost.places.models.dated import valid_on
from fingerpost.sharing.models import Agreement
from fingerpost.sharing.rules.minimum import minimum


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAgreement:
    """What was agreed with an organisation, by its reference. purposes: keys of the table of what is shared."""

    organisation: str
    purposes: tuple[str, ...]
    gateway: str
    security: str
    assessment: str
    signed_by_us: str
    signed_by_them: str
    review_on: date


@transaction.atomic
def sign_agreement(*, agreed: NewAgreement, by: Who | str, on: date) -> Agreement:
    """An agreement holds from today; one that held before ends yesterday. Raises Refused."""
    organisation = Organisation.objects.select_for_update().filter(reference=agreed.organisation).first()
    if organisation is None:
        raise Refused(_("There is no organisation with this reference."))
    _sound(agreed, organisation.kind, on)
    for row in Agreement.objects.filter(valid_on(on), organisation=organisation):
        _end(row, on)
    made = Agreement.objects.create(
        organisation=organisation,
        purposes=list(agreed.purposes),
        gateway=agreed.gateway.strip(),
        security=agreed.security.strip(),
        assessment=agreed.assessment.strip(),
        signed_by_us=agreed.signed_by_us.strip(),
        signed_by_them=agreed.signed_by_them.strip(),
        review_on=agreed.review_on,
        valid_from=on,
    )
    record("sign agreement", kind="agreement", reference=made.reference, by=by, others=[organisation.reference])
    return made


def _sound(agreed: NewAgreement, kind: str, on: date) -> None:
    """Raise Refused with every sentence."""
    known = minimum().purposes
    said = []
    if not agreed.purposes or any(each not in known or kind not in known[each].kinds for each in agreed.purposes):
        said.append(_("Choose purposes that this kind of organisation is needed for."))
    texts = (agreed.gateway, agreed.security, agreed.assessment, agreed.signed_by_us, agreed.signed_by_them)
    if not all(each.strip() for each in texts):
        said.append(_("Write the law, the security, the assessment and who signed."))
    if agreed.review_on <= on:
        said.append(_("The day of review has to be to come."))
    if said:
        raise Refused(" ".join(said))


@transaction.atomic
def end_agreement(*, reference: str, by: Who | str, on: date) -> None:
    """An agreement holds no longer, from today. What stood on it is not shown at the next look. Raises Refused."""
    row = Agreement.objects.select_for_update().filter(valid_on(on), reference=reference).first()
    if row is None:
        raise Refused(_("There is no agreement that holds with this reference."))
    _end(row, on)
    record("end agreement", kind="agreement", reference=reference, by=by)


def _end(row: Agreement, on: date) -> None:
    """Until the day before; what began today never held."""
    if row.valid_from >= on:
        row.delete()
        return
    row.valid_to = on - timedelta(days=1)
    row.save(update_fields=["valid_to"])
