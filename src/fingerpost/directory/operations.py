"""Filling the directory: the taxonomies, what is offered and by whom, and that it still stands."""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from fingerpost.audit.operations import record
from fingerpost.base.identifiers import new_reference
from fingerpost.base.verdict import Refused
from fingerpost.directory.models import Service, Taxonomy, Term
from fingerpost.directory.rules import PlannedTaxonomy, keys_used_twice, taxonomy_from
from fingerpost.directory.vocabulary import CORE_MENU, NATIONAL_DIRECTORY, ConfirmedBy, Level
from fingerpost.partners.models import Organisation
from fingerpost.places.models import CentreGroup, LocalAuthority

DATA = Path(__file__).parent / "data"
TAXONOMIES = (CORE_MENU, NATIONAL_DIRECTORY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A service to be entered: by a group of centres or by another organisation, never both. Ages in months.

    terms: keys as `taxonomy/term`, such as `core-menu/first-aid`.
    """

    name: str
    group: CentreGroup | None = None
    organisation: Organisation | None = None
    description: str = ""
    level: Level = Level.UNIVERSAL
    terms: tuple[str, ...] = ()
    youngest: int | None = None
    oldest: int | None = None
    cost: str = ""
    how_to_get: str = ""
    telephone: str = ""
    website: str = ""
    confirmed_on: date | None = None
    confirmed_by: ConfirmedBy | None = None
    reference: str = ""


@transaction.atomic
def load_taxonomies(*, by: str) -> dict[str, int]:
    """The core menu and the categories of the former national directory. Again changes only what differs.

    Returns how many terms were added, changed and removed. A term that services use is kept.
    """
    planned = [_read_taxonomy(DATA / f"{key}.toml") for key in TAXONOMIES]
    counts = {"added": 0, "changed": 0, "removed": 0}
    for taxonomy in planned:
        for what, number in _load_taxonomy(taxonomy).items():
            counts[what] += number
    if any(counts.values()):
        record("load taxonomies", kind="taxonomy", reference="all", by=by, counts=counts)
    return counts


@transaction.atomic
def add_service(*, authority: LocalAuthority, offer: Offer, by: str) -> Service:
    """Enter a service with its terms."""
    (service,) = _add(authority, [offer])
    record("add service", kind="service", reference=service.reference, by=by)
    return service


@transaction.atomic
def add_services(*, authority: LocalAuthority, offers: Sequence[Offer], by: str, reference: str) -> list[Service]:
    """Enter many services at once, all or none. reference: what the record shall name, such as a file."""
    services = _add(authority, offers)
    record("add services", kind="service", reference=reference, by=by, counts={"services": len(services)})
    return services


@transaction.atomic
def confirm_service(*, service: Service, on: date, role: ConfirmedBy, by: str) -> Service:
    """Put on record that an entry still stands, as someone in a role has checked."""
    if service.last_confirmed_on and on < service.last_confirmed_on:
        raise Refused(_("This entry has been confirmed since then."))
    service.last_confirmed_on, service.last_confirmed_by = on, role
    service.save(update_fields=["last_confirmed_on", "last_confirmed_by"])
    record("confirm service", kind="service", reference=service.reference, by=by)
    return service


@transaction.atomic
def confirm_services(*, confirmed: Iterable[tuple[Service, date]], by: str, reference: str) -> int:
    """Put on record that many entries still stand, each since its day. Returns how many were older."""
    newer = [(each, on) for each, on in confirmed if each.last_confirmed_on is None or each.last_confirmed_on < on]
    for service, on in newer:
        service.last_confirmed_on = on
    services = [service for service, _on in newer]
    Service.objects.bulk_update(services, ["last_confirmed_on"], batch_size=500)
    if services:
        record("confirm services", kind="service", reference=reference, by=by, counts={"services": len(services)})
    return len(services)


def _read_taxonomy(path: Path) -> PlannedTaxonomy:
    """A taxonomy from its file."""
    planned = taxonomy_from(tomllib.loads(path.read_text(encoding="utf-8")))
    for key in keys_used_twice(planned):
        raise Refused(_("%(file)s uses the key “%(key)s” twice.") % {"file": path.name, "key": key})
    return planned


def _load_taxonomy(planned: PlannedTaxonomy) -> dict[str, int]:
    named = {"name": planned.name, "source": planned.source}
    taxonomy, _made = Taxonomy.objects.update_or_create(key=planned.key, defaults=named)
    standing = {term.key: term for term in taxonomy.terms.all()}
    counts = {"added": 0, "changed": 0, "removed": 0}
    for term in planned.terms:
        found = standing.get(term.key) or Term(taxonomy=taxonomy, key=term.key)
        wanted = (term.name, term.position, standing[term.parent].pk if term.parent else None)
        if (found.name, found.position, found.parent_id) != wanted:
            counts["changed" if found.pk else "added"] += 1
            found.name, found.position, found.parent_id = wanted
            found.save()
        standing[term.key] = found
    gone = taxonomy.terms.exclude(key__in=[term.key for term in planned.terms]).filter(services=None, items=None)
    counts["removed"] = gone.delete()[0]
    return counts


def _add(authority: LocalAuthority, offers: Sequence[Offer]) -> list[Service]:
    terms = _terms_of(offers)
    services = Service.objects.bulk_create([_service(authority, offer) for offer in offers])
    uses = Service.terms.through
    uses.objects.bulk_create(
        uses(service_id=service.pk, term_id=terms[key])
        for service, offer in zip(services, offers, strict=True)
        for key in offer.terms
    )
    return services


def _service(authority: LocalAuthority, offer: Offer) -> Service:
    _check(offer)
    return Service(
        reference=offer.reference or new_reference(),
        authority=authority,
        group=offer.group,
        organisation=offer.organisation,
        name=offer.name.strip(),
        description=offer.description.strip(),
        level=offer.level,
        youngest=offer.youngest,
        oldest=offer.oldest,
        cost=offer.cost,
        how_to_get=offer.how_to_get,
        telephone=offer.telephone,
        website=offer.website,
        last_confirmed_on=offer.confirmed_on,
        last_confirmed_by=offer.confirmed_by or "",
    )


def _check(offer: Offer) -> None:
    if not offer.name.strip():
        raise Refused(_("Give the service a name."))
    if (offer.group is None) == (offer.organisation is None):
        raise Refused(_("Say which group of centres or which organisation offers it: one of the two."))
    if offer.youngest is not None and offer.oldest is not None and offer.youngest > offer.oldest:
        raise Refused(_("The youngest age must not be above the oldest."))
    if (offer.confirmed_on is None) != (offer.confirmed_by is None):
        raise Refused(_("Say both on which day and by whom it was confirmed, or neither."))


def _terms_of(offers: Sequence[Offer]) -> dict[str, int]:
    """The ids of all terms that the offers name. Refuses one that no taxonomy has."""
    wanted = {key for offer in offers for key in offer.terms}
    known = {
        f"{taxonomy}/{key}": number for number, taxonomy, key in Term.objects.values_list("pk", "taxonomy__key", "key")
    }
    for key in sorted(wanted - known.keys()):
        raise Refused(_("No taxonomy has a term “%(key)s”.") % {"key": key})
    return known
