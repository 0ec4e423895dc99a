"""The agreements that hold: the public register of what is shared with whom, and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Func, OuterRef, QuerySet

from fingerpost.partners.models import Organisation
from fingerpost.places.models.dated import valid_on
from fingerpost.sharing.models import Agreement
from fingerpost.sharing.rules.standing import Partner


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """An agreement. purposes: keys of the table of what is shared. late: whether its day of review is past."""

    reference: str
    organisation: str
    kind: str
    kind_called: str
    purposes: tuple[str, ...]
    gateway: str
    security: str
    assessment: str
    signed_by_us: str
    signed_by_them: str
    since: date
    until: date | None
    review_on: date
    late: bool


def agreements(on: date) -> list[AgreementRow]:
    """Those that hold on a day, by kind and name. They name no person, so anybody may read them."""
    rows = Agreement.objects.filter(valid_on(on)).select_related("organisation")
    return [_row(each, on) for each in rows.order_by("organisation__kind", "organisation__name")]


def _row(each: Agreement, on: date) -> AgreementRow:
    return AgreementRow(
        reference=each.reference,
        organisation=each.organisation.name,
        kind=each.organisation.kind,
        kind_called=each.organisation.get_kind_display(),
        purposes=tuple(each.purposes),
        gateway=each.gateway,
        security=each.security,
        assessment=each.assessment,
        signed_by_us=each.signed_by_us,
        signed_by_them=each.signed_by_them,
        since=each.valid_from,
        until=each.valid_to,
        review_on=each.review_on,
        late=each.review_on < on,
    )


def partners_of(references: Iterable[str], on: date) -> dict[str, Partner]:
    """Organisations with what their agreement covers on a day, by reference. One query."""
    rows = Organisation.objects.filter(reference__in=set(references))
    rows = rows.annotate(agreed=ArraySubquery(purposes_agreed(OuterRef("pk"), on)))
    return {row.reference: Partner(row.reference, row.kind, frozenset(row.agreed)) for row in rows}


def purposes_agreed(organisation: OuterRef, on: date) -> QuerySet[Any, Any]:
    """For a subquery: what the agreement with an organisation covers on a day, a purpose in each row."""
    holding = Agreement.objects.filter(valid_on(on), organisation=organisation)
    return holding.values(each=Func(F("purposes"), function="unnest"))
