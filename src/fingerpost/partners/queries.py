"""Reading the organisations that centres work with."""

from collections.abc import Collection

from fingerpost.partners.models import Organisation
from fingerpost.partners.vocabulary import OrganisationKind


def organisations(kinds: Collection[OrganisationKind] = ()) -> list[Organisation]:
    """All organisations, or those of some kinds, by name. One query."""
    found = Organisation.objects.filter(kind__in=kinds) if kinds else Organisation.objects.all()
    return list(found.order_by("name"))


def names_by_reference(references: Collection[str]) -> dict[str, str]:
    """What organisations are called. One query, or none where there is nothing to ask."""
    if not references:
        return {}
    return dict(Organisation.objects.filter(reference__in=references).values_list("reference", "name"))
