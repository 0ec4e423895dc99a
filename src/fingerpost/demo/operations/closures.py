"""When the make-believe centres are closed, and when one has to move: Christmas, training, boilers, builders."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db import transaction

from fingerpost.base.verdict import Refused
from fingerpost.demo.operations.setting import BY, Seat, Setting
from fingerpost.demo.rules.drawing import draw, shuffled
from fingerpost.demo.rules.seasons import Season, seasons_around
from fingerpost.places.models import Building, Premises, Venue
from fingerpost.places.operations.venues import PlannedVenue, add_venue
from fingerpost.places.vocabulary import PremisesRole, VenueKind
from fingerpost.timetable.models import Closure, Session
from fingerpost.timetable.operations import add_closure, relocate_centre
from fingerpost.timetable.rules import Span
from fingerpost.timetable.vocabulary import ClosureReason, SessionStatus

CHRISTMAS_NOTICE = "All our centres have a rest between Christmas and New Year. Happy Christmas!"
STAFF_NOTICE = "We are closed for a day, so that the whole team can learn something new."
HEATING_NOTICE = "The heating has broken down. We are sorry: please come again when it is mended."
MOVE_NOTICE = "Builders are mending our roof. Until they are done we meet at {host}."
A_FORTNIGHT = 14
FIRST_MOVE = timedelta(weeks=8)
LENGTH_OF_A_MOVE = timedelta(days=25)


def close_ahead(county: Setting) -> None:
    """The closures that are known before a season is planned: Christmas for all, one training day for each group."""
    standing = set(Closure.objects.filter(authority=county.authority).values_list("centre_id", "starts_on"))
    for seat, days, reason, notice in (*_christmases(county), *_training_days(county)):
        if (seat.centre.pk if seat else None, days.first) not in standing and not _held(county, seat, days):
            add_closure(
                authority=county.authority,
                centre=seat.centre if seat else None,
                days=days,
                reason=reason,
                notice=notice,
                by=BY,
            )


def close_at_short_notice(county: Setting) -> None:
    """Once a fortnight the heating breaks down somewhere; what was planned there is called off."""
    for number in range(
        (county.today.toordinal() - 60) // A_FORTNIGHT, (county.today.toordinal() + 4) // A_FORTNIGHT + 1
    ):
        luck = draw(county.seed, "heating", number)
        seat = luck.choice(county.seats)
        first = date.fromordinal(number * A_FORTNIGHT + luck.randrange(10))
        days = Span(first, first + timedelta(days=luck.randrange(1, 3)))
        closed = Closure.objects.filter(authority=county.authority, starts_on__lte=days.last, ends_on__gte=days.first)
        if not closed.filter(centre__in=[seat.centre, None]).exists() and not _held(county, seat, days):
            add_closure(
                authority=county.authority,
                centre=seat.centre,
                days=days,
                reason=ClosureReason.BUILDING,
                notice=HEATING_NOTICE,
                by=BY,
            )


def move_out(county: Setting, season: Season) -> None:
    """In each term one centre moves in with another while the builders are there."""
    monday = season.days.first + FIRST_MOVE - timedelta(days=(season.days.first + FIRST_MOVE).weekday())
    days = Span(monday, monday + LENGTH_OF_A_MOVE)
    temporary = Premises.objects.filter(role=PremisesRole.TEMPORARY, centre__authority=county.authority)
    if season.key == "holiday" or temporary.filter(valid_from=days.first).exists():
        return
    luck = draw(county.seed, "move", season.name)
    for cluster in shuffled(county.clusters, luck):
        for guest, host in zip(cluster.seats, cluster.seats[1:], strict=False):
            if guest.card.building_id != host.card.building_id and _moved(county, guest, host, days):
                return


def _christmases(county: Setting) -> Iterator[tuple[Seat | None, Span, ClosureReason, str]]:
    for season in seasons_around(county.today):
        if season.key == "autumn":
            year = season.days.first.year
            days = Span(date(year, 12, 24), date(year + 1, 1, 1))
            yield None, days, ClosureReason.CHRISTMAS, CHRISTMAS_NOTICE


def _training_days(county: Setting) -> Iterator[tuple[Seat | None, Span, ClosureReason, str]]:
    for season in seasons_around(county.today):
        for cluster in county.clusters if season.key == "autumn" else ():
            luck = draw(county.seed, "training", cluster.number, season.name)
            monday = season.days.first + timedelta(weeks=luck.randrange(2, 12))
            day = monday + timedelta(days=luck.randrange(5))
            yield from ((seat, Span(day, day), ClosureReason.STAFF_DAY, STAFF_NOTICE) for seat in cluster.seats)


def _held(county: Setting, seat: Seat | None, days: Span) -> bool:
    """Whether sessions took place in those days, so that it cannot have been closed."""
    held = Session.objects.filter(status=SessionStatus.DELIVERED, planned_on__range=(days.first, days.last))
    scope = {"series__centre": seat.centre} if seat else {"series__centre__authority": county.authority}
    return held.filter(**scope).exists()


def _moved(county: Setting, guest: Seat, host: Seat, days: Span) -> bool:
    """Whether the guest could move in. Where two of its groups meet at one time it cannot, and nothing is changed."""
    building = Building.objects.get(pk=host.card.building_id)
    try:
        with transaction.atomic():
            relocate_centre(
                centre=guest.centre,
                building=building,
                venue=_hall(county, host, building),
                days=days,
                notice=MOVE_NOTICE.format(host=host.card.name),
                by=BY,
            )
    except Refused:
        return False
    return True


def _hall(county: Setting, host: Seat, building: Building) -> Venue:
    reference = county.reference("venue", "hall", host.number)
    planned = PlannedVenue(
        kind=VenueKind.CENTRE, name=f"Hall, {host.card.name}", building=building, reference=reference
    )
    found = Venue.objects.filter(reference=reference).first()
    return found or add_venue(authority=county.authority, planned=planned, by=BY)
