"""What the make-believe groups and their partners offer: the core menu, with a few gaps as there are in life."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from fingerpost.demo.operations.organisations import Partners, districts_of
from fingerpost.demo.operations.setting import BY, Cluster, Setting, told
from fingerpost.demo.rules.drawing import draw
from fingerpost.directory.models import Service
from fingerpost.directory.operations import Offer, add_services, confirm_services
from fingerpost.directory.vocabulary import ConfirmedBy, Level
from fingerpost.partners.models import Organisation
from fingerpost.places.models import CentreGroup

GROUPS_WITH_A_GAP = 4
AREAS_WITH_A_GAP = ("training-and-work", "public-health", "family-health", "training-and-work")
ONE_IN_FIFTEEN_IS_MISSING = 15
ONE_IN_TWENTY_IS_FORGOTTEN = 20

Offered = Mapping[tuple[int, str], Service]


def make_services(county: Setting, partners: Partners) -> Offered:
    """Enter the services that do not stand yet, and confirm those whose time has come. By group and key."""
    offers = {**_of_groups(county), **_of_partners(county, partners)}
    standing = set(Service.objects.filter(reference__in=offers).values_list("reference", flat=True))
    new = [offer for reference, offer in offers.items() if reference not in standing]
    if new:
        add_services(authority=county.authority, offers=new, by=BY, reference=county.authority.code)
    services = {service.reference: service for service in Service.objects.filter(reference__in=offers)}
    confirmed = [(service, confirmed_on(county, reference)) for reference, service in services.items()]
    confirm_services(confirmed=confirmed, by=BY, reference=str(county.today))
    return {
        (cluster.group.pk, row["key"]): services[reference]
        for cluster in county.clusters
        for row in told("services")
        if (reference := county.reference("service", cluster.number, row["key"])) in services
    }


def confirmed_on(county: Setting, reference: str) -> date:
    """When an entry was last confirmed: once a year on a day of its own, and forgotten once by one in twenty."""
    luck = draw(county.seed, "confirmed", reference)
    ago = (county.today.toordinal() - luck.randrange(365)) % 365
    forgotten = 365 if luck.randrange(ONE_IN_TWENTY_IS_FORGOTTEN) == 0 else 0
    return county.today - timedelta(days=ago + forgotten)


def _of_groups(county: Setting) -> dict[str, Offer]:
    gaps = _gaps(county)
    return {
        county.reference("service", cluster.number, row["key"]): _offer(county, row, "service", cluster=cluster)
        for cluster in county.clusters
        for row in told("services")
        if _offers(county, cluster, row, gaps.get(cluster.number, ""))
    }


def _of_partners(county: Setting, partners: Partners) -> dict[str, Offer]:
    return {
        county.reference("other service", row["key"], district): _offer(
            county,
            row["service"],
            "other service",
            organisation=partners[row["key"], district],
            key=row["key"],
            of=district,
        )
        for row in told("organisations")
        if "service" in row
        for district in districts_of(county, row)
    }


def _gaps(county: Setting) -> dict[str, str]:
    """Which groups lack a whole area of the core menu, and which area."""
    numbers = [cluster.number for cluster in county.clusters]
    few = min(GROUPS_WITH_A_GAP, len(numbers) // 4)
    return dict(zip(draw(county.seed, "gaps").sample(numbers, few), AREAS_WITH_A_GAP, strict=False))


def _offers(county: Setting, cluster: Cluster, row: Mapping[str, Any], gap: str) -> bool:
    if row.get("area") and row["area"] == gap:
        return False
    if row.get("needed") or row.get("area") == "family-health":
        return True
    return draw(county.seed, "offers", cluster.number, row["key"]).randrange(ONE_IN_FIFTEEN_IS_MISSING) > 0


def _offer(
    county: Setting,
    row: Mapping[str, Any],
    what: str,
    *,
    cluster: Cluster | None = None,
    organisation: Organisation | None = None,
    key: str = "",
    of: str = "",
) -> Offer:
    reference = county.reference(what, cluster.number if cluster else key, row["key"] if cluster else of)
    group: CentreGroup | None = cluster.group if cluster else None
    youngest, oldest = row.get("ages", (None, None))
    return Offer(
        name=row["name"],
        group=group,
        organisation=organisation,
        description=row["description"],
        level=Level(row.get("level", Level.UNIVERSAL)),
        terms=tuple(row["terms"]),
        youngest=youngest,
        oldest=oldest,
        cost=row.get("cost", "Free" if group else ""),
        how_to_get=row.get("how_to_get", ""),
        confirmed_on=confirmed_on(county, reference),
        confirmed_by=ConfirmedBy.GROUP if group else ConfirmedBy.PROVIDER,
        reference=reference,
    )
