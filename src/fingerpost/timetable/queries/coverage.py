"""What the county watches: "a minimum of 48 weeks per year" at each centre, and the core menu in each group."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Case, CharField, Count, Value, When
from django.db.models.functions import TruncWeek
from django.utils import timezone

from fingerpost.directory.models import Service
from fingerpost.directory.queries import MenuArea, core_menu
from fingerpost.directory.vocabulary import CORE_MENU
from fingerpost.places.models import LocalAuthority
from fingerpost.places.queries.cards import CentreCard
from fingerpost.places.queries.snapshot import picture_day, snapshot
from fingerpost.timetable.models import Session
from fingerpost.timetable.rules import YearOfWeeks, local_moment, weeks_of, year_of_weeks
from fingerpost.timetable.vocabulary import SessionStatus

AHEAD = timedelta(weeks=12)


@dataclass(frozen=True, slots=True)
class CentreYear:
    """A centre and its year of weeks."""

    centre: CentreCard
    weeks: YearOfWeeks


@dataclass(frozen=True, slots=True)
class MenuCell:
    """One area of the core menu in one group: services, their sessions in the coming twelve weeks, what is missing."""

    area: str
    services: int
    sessions: int
    missing: tuple[str, ...]

    @property
    def is_gap(self) -> bool:
        """Whether the group offers nothing at all in the area."""
        return self.services == 0


@dataclass(frozen=True, slots=True)
class GroupMenu:
    """A group's line in the table of the core menu, a cell for each area in the order of the menu."""

    group_id: int
    name: str
    slug: str
    cells: tuple[MenuCell, ...]

    @property
    def gaps(self) -> int:
        return sum(cell.is_gap for cell in self.cells)


@dataclass(frozen=True, slots=True)
class MenuTable:
    """Groups by areas: 29 by six where the county has 29 groups."""

    areas: tuple[MenuArea, ...]
    groups: tuple[GroupMenu, ...]


def open_weeks_by_centre(authority: LocalAuthority, year: int, today: date) -> list[CentreYear]:
    """Each centre's ISO weeks of a year: delivered so far, forecast, and the weeks with nothing. One query, and places.

    Those that fall furthest short come first.
    """
    delivered, going_ahead = _weeks_met(authority, year)
    years = [
        CentreYear(centre, year_of_weeks(year, delivered[centre.id], going_ahead[centre.id]))
        for centre in snapshot(authority, picture_day(authority, today)).cards
    ]
    return sorted(years, key=lambda each: (each.weeks.forecast, each.centre.name))


def menu_by_group(authority: LocalAuthority, today: date) -> MenuTable:
    """What each group offers of the core menu, and what not. Three queries, and places."""
    areas = core_menu()
    groups = snapshot(authority, picture_day(authority, today)).groups
    offered = _offered([group.id for group in groups])
    sessions = _sessions_ahead(authority, today)
    return MenuTable(
        tuple(areas),
        tuple(
            GroupMenu(
                group.id, group.name, group.slug, tuple(_cell(area, offered[group.id], sessions) for area in areas)
            )
            for group in groups
        ),
    )


def _weeks_met(authority: LocalAuthority, year: int) -> tuple[Mapping[int, set[date]], Mapping[int, set[date]]]:
    """By centre, the Mondays of weeks with something delivered, and of weeks with something planned."""
    weeks = weeks_of(year)
    first, after = _midnight(weeks[0]), _midnight(weeks[-1] + timedelta(weeks=1))
    held = Session.objects.filter(
        series__centre__authority=authority, starts_at__gte=first, starts_at__lt=after
    ).exclude(status=SessionStatus.CANCELLED)
    stands = Case(
        When(status=SessionStatus.DELIVERED, then=Value("delivered")), default=Value("ahead"), output_field=CharField()
    )
    met = held.annotate(week=TruncWeek("starts_at"), stands=stands).order_by()
    found: dict[str, dict[int, set[date]]] = {"delivered": defaultdict(set), "ahead": defaultdict(set)}
    for centre, week, how in met.values_list("series__centre_id", "week", "stands").distinct():
        found[how][centre].add(timezone.localtime(week).date())
    return found["delivered"], found["ahead"]


def _offered(groups: Collection[int]) -> Mapping[int, list[tuple[int, int]]]:
    """By group, the core menu's terms with the services that stand under them."""
    offered: dict[int, list[tuple[int, int]]] = defaultdict(list)
    uses = Service.terms.through.objects.filter(service__group__in=groups, term__taxonomy__key=CORE_MENU)
    for group, term, service in uses.values_list("service__group_id", "term_id", "service_id"):
        offered[group].append((term, service))
    return offered


def _sessions_ahead(authority: LocalAuthority, today: date) -> Mapping[int, int]:
    """By service, how many sessions the coming weeks hold."""
    ahead = Session.objects.filter(
        series__service__authority=authority,
        starts_at__gte=_midnight(today),
        starts_at__lt=_midnight(today + AHEAD),
    ).exclude(status=SessionStatus.CANCELLED)
    counted = ahead.order_by().values("series__service_id").annotate(sessions=Count("pk"))
    return dict(counted.values_list("series__service_id", "sessions"))


def _cell(area: MenuArea, offered: Iterable[tuple[int, int]], sessions: Mapping[int, int]) -> MenuCell:
    terms = {item.term_id for item in area.items} | {area.term_id}
    here = [(term, service) for term, service in offered if term in terms]
    services = {service for _term, service in here}
    met = {term for term, _service in here}
    return MenuCell(
        area=area.key,
        services=len(services),
        sessions=sum(sessions.get(service, 0) for service in services),
        missing=tuple(item.name for item in area.items if item.term_id not in met),
    )


def _midnight(day: date) -> datetime:
    return local_moment(day, time(), timezone.get_current_timezone())
