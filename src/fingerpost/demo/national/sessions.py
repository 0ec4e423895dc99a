"""What the make-believe country's centres put on: services, and a year of dated sessions."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import accumulate
from random import Random
from typing import Any, Final, NamedTuple

from django.utils import timezone

from fingerpost.base.identifiers import derived_reference
from fingerpost.demo.national import words
from fingerpost.demo.national.copying import copy
from fingerpost.demo.national.sites import Site
from fingerpost.directory.models import Service
from fingerpost.directory.vocabulary import Level
from fingerpost.partners.models import Organisation
from fingerpost.partners.vocabulary import OrganisationKind
from fingerpost.timetable.models import Programme, Series, Session
from fingerpost.timetable.vocabulary import CancelReason, Language, SessionStatus

DAYS: Final = 364
LONGEST_SERIES: Final = 40  # weekly meetings
OTHERS_SHARE: Final = 0.3  # services of other organisations
CHANGED_SHARE: Final = 0.03  # sessions that are cancelled, and as many that moved
# How likely each of a site's venues is: its own building, two halls, a screen, a family's home.
VENUE_WEIGHTS: Final = (60, 16, 16, 5, 3)
# Ten in the morning is usual; the evening and the weekend are not.
HOURS: Final = (9, 10, 10, 10, 11, 13, 13, 14, 15, 17, 18, 19)
WEEKDAYS: Final = (0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5)


class Run(NamedTuple):
    """A series as its sessions need it."""

    reference: str
    venue_id: int
    first_on: date
    days_between: int
    meetings: int
    starts: time
    ends: time


def make_services(random: Random, sites: Sequence[Site], count: int) -> None:
    """Services by centre groups and by other organisations."""
    names = [f"{words.town(random)} {random.choice(words.PROVIDERS)} {number}" for number in range(count // 50 + 1)]
    kinds = list(OrganisationKind)
    organisations = copy(
        Organisation,
        ("reference", "kind", "name"),
        [(derived_reference("organisation", name), random.choice(kinds), name) for name in names],
    )
    copy(
        Service,
        ("reference", "authority_id", "group_id", "organisation_id", "name", "description", "level", "youngest",
         "oldest"),
        (_service(random, number, random.choice(sites), organisations) for number in range(count)),
    )  # fmt: skip


def _service(random: Random, number: int, site: Site, organisations: Sequence[int]) -> tuple[Any, ...]:
    others = random.random() < OTHERS_SHARE
    offer = random.choice(words.OFFERS)
    return (
        derived_reference("service", number),
        site.authority_id,
        None if others else site.group_id,
        random.choice(organisations) if others else None,
        offer.title,
        offer.summary,
        random.choices(list(Level), [80, 15, 5])[0],
        offer.youngest,
        offer.oldest,
    )


def make_programmes(sites: Sequence[Site], first_day: date) -> dict[int, int]:
    """A programme of a year for each group, by group."""
    groups = sorted({site.group_id for site in sites})
    last = first_day + timedelta(days=DAYS)
    made = copy(
        Programme,
        ("group_id", "name", "starts_on", "ends_on"),
        [(group, f"From {first_day:%B %Y}", first_day, last) for group in groups],
    )
    return dict(zip(groups, made, strict=True))


def make_series(
    random: Random, sites: Sequence[Site], first_day: date, series: int, sessions: int
) -> list[tuple[int, Run]]:
    """So many series, which together meet so many times."""
    programmes = make_programmes(sites, first_day)
    runs = [_run(random, sites, first_day, meetings) for meetings in _meetings(random, series, sessions)]
    made = copy(
        Series,
        ("reference", "programme_id", "centre_id", "venue_id", "title", "summary", "category", "rule", "first_on",
         "last_on", "extra_dates", "starts_at", "ends_at", "youngest", "oldest", "audiences", "access", "price_pence",
         "languages"),
        (_series(random, site, programmes[site.group_id], run, offer) for site, run, offer in runs),
    )  # fmt: skip
    return [(number, run) for number, (_, run, _) in zip(made, runs, strict=True)]


def _meetings(random: Random, series: int, sessions: int) -> list[int]:
    """How often each series meets: from once to forty times, in all as often as asked for."""
    ends = sorted(random.sample(range(1, sessions), series - 1)) if series > 1 else []
    lengths = [end - start for start, end in zip([0, *ends], [*ends, sessions], strict=True)]
    return _none_longer(lengths, LONGEST_SERIES)


def _none_longer(lengths: list[int], most: int) -> list[int]:
    """What is over the most is given to the shortest, so that the sum stays."""
    over = sum(max(0, length - most) for length in lengths)
    capped = sorted(min(length, most) for length in lengths)
    for place, length in enumerate(capped):
        more = min(over, max(0, most // 2 - length))
        capped[place] += more
        over -= more
    return capped


def _run(random: Random, sites: Sequence[Site], first_day: date, meetings: int) -> tuple[Site, Run, words.Offer]:
    site = random.choice(sites)
    offer = random.choices(words.OFFERS, cum_weights=_OFTEN)[0]
    between = 7 * random.choice((1, 1, 1, 2, 4)) if meetings < 13 else 7
    room = DAYS - between * (meetings - 1)
    weekday = random.choice(WEEKDAYS)
    first_on = first_day + timedelta(days=random.randrange(max(1, room // 7)) * 7 + weekday)
    starts = datetime.combine(first_on, time(random.choice(HOURS), random.choice((0, 0, 30))))
    ends = starts + timedelta(minutes=offer.minutes)
    reference = derived_reference("series", site.id, random.random())
    venue = random.choices(site.venue_ids, VENUE_WEIGHTS)[0]
    return site, Run(reference, venue, first_on, between, meetings, starts.time(), ends.time()), offer


_OFTEN: Final = list(accumulate(offer.often for offer in words.OFFERS))


def _series(random: Random, site: Site, programme: int, run: Run, offer: words.Offer) -> tuple[Any, ...]:
    once = run.meetings == 1
    return (
        run.reference,
        programme,
        site.id,
        run.venue_id,
        offer.title,
        offer.summary,
        offer.category,
        "" if once else f"FREQ=WEEKLY;INTERVAL={run.days_between // 7}",
        run.first_on,
        run.first_on + timedelta(days=run.days_between * (run.meetings - 1)),
        [run.first_on] if once else [],
        run.starts,
        run.ends,
        offer.youngest,
        offer.oldest,
        list(offer.audiences),
        offer.access,
        offer.price_pence,
        random.sample(_LANGUAGES, 1) if random.random() < 0.05 else [],
    )


_LANGUAGES: Final = [language.value for language in Language]


def session_rows(random: Random, series: Sequence[tuple[int, Run]]) -> Iterator[tuple[Any, ...]]:
    """The dated sessions, in no particular order of time."""
    zone = timezone.get_default_timezone()
    for series_id, run in series:
        for meeting in range(run.meetings):
            day = run.first_on + timedelta(days=run.days_between * meeting)
            starts = datetime.combine(day, run.starts, zone)
            ends = datetime.combine(day, run.ends, zone)
            reference = derived_reference(run.reference, day)
            yield (reference, series_id, run.venue_id, day, starts, ends, *_standing(random))


def make_sessions(rows: Iterator[tuple[Any, ...]]) -> None:
    """Write them."""
    names = ("reference", "series_id", "venue_id", "planned_on", "starts_at", "ends_at", "status", "cancel_reason",
             "notice")  # fmt: skip
    copy(Session, names, rows)


def _standing(random: Random) -> tuple[str, str, str]:
    chance = random.random()
    if chance < CHANGED_SHARE:
        return SessionStatus.CANCELLED.value, CancelReason.STAFF.value, "Not on this week. We are sorry."
    if chance < 2 * CHANGED_SHARE:
        return SessionStatus.MOVED.value, "", "Now in another room."
    return SessionStatus.PLANNED.value, "", ""
