"""Reading the directory: what a group offers, what others offer, how fresh an entry is."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Prefetch, Q, QuerySet

from fingerpost.directory.models import Service, Term
from fingerpost.directory.rules import Freshness, freshness
from fingerpost.directory.vocabulary import CORE_MENU, ConfirmedBy, Level
from fingerpost.partners.vocabulary import OrganisationKind

OVER_FIVE = 60  # months


@dataclass(frozen=True, slots=True)
class MenuItem:
    """An item of the core menu."""

    term_id: int
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class MenuArea:
    """One of the six areas of the core menu, with its items."""

    term_id: int
    key: str
    name: str
    items: tuple[MenuItem, ...]


@dataclass(frozen=True, slots=True)
class ServiceEntry:
    """A service as a page shows it. `provider` is the group's or the organisation's name. Ages in months."""

    reference: str
    name: str
    description: str
    provider: str
    provider_kind: str
    level: Level
    youngest: int | None
    oldest: int | None
    cost: str
    how_to_get: str
    telephone: str
    website: str
    areas: tuple[str, ...]
    items: tuple[str, ...]
    freshness: Freshness
    confirmed_by: str


def core_menu() -> list[MenuArea]:
    """The six areas with their items, in order. One query."""
    terms = Term.objects.filter(taxonomy__key=CORE_MENU).order_by("position")
    items: dict[int, list[MenuItem]] = {}
    for term in terms:
        if term.parent_id is None:
            items[term.pk] = []
        else:
            items[term.parent_id].append(MenuItem(term.pk, term.key, term.name))
    return [MenuArea(term.pk, term.key, term.name, tuple(items[term.pk])) for term in terms if term.parent_id is None]


def services_of_group(group_id: int, on: date, *, level: Level | None = None) -> list[ServiceEntry]:
    """What a group of centres offers, by name. Two queries."""
    services = Service.objects.filter(group=group_id)
    return _entries(services.filter(level=level) if level else services, on)


def services_by_others(
    authority_id: int, on: date, *, kinds: Collection[OrganisationKind] = (), over_fives: bool = False
) -> list[ServiceEntry]:
    """What other organisations offer to families: childcare, voluntary groups, the Family Information Service.

    kinds: only organisations of these kinds. over_fives: only what is also for children past their fifth birthday.
    Two queries.
    """
    services = Service.objects.filter(authority=authority_id, organisation__isnull=False)
    if kinds:
        services = services.filter(organisation__kind__in=kinds)
    if over_fives:
        services = services.filter(Q(oldest__isnull=True) | Q(oldest__gt=OVER_FIVE))
    return _entries(services, on)


def to_be_confirmed(authority_id: int, on: date) -> list[ServiceEntry]:
    """Entries that nobody has confirmed for over a year, longest ago first. Two queries."""
    oldest_first = Service.objects.filter(authority=authority_id).order_by(F("last_confirmed_on").asc(nulls_first=True))
    return [entry for entry in _entries(oldest_first, on) if entry.freshness.overdue]


def by_area(entries: Iterable[ServiceEntry]) -> Mapping[str, list[ServiceEntry]]:
    """Entries by the core menu's area keys. One that serves two areas stands in both."""
    sorted_in: dict[str, list[ServiceEntry]] = {}
    for entry in entries:
        for area in entry.areas:
            sorted_in.setdefault(area, []).append(entry)
    return sorted_in


def _entries(services: QuerySet[Service], on: date) -> list[ServiceEntry]:
    menu = Prefetch(
        "terms",
        queryset=Term.objects.filter(taxonomy__key=CORE_MENU).select_related("parent").order_by("position"),
        to_attr="menu",
    )
    ordered = services if services.ordered else services.order_by("name")
    return [_entry(service, on) for service in ordered.select_related("group", "organisation").prefetch_related(menu)]


def _entry(service: Service, on: date) -> ServiceEntry:
    menu: list[Term] = service.menu  # type: ignore[attr-defined]  # prefetched above
    organisation = service.organisation
    return ServiceEntry(
        reference=service.reference,
        name=service.name,
        description=service.description,
        provider=organisation.name if organisation else service.group.name if service.group else "",
        provider_kind=organisation.kind if organisation else "",
        level=Level(service.level),
        youngest=service.youngest,
        oldest=service.oldest,
        cost=service.cost,
        how_to_get=service.how_to_get,
        telephone=service.telephone,
        website=service.website,
        areas=tuple(dict.fromkeys((term.parent or term).key for term in menu)),
        items=tuple(term.name for term in menu if term.parent_id),
        freshness=freshness(service.last_confirmed_on, on),
        confirmed_by=str(ConfirmedBy(service.last_confirmed_by).label) if service.last_confirmed_by else "",
    )
