"""A season of the make-believe programme for every centre, planned in one go."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

from django.db import transaction
from django.utils.text import slugify

from fingerpost.demo.operations.offers import Offered
from fingerpost.demo.operations.organisations import Partners, partner_for
from fingerpost.demo.operations.setting import BY, Cluster, Seat, Setting, patterns
from fingerpost.demo.operations.venues import Venues
from fingerpost.demo.rules.choosing import rests_in_summer, shared_by, staples_of, term_time_only
from fingerpost.demo.rules.drawing import draw, shuffled
from fingerpost.demo.rules.patterns import Pattern
from fingerpost.demo.rules.recurring import recurring
from fingerpost.demo.rules.seasons import Season
from fingerpost.demo.rules.slots import Rooms, Slot
from fingerpost.places.models import Venue
from fingerpost.timetable.models import Programme
from fingerpost.timetable.operations import Placing, add_programme, plan_series_in_bulk
from fingerpost.timetable.queries.calendar import Calendar, calendar_of
from fingerpost.timetable.rules import SeriesPlan
from fingerpost.timetable.vocabulary import Language

COUNTY = "county"
HALLS = ("community", "village")
LANGUAGES_AT_ONCE = 3
ONE_IN_THREE_IS_AWAY = 3
ONE_IN_NINE_SPEAKS_ANOTHER = 9


@dataclass(frozen=True, slots=True)
class Stock:
    """What a programme is put together with: the county, its venues, services, partners and calendar."""

    county: Setting
    venues: Venues
    services: Offered
    partners: Partners
    calendar: Calendar
    season: Season


@transaction.atomic
def make_season(county: Setting, season: Season, venues: Venues, services: Offered, partners: Partners) -> int:
    """Plan a season for the groups that have no programme for it yet. Returns how many series."""
    started = set(Programme.objects.filter(name=season.name).values_list("group_id", flat=True))
    clusters = [cluster for cluster in county.clusters if cluster.group.pk not in started]
    if not clusters:
        return 0
    stock = Stock(county, venues, services, partners, calendar_of(county.authority.pk, season.days), season)
    rooms = Rooms()
    placings = [placing for cluster in clusters for placing in _placings(stock, cluster, rooms)]
    reference = f"{county.authority.code}/{slugify(season.name)}"
    return len(plan_series_in_bulk(placings=placings, by=BY, reference=reference))


def _placings(stock: Stock, cluster: Cluster, rooms: Rooms) -> Iterator[Placing]:
    season = stock.season
    programme = add_programme(group=cluster.group, name=season.name, days=season.days, by=BY)
    for pattern, seat in _chosen(stock, cluster):
        luck = _luck(stock, pattern, seat)
        venues = _within_reach(stock, pattern, cluster, seat)
        slot = rooms.book(pattern, [(kind, reference) for reference, (kind, _venue) in venues.items()], luck)
        plan = slot and _plan(stock, pattern, seat, slot)
        if slot and plan:
            yield Placing(
                plan=plan,
                programme=programme,
                centre=seat.centre,
                venue=venues[slot.venue][1],
                service=stock.services.get((cluster.group.pk, pattern.service)),
                run_by=partner_for(stock.partners, pattern.run_by, seat.card.district),
                reference=stock.county.reference("series", season.name, pattern.key, seat.number),
            )


def _chosen(stock: Stock, cluster: Cluster) -> Iterator[tuple[Pattern, Seat]]:
    """Each pattern that a group puts on with the centre that it falls to: staples first."""
    seed, season = stock.county.seed, stock.season
    busy: Counter[str] = Counter()
    open_seats = [seat for seat in cluster.seats if season.key != "holiday" or not rests_in_summer(seed, seat.number)]
    for seat in open_seats:
        yield from ((pattern, seat) for pattern in staples_of(patterns(), season, seed, seat.number))
    if cluster is stock.county.clusters[0]:
        yield from ((pattern, cluster.seats[0]) for pattern in patterns() if pattern.per == COUNTY)
    offered = {key for group, key in stock.services if group == cluster.group.pk}
    for pattern in shared_by(patterns(), season, seed, cluster.number, len(open_seats), offered):
        order = shuffled(open_seats, draw(seed, "falls to", cluster.number, pattern.key))
        seat = min(order, key=lambda each: busy[each.number])
        busy[seat.number] += 1
        yield pattern, seat


def _luck(stock: Stock, pattern: Pattern, seat: Seat) -> Random:
    season = "" if pattern.lasting else stock.season.name
    return draw(stock.county.seed, "slot", pattern.key, seat.number, season)


def _within_reach(stock: Stock, pattern: Pattern, cluster: Cluster, seat: Seat) -> dict[str, tuple[str, Venue]]:
    """The venues that a pattern may use, by reference, with their kinds; in its order of preference."""
    owners = (seat.number, seat.card.town, cluster.number, stock.county.authority.code)
    kinds = [kind for wanted in _order(stock, pattern, seat) for kind in _halls(stock, seat, wanted)]
    found = [
        (kind, stock.venues[kind, number]) for kind in kinds for number in owners if (kind, number) in stock.venues
    ]
    return {venue.reference: (kind, venue) for kind, venue in found}


def _order(stock: Stock, pattern: Pattern, seat: Seat) -> Sequence[str]:
    """The kinds of venues that suit a pattern; one time in three away from the centre, where it can be."""
    away = draw(stock.county.seed, "away", pattern.key, seat.number).randrange(ONE_IN_THREE_IS_AWAY) == 0
    return pattern.venues[::-1] if away else pattern.venues


def _halls(stock: Stock, seat: Seat, kind: str) -> Sequence[str]:
    """Around half of the centres the hall is a community centre, around the others a village hall."""
    if kind != HALLS[0]:
        return (kind,)
    return HALLS if draw(stock.county.seed, "hall", seat.number).randrange(2) else HALLS[::-1]


def _plan(stock: Stock, pattern: Pattern, seat: Seat, slot: Slot) -> SeriesPlan | None:
    luck = _luck(stock, pattern, seat)
    title = luck.choice(pattern.titles)
    closed = stock.calendar.closures(seat.centre.pk)
    when = recurring(pattern.how, stock.season, slot.weekday, luck, closed)
    if when is None:
        return None
    term_time = pattern.term_time or term_time_only(stock.county.seed, seat.number)
    plan = SeriesPlan(
        title=title,
        summary=pattern.summary,
        category=pattern.category,
        rule=when.rule,
        first_on=when.days.first,
        last_on=when.days.last,
        extra=when.named,
        term_time_only=term_time and stock.season.key != "holiday",
        starts_at=slot.starts,
        ends_at=slot.ends,
        youngest=pattern.ages[0],
        oldest=pattern.ages[1],
        audiences=pattern.audiences,
        access=pattern.access,
        how_to_book=pattern.booking,
        price_pence=pattern.price,
        price_unit=pattern.unit,
        concession=pattern.concession,
        languages=_languages(stock, pattern, seat),
        capacity=pattern.capacity,
    )
    return _as_long_as_it_meets(plan, stock.calendar, seat)


def _as_long_as_it_meets(plan: SeriesPlan, calendar: Calendar, seat: Seat) -> SeriesPlan | None:
    """The plan from its first to its last meeting; None where it would never meet."""
    dates = plan.dates(calendar.terms, calendar.closures(seat.centre.pk))
    return replace(plan, last_on=dates[-1]) if dates else None


def _languages(stock: Stock, pattern: Pattern, seat: Seat) -> tuple[Language, ...]:
    if pattern.languages:
        return pattern.languages
    luck = draw(stock.county.seed, "languages", pattern.key, seat.number)
    spoken = [language for language in Language if language is not Language.BSL]
    if pattern.many_languages:
        return tuple(luck.sample(spoken, LANGUAGES_AT_ONCE))
    return (luck.choice(spoken),) if luck.randrange(ONE_IN_NINE_SPEAKS_ANOTHER) == 0 else ()
